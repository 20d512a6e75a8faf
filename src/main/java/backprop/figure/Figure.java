package backprop.figure;

import java.util.List;
import java.util.stream.Stream;

/// What is drawn, from back to front, as values: the canvas and every export write the same.
///
/// @param bounds a rectangle that holds everything
public record Figure(List<Item> items, Bounds bounds) {
  public static final Figure EMPTY = new Figure(List.of(), new Bounds(0, 0, 0, 0));

  public Figure {
    items = List.copyOf(items);
  }

  /// The same figure, shifted.
  public Figure translate(double dx, double dy) {
    return new Figure(
        items.stream().map(i -> Item.of(i.drawable().translate(dx, dy), i.minZoom())).toList(),
        bounds.translate(dx, dy));
  }

  /// This figure within these bounds, with more in front of it.
  public Figure with(List<Drawable> more, Bounds around) {
    return new Figure(
        Stream.concat(items.stream(), more.stream().map(drawable -> Item.of(drawable, 0))).toList(),
        around);
  }
}
