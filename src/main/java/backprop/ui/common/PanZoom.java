package backprop.ui.common;

import javafx.geometry.Insets;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;

/// Where a drawing lies in its view: screen = scale · world + offset.
///
/// Immutable and free of any node, so that a view keeps one in a property and every gesture is a
/// pure function. All lengths are logical pixels.
///
/// @param scale from [#MIN_SCALE] to [#MAX_SCALE]; 1 is 100 %
/// @param x the screen position of the world's origin
/// @param y the screen position of the world's origin
public record PanZoom(double scale, double x, double y) {

  /// The smallest scale.
  public static final double MIN_SCALE = 0.05;

  /// The largest scale.
  public static final double MAX_SCALE = 8;

  /// One step of the wheel or of the zoom keys.
  public static final double STEP = 1.2;

  /// The world's origin at the view's, 100 %.
  public static final PanZoom IDENTITY = new PanZoom(1, 0, 0);

  /// Limits the scale.
  public PanZoom {
    scale = Math.clamp(scale, MIN_SCALE, MAX_SCALE);
  }

  /// The screen position of a world point.
  public Point2D toScreen(double worldX, double worldY) {
    return new Point2D(scale * worldX + x, scale * worldY + y);
  }

  /// The world point at a screen position.
  public Point2D toWorld(double screenX, double screenY) {
    return new Point2D((screenX - x) / scale, (screenY - y) / scale);
  }

  /// The part of the world that a view of this size shows.
  public Rectangle2D visible(double width, double height) {
    Point2D corner = toWorld(0, 0);
    return new Rectangle2D(corner.getX(), corner.getY(), width / scale, height / scale);
  }

  /// Moves the drawing by so many pixels of the screen.
  public PanZoom panned(double dx, double dy) {
    return new PanZoom(scale, x + dx, y + dy);
  }

  /// Zooms by this factor so that the world point under the pointer stays there, limits of the
  /// scale included.
  public PanZoom zoomedAt(double screenX, double screenY, double factor) {
    double next = Math.clamp(scale * factor, MIN_SCALE, MAX_SCALE);
    double ratio = next / scale;
    return new PanZoom(next, screenX - ratio * (screenX - x), screenY - ratio * (screenY - y));
  }

  /// Shows these bounds whole and centred in a view of this size, no larger than `maxScale`.
  ///
  /// @param margins what of the view is covered (a card, a bar), or should stay empty
  /// @return the identity where the bounds or what is left of the view are empty
  public static PanZoom fit(
      Rectangle2D world, double width, double height, Insets margins, double maxScale) {
    double freeWidth = width - margins.getLeft() - margins.getRight();
    double freeHeight = height - margins.getTop() - margins.getBottom();
    if (freeWidth <= 0 || freeHeight <= 0 || (world.getWidth() <= 0 && world.getHeight() <= 0)) {
      return IDENTITY;
    }
    double scale =
        Math.clamp(
            Math.min(freeWidth / world.getWidth(), freeHeight / world.getHeight()),
            MIN_SCALE,
            Math.min(maxScale, MAX_SCALE));
    double centerX = margins.getLeft() + freeWidth / 2;
    double centerY = margins.getTop() + freeHeight / 2;
    return new PanZoom(
        scale,
        centerX - scale * (world.getMinX() + world.getWidth() / 2),
        centerY - scale * (world.getMinY() + world.getHeight() / 2));
  }
}
