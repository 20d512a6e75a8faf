package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.message.Messages;
import backprop.network.Kernels;
import backprop.network.Networks;
import backprop.network.Weights;
import backprop.op.ElementWise;
import backprop.op.Ops;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Where the first NaN or infinity arose is named: the step, the parameter or value, and the layer.
class FirstBreakTest {
  private static Failure failure(GraphDocument document, double rate) {
    TrainingPlan plan =
        new TrainingPlan(
            document,
            Weights.initial(document.graph()),
            Optional.empty(),
            Recipe.TEXTBOOK.withBatch(1).withOptimizer(Recipe.TEXTBOOK.optimizer(), rate),
            Pace.FULL_SPEED);
    Run run = new Run(1, plan, Run.check(plan), Engine.alone(Kernels.best()));
    while (!run.failed() && !run.finished()) {
      run.step(rate);
    }
    Failure failure =
        run.snapshot(TrainingState.FAILED, rate, Pace.FULL_SPEED).failure().orElseThrow();
    for (Language language : Language.values()) {
      String said = Messages.in(language).format(failure.sentence());
      assertTrue(!said.contains("trainer.") && !said.contains("{"), said);
    }
    return failure;
  }

  private static Networks oneParameter(double start) {
    return Networks.builder()
        .given("x", Tensor.of(Shape.of(2), 1, 30))
        .parameter("w", Shape.of(2), new Node.Init.Given(Tensor.full(Shape.of(2), start)))
        .op("product", new ElementWise(Functions.MUL), "x", "w");
  }

  /// A softmax by hand, without taking the largest score away first: the mistake of a softmax over
  /// the whole batch ends like this when it is trained on.
  @Test
  void anExponentialThatOverflowsIsNamed() {
    GraphDocument document =
        oneParameter(0.1)
            .op("power", Ops.create("exp"), "product")
            .op("total", Ops.create("sum"), "power")
            .op("loss", new ElementWise(Functions.NEGATE), "total")
            .build("loss", "");
    Failure failure = failure(document, 0.01);
    assertEquals("trainer.failure.value", failure.sentence().key());
    assertEquals("power", failure.sentence().arguments().get(1));
    assertEquals(Optional.of(NodeId.of("power")), failure.node());
    long iteration = (long) failure.sentence().arguments().getFirst();
    assertTrue(iteration > 1 && iteration < 30, failure::toString);
  }

  @Test
  void aGradientThatIsInfiniteIsNamedWithTheParameterAndItsLayer() {
    GraphDocument document =
        oneParameter(0)
            .op("root", Ops.create("sqrt"), "product")
            .op("loss", Ops.create("sum"), "root")
            .build("loss", "");
    Failure failure = failure(document, 0.01);
    assertEquals("trainer.failure.gradient", failure.sentence().key());
    assertEquals(2L, failure.sentence().arguments().getFirst(), "seen one step after it arose");
    assertEquals(
        List.of("w", "product"),
        List.of(failure.sentence().arguments().get(1), failure.sentence().arguments().get(3)));
    assertEquals("product", failure.sentence().arguments().get(4), "where the root sends it");
    assertEquals(Optional.of(NodeId.of("w")), failure.node());
  }

  @Test
  void aStepThatIsTooLargeIsNamedWithTheParameterAndItsLayer() {
    GraphDocument document =
        oneParameter(1)
            .op("square", new ElementWise(Functions.MUL), "product", "product")
            .op("loss", Ops.create("sum"), "square")
            .build("loss", "");
    Failure failure = failure(document, 3e38);
    assertEquals("trainer.failure.parameter", failure.sentence().key());
    assertEquals("w", failure.sentence().arguments().get(1));
    assertEquals("product", failure.sentence().arguments().get(3));
  }
}
