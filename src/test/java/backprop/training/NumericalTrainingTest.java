package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.network.FloatTensor;
import backprop.network.Kernels;
import backprop.network.Mode;
import backprop.network.Networks;
import backprop.network.NumericalGradients;
import backprop.network.Program;
import backprop.network.Team;
import backprop.network.Weights;
import backprop.network.Workspace;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Learning by numerical gradients: the same gradients to three digits, its cost said before, and a
/// step that is given up leaves nothing behind.
class NumericalTrainingTest {
  private static final GraphDocument SMALL =
      Networks.layers(Functions.SIGMOID, 0.5, SmallData.SIDE * SmallData.SIDE, 6, 10);

  private static TrainingPlan plan(GraphDocument document, GradientMethod method) {
    return TrainingPlan.of(
        document,
        SmallData.of(200, 100),
        Recipe.TEXTBOOK
            .withBatch(20)
            .withLength(new TrainingLength.Iterations(30))
            .withMethod(method));
  }

  @Test
  void gradientsAreThoseOfBackpropagation() {
    for (GraphDocument document :
        new GraphDocument[] {SMALL, Networks.convolutional(SmallData.SIDE, 3, 10)}) {
      TrainingPlan plan = plan(document, GradientMethod.NUMERICAL);
      Program program = Program.compile(document, Set.of(), Mode.GRADIENT);
      Workspace workspace = program.workspace(20).load(Weights.initial(document.graph()));
      BatchFeed.of(plan, workspace, Team.ALONE).gather(0);
      workspace.train(1, 0);
      double loss = workspace.forward();
      workspace.backward();
      var expected = program.parameters().stream().map(workspace::gradient).toList();
      Weights remembered = workspace.weights();
      workspace.load(Weights.initial(document.graph()));
      NumericalGradients numerical = new NumericalGradients(workspace);
      assertEquals(loss, numerical.compute(() -> false).orElseThrow());
      for (int k = 0; k < expected.size(); k++) {
        NodeId id = program.parameters().get(k);
        FloatTensor actual = workspace.gradient(id);
        float largest = expected.get(k).largest();
        for (int i = 0; i < actual.size(); i++) {
          // a kink of a filter or a maximum may lie within the step
          assertEquals(expected.get(k).get(i), actual.get(i), 0.03 * largest + 2e-4, id + " " + i);
        }
      }
      assertEquals(remembered, workspace.weights(), "one batch was remembered, nothing was moved");
    }
  }

  @Test
  void trainsAsBackpropagationDoes() {
    double[] losses = new double[2];
    for (GradientMethod method : GradientMethod.values()) {
      TrainingPlan plan = plan(SMALL, method);
      Run run = new Run(1, plan, Run.check(plan), Engine.alone(Kernels.best()));
      while (!run.finished()) {
        run.step(0.5);
      }
      losses[method == GradientMethod.NUMERICAL ? 1 : 0] =
          run.snapshot(TrainingState.FINISHED, 0.5, Pace.FULL_SPEED).losses().last();
    }
    assertEquals(losses[0], losses[1], 2e-3);
  }

  @Test
  void aStepThatIsGivenUpDidNothing() {
    TrainingPlan plan =
        plan(Networks.convolutional(SmallData.SIDE, 3, 10), GradientMethod.NUMERICAL);
    Run run = new Run(1, plan, Run.check(plan), Engine.alone(Kernels.best()));
    run.step(0.1);
    Checkpoint before = run.checkpoint(0.1);
    AtomicInteger asked = new AtomicInteger();
    run.step(0.1, () -> asked.incrementAndGet() > 50);
    assertEquals(51, asked.get());
    Checkpoint after = run.checkpoint(0.1);
    assertEquals(before.iteration(), after.iteration());
    assertEquals(before.weights(), after.weights());
    assertEquals(before.losses().size(), after.losses().size());
  }

  @Test
  void theCostIsTwoPassesForEachNumber() {
    NumericalCost cost = NumericalCost.of(plan(SMALL, GradientMethod.NUMERICAL), Kernels.best());
    assertEquals(25 * 6 + 6 + 6 * 10 + 10, cost.numbers());
    assertTrue(cost.run().toMillis() >= 29 * cost.step().toMillis());
    assertFalse(cost.run().isNegative());
  }
}
