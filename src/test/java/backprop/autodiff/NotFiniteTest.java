package backprop.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.formula.Functions;
import backprop.graph.GraphBuilder;
import backprop.graph.NodeId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotFiniteTest {

  /// y = √(log x) · 2.
  private static Trace trace(double x) {
    return Evaluator.trace(
        new GraphBuilder()
            .input("x", x)
            .op("l", Functions.LOG, "x")
            .op("s", Functions.SQRT, "l")
            .input("two", 2)
            .op("y", Functions.MUL, "s", "two")
            .build("y"),
        EvaluationContext.PLAIN);
  }

  @Test
  void theFirstStepThatMakesOneIsFound() {
    Trace half = trace(0.5); // log ½ is finite, its root is not a number
    assertEquals(half.stepOf(NodeId.of("s")), NotFinite.firstStep(half));
    Trace zero = trace(0); // log 0 = −∞
    assertEquals(zero.stepOf(NodeId.of("l")), NotFinite.firstStep(zero));
  }

  @Test
  void itIsFoundInTheBackwardPassToo() {
    Trace one = trace(1); // √0 is 0, its derivative is ∞
    Optional<Integer> found = NotFinite.firstStep(one);
    assertEquals(
        one.stepOf(one.graph().inputs(NodeId.of("s")).getFirst()),
        found,
        "the edge below the root");
  }

  @Test
  void whereAllAreFiniteThereIsNone() {
    assertEquals(Optional.empty(), NotFinite.firstStep(trace(3)));
  }
}
