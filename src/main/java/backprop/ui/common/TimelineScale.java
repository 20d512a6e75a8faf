package backprop.ui.common;

/// Playhead positions along a bar, and back: pure.
///
/// @param start the x of position 0
/// @param length from position 0 to the last, in pixels
/// @param count the number of steps
record TimelineScale(double start, double length, int count) {

  /// Ticks closer than this are not drawn one by one.
  static final double SMALLEST_GAP = 5;

  /// The x of a position.
  double x(int position) {
    return count == 0 ? start : start + length * position / count;
  }

  /// The position nearest to an x, within the timeline.
  int position(double x) {
    return length <= 0 ? 0 : Math.clamp(Math.round((x - start) / length * count), 0, count);
  }

  /// Whether there is room for a tick at every position.
  boolean roomForTicks() {
    return count > 0 && length / count >= SMALLEST_GAP;
  }
}
