package backprop.figure;

import backprop.graph.Point;

/// A cubic Bézier curve: how a value travels from a node's right side to another's left.
///
/// Formula: B(t) = (1−t)³·p₀ + 3(1−t)²t·p₁ + 3(1−t)t²·p₂ + t³·p₃, t from 0 to 1.
public record Curve(Point start, Point control1, Point control2, Point end) {
  private static final int SAMPLES = 24;

  /// The curve that leaves to the right and arrives from the left.
  public static Curve connecting(Point start, Point end) {
    double dx = end.x() - start.x();
    // An edge that goes back needs an arm to turn; one that goes on is an even S.
    double arm = Math.max(dx / 2, Math.min(120, 24 + Math.abs(dx) / 4));
    return new Curve(start, start.plus(arm, 0), end.plus(-arm, 0), end);
  }

  /// The straight curve between two points.
  public static Curve straight(Point start, Point end) {
    double dx = (end.x() - start.x()) / 3;
    double dy = (end.y() - start.y()) / 3;
    return new Curve(start, start.plus(dx, dy), end.plus(-dx, -dy), end);
  }

  /// The point at `t`.
  public Point at(double t) {
    double s = 1 - t;
    double a = s * s * s;
    double b = 3 * s * s * t;
    double c = 3 * s * t * t;
    double d = t * t * t;
    return new Point(
        a * start.x() + b * control1.x() + c * control2.x() + d * end.x(),
        a * start.y() + b * control1.y() + c * control2.y() + d * end.y());
  }

  /// The unit vector to the left of the way forward, which is upwards on an edge that goes right.
  public Point normal(double t) {
    double s = 1 - t;
    double dx =
        s * s * (control1.x() - start.x())
            + 2 * s * t * (control2.x() - control1.x())
            + t * t * (end.x() - control2.x());
    double dy =
        s * s * (control1.y() - start.y())
            + 2 * s * t * (control2.y() - control1.y())
            + t * t * (end.y() - control2.y());
    double length = Math.hypot(dx, dy);
    return length < 1e-9 ? new Point(0, -1) : new Point(dy / length, -dx / length);
  }

  /// The second line beside this one, below an edge that goes right.
  ///
  /// The ends shift straight down; the arms shift sideways by (d / ¾)·tan(θ / 2) besides, where θ
  /// is the slope in the middle: then the two keep their distance where the edge is steep, too.
  public Curve beside(double distance) {
    Point normal = normal(0.5);
    double slope = Math.atan2(normal.x(), -normal.y());
    double aside = -distance / 0.75 * Math.tan(Math.clamp(slope / 2, -0.75, 0.75));
    return new Curve(
        start.plus(0, distance),
        control1.plus(aside, distance),
        control2.plus(aside, distance),
        end.plus(0, distance));
  }

  /// The part from 0 to `t`, by de Casteljau's construction.
  public Curve until(double t) {
    Point a = mix(start, control1, t);
    Point b = mix(control1, control2, t);
    Point c = mix(control2, end, t);
    Point ab = mix(a, b, t);
    Point bc = mix(b, c, t);
    return new Curve(start, a, ab, mix(ab, bc, t));
  }

  /// Whether the straight line between two points crosses this curve.
  public boolean crosses(Point from, Point to) {
    Point before = start;
    for (int i = 1; i <= SAMPLES; i++) {
      Point now = at((double) i / SAMPLES);
      if (side(from, to, before) * side(from, to, now) <= 0
          && side(before, now, from) * side(before, now, to) <= 0
          && side(from, to, before) != side(from, to, now)) {
        return true;
      }
      before = now;
    }
    return false;
  }

  /// On which side of the line from `a` to `b` a point lies: the sign of twice the triangle's area.
  private static double side(Point a, Point b, Point point) {
    return Math.signum(
        (b.x() - a.x()) * (point.y() - a.y()) - (b.y() - a.y()) * (point.x() - a.x()));
  }

  /// This curve shifted.
  public Curve translate(double dx, double dy) {
    return new Curve(
        start.plus(dx, dy), control1.plus(dx, dy), control2.plus(dx, dy), end.plus(dx, dy));
  }

  /// The same curve travelled the other way.
  public Curve reversed() {
    return new Curve(end, control2, control1, start);
  }

  private static Point mix(Point a, Point b, double t) {
    return new Point(a.x() + t * (b.x() - a.x()), a.y() + t * (b.y() - a.y()));
  }

  /// How far a point is from the curve, to about a tenth of a unit.
  public double distance(Point point) {
    double best = Double.POSITIVE_INFINITY;
    Point before = start;
    for (int i = 1; i <= 2 * SAMPLES; i++) {
      Point now = at(i / (2.0 * SAMPLES));
      best = Math.min(best, distance(point, before, now));
      before = now;
    }
    return best;
  }

  private static double distance(Point point, Point a, Point b) {
    double dx = b.x() - a.x();
    double dy = b.y() - a.y();
    double square = dx * dx + dy * dy;
    double t =
        square == 0
            ? 0
            : Math.clamp(((point.x() - a.x()) * dx + (point.y() - a.y()) * dy) / square, 0, 1);
    return Math.hypot(point.x() - a.x() - t * dx, point.y() - a.y() - t * dy);
  }

  /// Whether the curve passes through the rectangle; sampled finely enough for labels and wires.
  public boolean crosses(Bounds box) {
    if (!box.intersects(bounds().grow(0.01))) {
      return false;
    }
    int count = (int) Math.clamp(length() / 3, SAMPLES, 400);
    for (int i = 0; i <= count; i++) {
      if (box.contains(at((double) i / count))) {
        return true;
      }
    }
    return false;
  }

  /// The length along the curve, from below by at most a percent.
  public double length() {
    double length = 0;
    Point before = start;
    for (int i = 1; i <= SAMPLES; i++) {
      Point now = at((double) i / SAMPLES);
      length += Math.hypot(now.x() - before.x(), now.y() - before.y());
      before = now;
    }
    return length;
  }

  /// A rectangle that holds the curve: that of its four points.
  public Bounds bounds() {
    return Bounds.between(start, end).union(Bounds.between(control1, control2));
  }
}
