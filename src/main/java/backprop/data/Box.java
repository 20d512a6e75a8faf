package backprop.data;

/// An upright rectangle on a canvas, y downwards.
///
/// @param x left edge
/// @param y upper edge
/// @param width extent to the right
/// @param height extent downwards
public record Box(double x, double y, double width, double height) {

  /// The longer side.
  public double longerSide() {
    return Math.max(width, height);
  }
}
