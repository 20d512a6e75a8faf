package backprop.data;

/// A place of the pen on a canvas of any size, y downwards, and how hard it is pressed there.
///
/// @param x distance from the left edge
/// @param y distance from the upper edge
/// @param pressure the line's width here as a share of the pen's; 1 for a mouse, positive
public record InkPoint(double x, double y, double pressure) {

  /// Refuses what is no place.
  ///
  /// @throws IllegalArgumentException if a number is infinite or not a number, or the pressure is
  ///   not positive
  public InkPoint {
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      throw new IllegalArgumentException("The pen cannot be at (" + x + ", " + y + ").");
    }
    if (!(pressure > 0) || Double.isInfinite(pressure)) {
      throw new IllegalArgumentException("A pen's pressure is positive, not " + pressure + ".");
    }
  }

  /// A place the pen passes at its full width.
  public InkPoint(double x, double y) {
    this(x, y, 1);
  }
}
