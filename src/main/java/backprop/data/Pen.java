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
      double radius = stroke.radius() * scale;
      double fromX = (points.getFirst().x() - x) * scale;
      double fromY = (points.getFirst().y() - y) * scale;
      if (points.size() == 1) {
        segment(fromX, fromY, fromX, fromY, radius, pixels, width, height);
      }
      for (int i = 1; i < points.size(); i++) {
        double toX = (points.get(i).x() - x) * scale;
        double toY = (points.get(i).y() - y) * scale;
        segment(fromX, fromY, toX, toY, radius, pixels, width, height);
        fromX = toX;
        fromY = toY;
      }
    }
  }

  private static void segment(
      double x0,
      double y0,
      double x1,
      double y1,
      double radius,
      float[] pixels,
      int width,
      int height) {
    double reach = radius + 0.5;
    int left = clamp(Math.min(x0, x1) - reach, width);
    int right = clamp(Math.max(x0, x1) + reach + 1, width);
    int top = clamp(Math.min(y0, y1) - reach, height);
    int bottom = clamp(Math.max(y0, y1) + reach + 1, height);
    double dx = x1 - x0;
    double dy = y1 - y0;
    double perLength = dx == 0 && dy == 0 ? 0 : 1 / (dx * dx + dy * dy);
    double outside = reach * reach;
    double core = Math.max(0, radius - 0.5);
    double inside = core * core;
    for (int row = top; row < bottom; row++) {
      double py = row + 0.5 - y0;
      for (int column = left; column < right; column++) {
        double px = column + 0.5 - x0;
        double along = Math.clamp((px * dx + py * dy) * perLength, 0.0, 1.0);
        double awayX = px - along * dx;
        double awayY = py - along * dy;
        double squared = awayX * awayX + awayY * awayY;
        if (squared >= outside) {
          continue;
        }
        int at = row * width + column;
        float darkness = squared <= inside ? 1 : (float) Math.min(1, reach - Math.sqrt(squared));
        if (darkness > pixels[at]) {
          pixels[at] = darkness;
        }
      }
    }
  }

  private static int clamp(double value, int size) {
    return (int) Math.clamp(Math.floor(value), 0.0, (double) size);
  }
}
