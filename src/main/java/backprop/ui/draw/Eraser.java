package backprop.ui.draw;

import backprop.data.Ink;
import backprop.data.InkPoint;
import backprop.data.Stroke;
import java.util.ArrayList;
import java.util.List;

/// Takes away what an eraser went over: a stroke that it crosses falls into pieces.
///
/// A place of a stroke goes when the eraser covers the middle of the pen's line there; strokes that
/// it does not reach stay the same objects.
final class Eraser {
  /// Points of a stroke lie at most this far apart before it is cut.
  private static final double FINE = 2;

  private Eraser() {}

  /// The ink that is left; the same object if nothing was reached.
  static Ink erase(Ink ink, Segment way, double radius) {
    List<Stroke> left = new ArrayList<>();
    boolean changed = false;
    for (Stroke stroke : ink.strokes()) {
      List<Stroke> pieces = pieces(stroke, way, radius);
      changed |= pieces.size() != 1 || !pieces.getFirst().equals(stroke);
      left.addAll(pieces);
    }
    return changed ? new Ink(left) : ink;
  }

  private static List<Stroke> pieces(Stroke stroke, Segment way, double radius) {
    List<InkPoint> points = dense(stroke.points());
    if (points.stream().noneMatch(point -> way.distance(point.x(), point.y()) < radius)) {
      return List.of(stroke);
    }
    List<Stroke> pieces = new ArrayList<>();
    List<InkPoint> piece = new ArrayList<>();
    for (InkPoint point : points) {
      if (way.distance(point.x(), point.y()) >= radius) {
        piece.add(point);
      } else if (!piece.isEmpty()) {
        pieces.add(new Stroke(piece, stroke.radius()));
        piece.clear();
      }
    }
    if (!piece.isEmpty()) {
      pieces.add(new Stroke(piece, stroke.radius()));
    }
    return pieces;
  }

  private static List<InkPoint> dense(List<InkPoint> points) {
    List<InkPoint> dense = new ArrayList<>();
    dense.add(points.getFirst());
    for (int i = 1; i < points.size(); i++) {
      InkPoint from = points.get(i - 1);
      InkPoint to = points.get(i);
      double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
      int parts = Math.max(1, (int) Math.ceil(length / FINE));
      for (int k = 1; k <= parts; k++) {
        double share = (double) k / parts;
        dense.add(
            new InkPoint(
                from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y())));
      }
    }
    return dense;
  }
}
