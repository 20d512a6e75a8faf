package backprop.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A drawing: the strokes of a pen, in the order they were drawn.
///
/// It is a value; drawing on makes another, so undoing a stroke is keeping the one before.
/// [Framing] makes of it what a network reads.
///
/// @param strokes the strokes, oldest first
public record Ink(List<Stroke> strokes) {

  /// Nothing drawn.
  public static final Ink EMPTY = new Ink(List.of());

  /// Copies the strokes.
  public Ink {
    strokes = List.copyOf(strokes);
  }

  /// Whether nothing is drawn.
  public boolean isEmpty() {
    return strokes.isEmpty();
  }

  /// This drawing and one stroke more.
  public Ink with(Stroke stroke) {
    List<Stroke> more = new ArrayList<>(strokes);
    more.add(stroke);
    return new Ink(more);
  }

  /// This drawing without its newest stroke; an empty one stays as it is.
  public Ink withoutNewest() {
    return isEmpty() ? this : new Ink(strokes.subList(0, strokes.size() - 1));
  }

  /// The smallest box around all ink, the pen's width included; none if nothing is drawn.
  public Optional<Box> box() {
    if (isEmpty()) {
      return Optional.empty();
    }
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (Stroke stroke : strokes) {
      for (InkPoint point : stroke.points()) {
        double reach = stroke.radius() * point.pressure();
        left = Math.min(left, point.x() - reach);
        top = Math.min(top, point.y() - reach);
        right = Math.max(right, point.x() + reach);
        bottom = Math.max(bottom, point.y() + reach);
      }
    }
    return Optional.of(new Box(left, top, right - left, bottom - top));
  }

  /// How the drawing looks on a canvas of `width` × `height`, anti-aliased; what lies outside is
  /// cut off.
  public GreyImage image(int width, int height) {
    float[] pixels = new float[width * height];
    Pen.draw(this, 1, 0, 0, pixels, width, height);
    return new GreyImage(width, height, pixels);
  }
}
