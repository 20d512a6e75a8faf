package backprop.ui.common;

import backprop.autodiff.Timeline;
import java.util.Set;

/// Where a step of a given size ends: pure functions over a timeline and a playhead position.
final class Stops {

  private Stops() {}

  /// The position that one step of this size forward reaches; the same position at the end.
  static int after(Timeline timeline, int position, StepSize size) {
    int next = position;
    do {
      if (next >= timeline.count()) {
        return timeline.count();
      }
      next++;
    } while (!isStop(timeline, next, size));
    return next;
  }

  /// The position that one step of this size back reaches; 0 at the start.
  static int before(Timeline timeline, int position, StepSize size) {
    int next = position;
    do {
      if (next <= 0) {
        return 0;
      }
      next--;
    } while (!isStop(timeline, next, size));
    return next;
  }

  private static boolean isStop(Timeline timeline, int position, StepSize size) {
    return switch (size) {
      case EDGE -> true;
      case NODE ->
          isEnd(timeline, position)
              || timeline.endsGroup(position - 1)
              || isPassBoundary(timeline, position);
      case PASS -> isEnd(timeline, position) || isPassBoundary(timeline, position);
    };
  }

  private static boolean isEnd(Timeline timeline, int position) {
    return position <= 0 || position >= timeline.count();
  }

  /// Whether one phase ends and another begins here.
  static boolean isPassBoundary(Timeline timeline, int position) {
    return !isEnd(timeline, position) && timeline.phase(position - 1) != timeline.phase(position);
  }

  /// The next pass boundary, breakpoint or end after this position.
  static int coarseAfter(Timeline timeline, int position, Set<Integer> breakpoints) {
    int next = after(timeline, position, StepSize.PASS);
    for (int breakpoint : breakpoints) {
      if (breakpoint > position) {
        next = Math.min(next, breakpoint);
      }
    }
    return next;
  }

  /// The last pass boundary, breakpoint or start before this position.
  static int coarseBefore(Timeline timeline, int position, Set<Integer> breakpoints) {
    int next = before(timeline, position, StepSize.PASS);
    for (int breakpoint : breakpoints) {
      if (breakpoint < position) {
        next = Math.max(next, breakpoint);
      }
    }
    return next;
  }
}
