package backprop.figure;

import backprop.graph.Point;
import java.util.List;

/// The shapes of the warning sign, for every writer the same.
///
/// @param triangle filled in [ColorRole#WRONG]
/// @param mark the stroke of the exclamation mark, in [ColorRole#SURFACE]
/// @param markWidth how wide that stroke is
/// @param dot the mark's dot
/// @param dotRadius the dot's radius
public record WarningSign(
    List<Point> triangle, Curve mark, double markWidth, Point dot, double dotRadius) {

  /// The sign of this size around a point.
  public static WarningSign at(Point centre, double size) {
    double half = size / 2;
    double dot = size * 0.12;
    return new WarningSign(
        List.of(
            centre.plus(0, -half), centre.plus(half, half * 0.8), centre.plus(-half, half * 0.8)),
        Curve.straight(centre.plus(0, -half * 0.3), centre.plus(0, half * 0.25)),
        size * 0.11,
        centre.plus(0, half * 0.48 + dot / 2),
        dot / 2);
  }
}
