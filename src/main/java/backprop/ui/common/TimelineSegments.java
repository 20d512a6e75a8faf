package backprop.ui.common;

import backprop.autodiff.Timeline;
import backprop.autodiff.Timeline.Phase;
import java.util.ArrayList;
import java.util.List;

/// The runs of equal phase of a timeline, for drawing it without asking for every step.
///
/// @param segments in order, touching; empty for a timeline of nothing
record TimelineSegments(List<Segment> segments) {

  /// Steps `from` (included) to `to` (excluded) belong to this phase.
  record Segment(int from, int to, Phase phase) {}

  /// Asks every step once.
  static TimelineSegments of(Timeline timeline) {
    List<Segment> segments = new ArrayList<>();
    int count = timeline.count();
    int from = 0;
    for (int step = 1; step <= count; step++) {
      if (step == count || timeline.phase(step) != timeline.phase(from)) {
        segments.add(new Segment(from, step, timeline.phase(from)));
        from = step;
      }
    }
    return new TimelineSegments(List.copyOf(segments));
  }
}
