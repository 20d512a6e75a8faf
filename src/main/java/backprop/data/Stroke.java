package backprop.data;

import java.util.List;

/// What a round pen leaves between two lifts: a line through its points, or a dot if there is only
/// one.
///
/// @param points where the pen was, in order; at least one
/// @param radius half of the pen's width at pressure 1, in the units of the points; positive
public record Stroke(List<InkPoint> points, double radius) {

  /// Copies the points.
  ///
  /// @throws IllegalArgumentException if there is no point or the radius is not a positive number
  public Stroke {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("A stroke has at least one point.");
    }
    if (!(radius > 0) || Double.isInfinite(radius)) {
      throw new IllegalArgumentException("A pen's radius is positive, not " + radius + ".");
    }
  }
}
