package backprop.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.GraphBuilder;
import backprop.graph.NodeId;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ErrorCurveTest {
  private static final double X = 0.7;

  private static Trace sine() {
    return Evaluator.trace(
        new GraphBuilder().input("x", X).op("y", Functions.SIN, "x").build("y"),
        EvaluationContext.PLAIN);
  }

  @Test
  void itFallsWithTheSquareOfTheStepAndRisesWithRoundOff() {
    ErrorCurve curve = ErrorCurve.of(sine(), NodeId.of("x"), NumericalGradient.NEVER);
    assertEquals(23, curve.float64().size());
    assertEquals(1e-1, curve.float64().getFirst().step());
    assertEquals(1e-12, curve.float64().getLast().step());
    // Truncation: (sin(x + h) − sin(x − h)) / 2h = cos x · sin h / h.
    for (ErrorCurve.Point point : curve.float64().subList(0, 6)) {
      double h = point.step();
      assertEquals(1 - Math.sin(h) / h, point.error(), 1e-9, "h = " + h);
    }
    double lowest = ErrorCurve.lowest(curve.float64()).step();
    assertTrue(lowest < 1e-3 && lowest > 1e-7, "float64 is best at " + lowest);
    double lowest32 = ErrorCurve.lowest(curve.float32()).step();
    assertTrue(lowest32 <= 1e-1 && lowest32 > 1e-4, "float32 is best at " + lowest32);
    // x ± h is x in float32: the difference is 0 and all of the derivative is lost.
    assertEquals(1, curve.float32().getLast().error());
    // float64 at 1e-12: a bound of the rounding of two sines over 2h.
    assertTrue(curve.float64().getLast().error() < 4 * 0x1p-53 / 1e-12 / Math.cos(X));
  }

  @Test
  void itCanBeCancelled() {
    assertThrows(
        CancellationException.class, () -> ErrorCurve.of(sine(), NodeId.of("x"), () -> true));
  }
}
