package backprop.figure;

import java.util.List;

/// What is drawn, from back to front, as values: the canvas and every export write the same.
///
/// @param bounds a rectangle that holds everything
public record Figure(List<Item> items, Bounds bounds) {
  public static final Figure EMPTY = new Figure(List.of(), new Bounds(0, 0, 0, 0));

  public Figure {
    items = List.copyOf(items);
  }
}
