package backprop.data;

import java.util.List;

/// Draws strokes with a round pen into a grid of pixels.
///
/// A pixel's darkness is how far its centre lies inside the pen's path, over one pixel at the edge:
/// for a pen wider than a pixel that is the covered share to within a few percent. Where strokes
/// cross, the darker one counts, as with ink.
final class Pen {

  private Pen() {}

  /// Draws all of `ink`, moved by (−`x`, −`y`) and then scaled by `scale`, over what `pixels`
  /// (`height` rows of `width`, 0 for paper and 1 for ink) already holds.
  static void draw(
      Ink ink, double scale, double x, double y, float[] pixels, int width, int height) {
    for (Stroke stroke : ink.strokes()) {
      List<InkPoint> points = stroke.points();
      InkPoint from = points.getFirst();
      for (InkPoint to : points.size() == 1 ? points : points.subList(1, points.size())) {
        line(
            (from.x() - x) * scale,
            (from.y() - y) * scale,
            stroke.radius() * from.pressure() * scale,
            (to.x() - x) * scale,
            (to.y() - y) * scale,
            stroke.radius() * to.pressure() * scale,
            pixels,
            width,
            height);
        from = to;
      }
    }
  }

  /// Draws one straight line, whose pen may get wider or narrower on the way, over what `pixels`
  /// already holds; all lengths in pixels.
  static void line(
      double fromX,
      double fromY,
      double fromRadius,
      double toX,
      double toY,
      double toRadius,
      float[] pixels,
      int width,
      int height) {
    double reach = Math.max(fromRadius, toRadius) + 0.5;
    int left = clamp(Math.min(fromX, toX) - reach, width);
    int right = clamp(Math.max(fromX, toX) + reach + 1, width);
    int top = clamp(Math.min(fromY, toY) - reach, height);
    int bottom = clamp(Math.max(fromY, toY) + reach + 1, height);
    double dx = toX - fromX;
    double dy = toY - fromY;
    double perLength = dx == 0 && dy == 0 ? 0 : 1 / (dx * dx + dy * dy);
    double widening = toRadius - fromRadius;
    for (int row = top; row < bottom; row++) {
      double py = row + 0.5 - fromY;
      for (int column = left; column < right; column++) {
        double px = column + 0.5 - fromX;
        double share = (px * dx + py * dy) * perLength;
        double along = share < 0 ? 0 : share > 1 ? 1 : share;
        double awayX = px - along * dx;
        double awayY = py - along * dy;
        double edge = fromRadius + along * widening + 0.5;
        double squared = awayX * awayX + awayY * awayY;
        if (squared < edge * edge) {
          int at = row * width + column;
          float darkness = (float) (edge - Math.sqrt(squared));
          pixels[at] = Math.max(pixels[at], Math.min(1, darkness));
        }
      }
    }
  }

  private static int clamp(double value, int size) {
    return (int) Math.clamp(Math.floor(value), 0.0, (double) size);
  }
}
