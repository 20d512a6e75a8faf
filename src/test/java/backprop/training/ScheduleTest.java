package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What schedules and the stop rule say, against numbers worked out by hand.
class ScheduleTest {
  private static final double EXACT = 1e-15;

  @Test
  void constantStays() {
    assertEquals(1, new Schedule.Constant().factor(0, 10));
    assertEquals(1, new Schedule.Constant().factor(9, 10));
  }

  @Test
  void stepFallsAfterEachSpan() {
    Schedule step = new Schedule.Step(3, 0.5);
    double[] expected = {1, 1, 1, 0.5, 0.5, 0.5, 0.25};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], step.factor(i, 100), EXACT);
    }
  }

  @Test
  void cosineBeginsWholeIsHalfInTheMiddleAndEndsAtItsShare() {
    Schedule cosine = new Schedule.Cosine(0.1);
    assertEquals(1, cosine.factor(0, 200), EXACT);
    assertEquals(0.55, cosine.factor(100, 200), EXACT);
    assertEquals(0.1 + 0.9 * (1 + Math.cos(Math.PI / 4)) / 2, cosine.factor(50, 200), EXACT);
    assertEquals(0.1, cosine.factor(200, 200), EXACT);
    assertEquals(0.1, cosine.factor(300, 200), EXACT, "a run that was made longer");
  }

  @Test
  void warmUpGrowsInEqualStepsAndThenTheOtherBegins() {
    Schedule warm = new Schedule.WarmUp(4, new Schedule.Cosine(0));
    assertEquals(0.25, warm.factor(0, 104), EXACT);
    assertEquals(1, warm.factor(3, 104), EXACT);
    assertEquals(1, warm.factor(4, 104), EXACT);
    assertEquals(0.5, warm.factor(54, 104), EXACT);
    assertEquals(1, new Schedule.WarmUp(4, new Schedule.Constant()).factor(1_000, 2));
    assertThrows(IllegalArgumentException.class, () -> new Schedule.WarmUp(4, warm));
  }

  @Test
  void stopRuleWantsSoManySmallChangesInARow() {
    StopRule rule = new StopRule(0.01, 3);
    assertFalse(rule.ends(FloatSeries.EMPTY));
    assertFalse(rule.ends(FloatSeries.of(1, 1, 1)), "two changes");
    assertTrue(rule.ends(FloatSeries.of(1, 1, 1, 1)));
    assertTrue(rule.ends(FloatSeries.of(5, 1, 1.005f, 1, 1.005f)));
    assertFalse(rule.ends(FloatSeries.of(1, 1, 1.02f, 1.02f, 1.02f)));
    assertFalse(rule.ends(FloatSeries.of(1, 1, Float.NaN, 1, 1)));
  }
}
