package backprop.figure;

import backprop.graph.Point;
import java.util.ArrayList;
import java.util.List;

/// The hatching of a slot as plain shapes, for writers without repeating patterns.
///
/// The stripes are those of the canvas: where (x + y) / 11 is in the first half of a whole number,
/// cut at the slot's rounded rectangle.
public final class Hatch {
  /// The radius of a slot's corners.
  public static final double CORNER = 4;

  /// How far the stripes lie from each other, along x and along y.
  public static final double PERIOD = 5.5;

  private static final int CORNER_POINTS = 5;

  private Hatch() {}

  /// The stripes of a slot, each a convex polygon.
  public static List<List<Point>> stripes(Bounds slot) {
    List<Point> outline = outline(slot);
    double period = 2 * PERIOD;
    List<List<Point>> stripes = new ArrayList<>();
    double from = Math.floor((slot.minX() + slot.minY()) / period) * period;
    for (double low = from; low < slot.maxX() + slot.maxY(); low += period) {
      List<Point> stripe = cut(cut(outline, low, 1), low + period / 2, -1);
      if (stripe.size() > 2) {
        stripes.add(stripe);
      }
    }
    return stripes;
  }

  private static List<Point> outline(Bounds slot) {
    Bounds inner = slot.grow(-CORNER);
    List<Point> outline = new ArrayList<>();
    double[][] corners = {
      {inner.maxX(), inner.maxY(), 0},
      {inner.minX(), inner.maxY(), Math.PI / 2},
      {inner.minX(), inner.minY(), Math.PI},
      {inner.maxX(), inner.minY(), 1.5 * Math.PI}
    };
    for (double[] corner : corners) {
      for (int i = 0; i < CORNER_POINTS; i++) {
        double angle = corner[2] + i * Math.PI / 2 / (CORNER_POINTS - 1);
        outline.add(
            new Point(corner[0] + CORNER * Math.cos(angle), corner[1] + CORNER * Math.sin(angle)));
      }
    }
    return outline;
  }

  /// The part of a convex polygon where side · (x + y − limit) ≥ 0.
  private static List<Point> cut(List<Point> polygon, double limit, int side) {
    List<Point> kept = new ArrayList<>();
    for (int i = 0; i < polygon.size(); i++) {
      Point a = polygon.get(i);
      Point b = polygon.get((i + 1) % polygon.size());
      double da = side * (a.x() + a.y() - limit);
      double db = side * (b.x() + b.y() - limit);
      if (da >= 0) {
        kept.add(a);
      }
      if (da < 0 != db < 0 && da != db) {
        double t = da / (da - db);
        kept.add(new Point(a.x() + t * (b.x() - a.x()), a.y() + t * (b.y() - a.y())));
      }
    }
    return kept;
  }
}
