package backprop.figure;

/// A drawable with what a writer needs to leave it out.
///
/// @param bounds a rectangle that holds it
/// @param minZoom the zoom below which it is too small to be read and is left out; 0 for never
public record Item(Drawable drawable, Bounds bounds, double minZoom) {
  public static Item of(Drawable drawable, double minZoom) {
    return new Item(drawable, drawable.bounds(), minZoom);
  }
}
