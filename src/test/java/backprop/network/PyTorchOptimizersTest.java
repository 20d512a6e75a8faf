package backprop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.golden.Golden;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.ElementWise;
import backprop.op.Ops;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every optimiser, with weight decay and clipping, against PyTorch's over 100 steps of which the
/// rate changes in the middle.
class PyTorchOptimizersTest {
  /// What a hundred roundings to float32 of numbers below 2 come to.
  private static final double TOLERANCE = 100 * 0x1p-23;

  private static final int W_NUMBERS = 6;
  private static final int NUMBERS = 9;
  private static final NodeId W_GRADIENT = NodeId.of("g");
  private static final NodeId B_GRADIENT = NodeId.of("h");

  /// `Σ W·g + Σ b·h`, whose gradients are g and h.
  private static final GraphDocument DOCUMENT =
      new Networks()
          .given("g", Tensor.zeros(Shape.of(2, 3)))
          .given("h", Tensor.zeros(Shape.of(3)))
          .parameter("W", Shape.of(2, 3), new Node.Init.Given(start(0, Shape.of(2, 3))))
          .parameter("b", Shape.of(3), new Node.Init.Given(start(W_NUMBERS, Shape.of(3))))
          .op("Wg", new ElementWise(Functions.MUL), "W", "g")
          .op("bh", new ElementWise(Functions.MUL), "b", "h")
          .op("sum1", Ops.create("sum"), "Wg")
          .op("sum2", Ops.create("sum"), "bh")
          .op("loss", new ElementWise(Functions.ADD), "sum1", "sum2")
          .build("loss", "");

  private static Tensor start(int from, Shape shape) {
    return Tensor.generate(shape, i -> 0.5 * Math.cos(1.7 * (from + i)));
  }

  private static Tensor gradient(int step, int from, Shape shape) {
    return Tensor.generate(
        shape, i -> 0.6 * Math.sin(0.7 * step + 1.3 * (from + i)) + 0.1 * (from + i) - 0.25);
  }

  private static Stream<JsonNode> cases() {
    return StreamSupport.stream(
        Golden.read("torch-optimizers.json").get("cases").spliterator(), false);
  }

  @TestFactory
  Stream<DynamicTest> everyOptimizerIsPyTorchs() {
    return cases()
        .flatMap(
            one ->
                KernelChecks.all().stream()
                    .map(
                        kernels ->
                            DynamicTest.dynamicTest(
                                optimizer(one) + " " + one.get("decay") + " " + one.get("clip"),
                                () -> follow(one, kernels))));
  }

  private static void follow(JsonNode one, Kernels kernels) {
    Workspace workspace = workspace(kernels);
    Updater updater = updater(one, workspace);
    int compared = 0;
    for (int step = 1; step <= 100; step++) {
      step(one, workspace, updater, step);
      JsonNode expected = one.get("after").get(String.valueOf(step));
      if (expected != null) {
        compared++;
        List<Float> actual = numbers(workspace);
        for (int i = 0; i < NUMBERS; i++) {
          assertEquals(expected.get(i).asDouble(), actual.get(i), TOLERANCE, "step " + step);
        }
      }
    }
    assertEquals(4, compared);
  }

  private static Workspace workspace(Kernels kernels) {
    return Program.compile(DOCUMENT, Set.of(), Mode.GRADIENT)
        .workspace(1, kernels)
        .load(Weights.initial(DOCUMENT.graph()));
  }

  private static Updater updater(JsonNode one, Workspace workspace) {
    return new Updater(workspace, optimizer(one), one.get("decay").asDouble(), clipping(one));
  }

  private static void step(JsonNode one, Workspace workspace, Updater updater, int step) {
    workspace.set(W_GRADIENT, gradient(step, 0, Shape.of(2, 3)));
    workspace.set(B_GRADIENT, gradient(step, W_NUMBERS, Shape.of(3)));
    workspace.forward();
    workspace.backward();
    updater.update(one.get("rate").asDouble() * (step <= 50 ? 1 : 0.25));
  }

  private static List<Float> numbers(Workspace workspace) {
    List<Float> numbers = new ArrayList<>();
    for (String parameter : List.of("W", "b")) {
      for (float number : workspace.value(NodeId.of(parameter)).toArray()) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  private static Optimizer optimizer(JsonNode one) {
    Optimizer usual = Optimizer.named(one.get("optimizer").asText()).orElseThrow();
    double epsilon = one.path("epsilon").asDouble(1e-8);
    return switch (usual) {
      case Optimizer.Adam adam ->
          new Optimizer.Adam(
              one.path("beta1").asDouble(adam.beta1()),
              one.path("beta2").asDouble(adam.beta2()),
              epsilon);
      case Optimizer.RmsProp rms ->
          new Optimizer.RmsProp(one.path("mean").asDouble(rms.decay()), epsilon);
      case Optimizer.Sgd _,
          Optimizer.Momentum _,
          Optimizer.Nesterov _,
          Optimizer.AdaGrad _,
          Optimizer.AdamW _ ->
          usual;
    };
  }

  private static Clipping clipping(JsonNode one) {
    JsonNode clip = one.get("clip");
    return clip.isNull()
        ? new Clipping.None()
        : clip.get(0).asText().equals("value")
            ? new Clipping.Value(clip.get(1).asDouble())
            : new Clipping.Norm(clip.get(1).asDouble());
  }

  @Test
  void allOfThemWereLookedAt() {
    Set<String> seen = new TreeSet<>();
    cases().forEach(one -> seen.add(one.get("optimizer").asText()));
    assertEquals(new TreeSet<>(Optimizer.all().stream().map(Optimizer::name).toList()), seen);
    assertTrue(cases().filter(one -> !one.get("clip").isNull()).count() >= 14);
    assertTrue(cases().filter(one -> one.get("decay").asDouble() > 0).count() >= 14);
  }

  @Test
  void goesOnFromItsMomentsBitForBit() {
    for (JsonNode one : cases().toList()) {
      Workspace straight = workspace(Kernels.best());
      Updater updater = updater(one, straight);
      for (int step = 1; step <= 7; step++) {
        step(one, straight, updater, step);
      }
      Workspace resumed = workspace(Kernels.best()).load(straight.weights());
      Updater other = updater(one, resumed);
      other.restore(updater.steps(), updater.moments());
      for (int step = 8; step <= 20; step++) {
        step(one, straight, updater, step);
        step(one, resumed, other, step);
      }
      assertEquals(numbers(straight), numbers(resumed));
      assertEquals(updater.moments(), other.moments());
    }
  }

  @Test
  void momentsOfAnotherOptimizerAreRefused() {
    Workspace workspace = workspace(Kernels.plain());
    Updater adam = new Updater(workspace, Optimizer.Adam.usual());
    Updater momentum = new Updater(workspace, Optimizer.Momentum.usual());
    assertThrows(IllegalArgumentException.class, () -> momentum.restore(1, adam.moments()));
    assertThrows(IllegalArgumentException.class, () -> adam.restore(1, Map.of()));
  }
}
