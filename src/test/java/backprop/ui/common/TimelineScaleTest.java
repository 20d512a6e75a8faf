package backprop.ui.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EmptyTimeline;
import backprop.autodiff.Timeline.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineScaleTest {

  @Test
  void positionsAndPixelsAreInverse() {
    for (int count : List.of(1, 13, 25, 1000)) {
      TimelineScale scale = new TimelineScale(9, 600, count);
      for (int position = 0; position <= count; position++) {
        assertEquals(position, scale.position(scale.x(position)));
      }
      assertEquals(0, scale.position(-50));
      assertEquals(count, scale.position(5000));
    }
  }

  @Test
  void anEmptyTimelineOrBarIsPositionZero() {
    assertEquals(0, new TimelineScale(9, 600, 0).position(300));
    assertEquals(0, new TimelineScale(9, 0, 13).position(300));
    assertEquals(9, new TimelineScale(9, 600, 0).x(0));
  }

  @Test
  void ticksNeedRoom() {
    assertTrue(new TimelineScale(9, 600, 13).roomForTicks());
    assertFalse(new TimelineScale(9, 600, 200).roomForTicks());
    assertFalse(new TimelineScale(9, 600, 0).roomForTicks());
  }

  @Test
  void segmentsAreTheRunsOfEqualPhase() {
    assertEquals(
        List.of(
            new TimelineSegments.Segment(0, 4, Phase.FORWARD),
            new TimelineSegments.Segment(4, 13, Phase.BACKWARD)),
        TimelineSegments.of(new PlainTimeline(4, 9)).segments());
    assertEquals(
        List.of(new TimelineSegments.Segment(0, 3, Phase.BACKWARD)),
        TimelineSegments.of(new PlainTimeline(0, 3)).segments());
    assertEquals(List.of(), TimelineSegments.of(EmptyTimeline.OF_A_GRAPH).segments());
  }
}
