package backprop.figure;

import backprop.graph.Point;

/// An upright rectangle in canvas units, y downwards.
public record Bounds(double minX, double minY, double maxX, double maxY) {

  /// The rectangle of this size around a point.
  public static Bounds around(Point centre, double width, double height) {
    return new Bounds(
        centre.x() - width / 2,
        centre.y() - height / 2,
        centre.x() + width / 2,
        centre.y() + height / 2);
  }

  /// The smallest rectangle that holds both points.
  public static Bounds between(Point a, Point b) {
    return new Bounds(
        Math.min(a.x(), b.x()), Math.min(a.y(), b.y()),
        Math.max(a.x(), b.x()), Math.max(a.y(), b.y()));
  }

  public double width() {
    return maxX - minX;
  }

  public double height() {
    return maxY - minY;
  }

  public Point centre() {
    return new Point((minX + maxX) / 2, (minY + maxY) / 2);
  }

  /// Whether the point lies inside or on the border.
  public boolean contains(Point point) {
    return point.x() >= minX && point.x() <= maxX && point.y() >= minY && point.y() <= maxY;
  }

  /// Whether the other rectangle lies wholly inside.
  public boolean contains(Bounds other) {
    return other.minX >= minX && other.maxX <= maxX && other.minY >= minY && other.maxY <= maxY;
  }

  /// Whether the two share an area; touching borders do not count.
  public boolean intersects(Bounds other) {
    return other.minX < maxX && other.maxX > minX && other.minY < maxY && other.maxY > minY;
  }

  /// This rectangle with so much added on every side.
  public Bounds grow(double by) {
    return new Bounds(minX - by, minY - by, maxX + by, maxY + by);
  }

  public Bounds translate(double dx, double dy) {
    return new Bounds(minX + dx, minY + dy, maxX + dx, maxY + dy);
  }

  /// The smallest rectangle that holds both.
  public Bounds union(Bounds other) {
    return new Bounds(
        Math.min(minX, other.minX), Math.min(minY, other.minY),
        Math.max(maxX, other.maxX), Math.max(maxY, other.maxY));
  }
}
