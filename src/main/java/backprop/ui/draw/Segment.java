package backprop.ui.draw;

/// A straight way from one place to another.
record Segment(double fromX, double fromY, double toX, double toY) {

  /// How far a place is from the nearest point of the way.
  double distance(double x, double y) {
    double dx = toX - fromX;
    double dy = toY - fromY;
    double squared = dx * dx + dy * dy;
    double along =
        squared == 0 ? 0 : Math.clamp(((x - fromX) * dx + (y - fromY) * dy) / squared, 0.0, 1.0);
    return Math.hypot(x - fromX - along * dx, y - fromY - along * dy);
  }
}
