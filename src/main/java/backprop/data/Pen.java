package backprop.data;

import java.util.List;

/// Draws strokes with a round pen into a grid of pixels.
///
/// A pixel's darkness is how far its centre lies inside the pen's path, over one pixel at the edge:
/// for a pen wider than a pixel that is the covered share to within a few percent. Where strokes
/// cross, the darker one counts, as with ink.
final class Pen {

  private final float[] pixels;
  private final int width;
  private final int height;

  /// Where the pen is, in pixels, and how wide.
  private record Tip(double x, double y, double radius) {}

  private Pen(float[] pixels, int width, int height) {
    this.pixels = pixels;
    this.width = width;
    this.height = height;
  }

  /// Draws all of `ink`, moved by (−`x`, −`y`) and then scaled by `scale`, over what `pixels`
  /// (`height` rows of `width`, 0 for paper and 1 for ink) already holds.
  static void draw(
      Ink ink, double scale, double x, double y, float[] pixels, int width, int height) {
    Pen pen = new Pen(pixels, width, height);
    for (Stroke stroke : ink.strokes()) {
      List<InkPoint> points = stroke.points();
      Tip from = tip(points.getFirst(), stroke, scale, x, y);
      if (points.size() == 1) {
        pen.line(from, from);
      }
      for (InkPoint point : points.subList(1, points.size())) {
        Tip to = tip(point, stroke, scale, x, y);
        pen.line(from, to);
        from = to;
      }
    }
  }

  private static Tip tip(InkPoint point, Stroke stroke, double scale, double x, double y) {
    return new Tip(
        (point.x() - x) * scale,
        (point.y() - y) * scale,
        stroke.radius() * point.pressure() * scale);
  }

  private void line(Tip from, Tip to) {
    double reach = Math.max(from.radius, to.radius) + 0.5;
    int left = clamp(Math.min(from.x, to.x) - reach, width);
    int right = clamp(Math.max(from.x, to.x) + reach + 1, width);
    int top = clamp(Math.min(from.y, to.y) - reach, height);
    int bottom = clamp(Math.max(from.y, to.y) + reach + 1, height);
    double dx = to.x - from.x;
    double dy = to.y - from.y;
    double perLength = dx == 0 && dy == 0 ? 0 : 1 / (dx * dx + dy * dy);
    double widening = to.radius - from.radius;
    for (int row = top; row < bottom; row++) {
      double py = row + 0.5 - from.y;
      for (int column = left; column < right; column++) {
        double px = column + 0.5 - from.x;
        double along = Math.clamp((px * dx + py * dy) * perLength, 0.0, 1.0);
        double awayX = px - along * dx;
        double awayY = py - along * dy;
        double edge = from.radius + along * widening + 0.5;
        double squared = awayX * awayX + awayY * awayY;
        if (squared < edge * edge) {
          darken(row * width + column, (float) (edge - Math.sqrt(squared)));
        }
      }
    }
  }

  private void darken(int at, float darkness) {
    pixels[at] = Math.max(pixels[at], Math.min(1, darkness));
  }

  private static int clamp(double value, int size) {
    return (int) Math.clamp(Math.floor(value), 0.0, (double) size);
  }
}
