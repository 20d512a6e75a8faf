package backprop.ui.graph;

import backprop.graph.Point;

/// The grid that nodes snap to, and the dots that show it.
final class Grid {
  /// One step of the grid, in canvas units.
  static final double STEP = 10;

  /// The distance of the dots.
  static final double DOTS = 20;

  private Grid() {}

  /// The grid point nearest to this one.
  static Point snap(Point point) {
    return new Point(Math.round(point.x() / STEP) * STEP, Math.round(point.y() / STEP) * STEP);
  }
}
