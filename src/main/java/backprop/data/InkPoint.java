package backprop.data;

/// A place of the pen on a canvas of any size, y downwards.
///
/// @param x distance from the left edge
/// @param y distance from the upper edge
public record InkPoint(double x, double y) {

  /// Refuses what is no place.
  ///
  /// @throws IllegalArgumentException if a coordinate is infinite or not a number
  public InkPoint {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException("The pen cannot be at (" + x + ", " + y + ").");
    }
  }
}
