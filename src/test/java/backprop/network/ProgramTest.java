package backprop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.formula.Functions;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.Affine;
import backprop.op.ElementWise;
import backprop.op.Flatten;
import backprop.op.MatMul;
import backprop.op.Op;
import backprop.op.Reshape;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compiled programs against the float64 evaluation of the same document.
class ProgramTest {
  /// What a whole small program may be off, relative to the largest number of the tensor: some
  /// hundred roundings.
  private static final double TOLERANCE = 2e-5;

  private static final Node.Init RANDOM = new Node.Init.Normal(0.7, 3);

  static List<Kernels> kernels() {
    return KernelChecks.all();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void twoLayersWithClassIndices(Kernels kernels) {
    for (int batch : new int[] {1, 3, 13}) {
      for (var activation : List.of(Functions.RELU, Functions.SIGMOID, Functions.TANH)) {
        GraphDocument document = Networks.layers(activation, RANDOM, false, 9, 7, 5);
        assertEqualsFloat64(document, kernels, batch, labels(batch, 5));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void threeLayersWithOneHotLabels(Kernels kernels) {
    GraphDocument document = Networks.layers(Functions.TANH, RANDOM, true, 17, 11, 6, 4);
    Tensor indices = labels(8, 4);
    Tensor oneHot = Tensor.generate(Shape.of(8, 4), i -> indices.get(i / 4) == i % 4 ? 1 : 0);
    assertEqualsFloat64(document, kernels, 8, oneHot);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void gradientsAddUpAtForks(Kernels kernels) {
    // x is used three times, the weights W twice, h by a product with itself, and b as a row and in
    // a second layer
    GraphDocument document =
        new Networks()
            .image("x", Shape.of(Shape.N, 6))
            .label("t", Shape.of(Shape.N))
            .parameter("W", Shape.of(6, 6), RANDOM)
            .parameter("V", Shape.of(6, 4), RANDOM)
            .parameter("b", Shape.of(6), RANDOM)
            .op("p", new MatMul(), "x", "W")
            .op("q", new ElementWise(Functions.ADD), "p", "b")
            .op("h", new ElementWise(Functions.SIGMOID), "q")
            .op("hh", new ElementWise(Functions.MUL), "h", "h")
            .op("r", new Affine(), "hh", "W", "b")
            .op("s", new ElementWise(Functions.ADD), "r", "x")
            .op("u", new ElementWise(Functions.MUL), "s", "x")
            .op("i", new ElementWise(Functions.IDENTITY), "u")
            .op("o", new MatMul(), "i", "V")
            .op("loss", new SoftmaxLoss(), "o", "t")
            .build("loss", "o");
    assertEqualsFloat64(document, kernels, 5, labels(5, 4));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void reshapesAndSoftmaxInside(Kernels kernels) {
    GraphDocument document =
        new Networks()
            .image("x", Shape.of(Shape.N, 2, 3, 2))
            .label("t", Shape.of(Shape.N))
            .parameter("W", Shape.of(12, 5), RANDOM)
            .parameter("V", Shape.of(4, 5), RANDOM)
            .op("f", new Flatten(), "x")
            .op("a", new MatMul(), "f", "W")
            .op("s", new Softmax(), "a")
            .op("v", new Reshape(Shape.of(5, 4)), "V")
            .op("o", new MatMul(), "s", "v")
            .op("loss", new SoftmaxLoss(), "o", "t")
            .build("loss", "o");
    assertEqualsFloat64(document, kernels, 3, labels(3, 4));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void graphsMadeAtRandom(Kernels kernels) {
    int checked = 0;
    for (int seed = 0; seed < 40; seed++) {
      int width = 1 + CounterRandom.below(seed, 1_000, 9);
      int batch = 1 + CounterRandom.below(seed, 1_001, 6);
      checked +=
          assertEqualsFloat64(randomGraph(seed, width), kernels, batch, labels(batch, width));
    }
    assertTrue(checked > 400);
  }

  /// Twelve operations on what is there already, all of the shape (N, width), and a loss over the
  /// last.
  private static GraphDocument randomGraph(long seed, int width) {
    Shape square = Shape.of(width, width);
    Networks net =
        new Networks()
            .image("x", Shape.of(Shape.N, width))
            .label("t", Shape.of(Shape.N))
            .parameter("W", square, new Node.Init.Normal(0.5, seed))
            .parameter("b", Shape.of(width), new Node.Init.Normal(0.5, seed));
    List<String> there = new ArrayList<>(List.of("x"));
    for (int i = 0; i < 12; i++) {
      String a = there.get(CounterRandom.below(seed, 2L * i, there.size()));
      String b = there.get(CounterRandom.below(seed, 2L * i + 1, there.size()));
      String id = "n" + i;
      switch (CounterRandom.below(seed, 100 + i, 8)) {
        case 0 -> net.op(id, new MatMul(), a, "W");
        case 1 -> net.op(id, new Affine(), a, "W", "b");
        case 2 -> net.op(id, new ElementWise(Functions.ADD), a, b);
        case 3 -> net.op(id, new ElementWise(Functions.ADD), "b", a);
        case 4 -> {
          net.op(id + "s", new ElementWise(Functions.SIGMOID), b);
          net.op(id, new ElementWise(Functions.MUL), a, id + "s");
        }
        case 5 -> net.op(id, new ElementWise(Functions.TANH), a);
        case 6 -> net.op(id, new ElementWise(Functions.RELU), a);
        default -> net.op(id, new Softmax(), a);
      }
      there.add(id);
    }
    String last = there.getLast();
    return net.op("out", new MatMul(), last, "W")
        .op("loss", new SoftmaxLoss(), "out", "t")
        .build("loss", "out");
  }

  /// Runs both, and compares the value and the gradient of every node.
  static int assertEqualsFloat64(
      GraphDocument document, Kernels kernels, int batch, Tensor labels) {
    return assertEqualsFloat64(document, kernels, batch, labels, true);
  }

  /// Runs both as a training step or as inference, and compares the value and the gradient of every
  /// node.
  static int assertEqualsFloat64(
      GraphDocument document, Kernels kernels, int batch, Tensor labels, boolean training) {
    Program seen = Program.compile(document, Set.of(), Mode.LOSS);
    NodeId image = seen.image().orElseThrow();
    NodeId label = seen.label().orElseThrow();
    Tensor x =
        Tensor.generate(seen.shape(image).bind(batch), i -> (float) CounterRandom.normal(batch, i));
    Weights weights = Weights.initial(document.graph());
    Trace trace =
        Evaluator.trace(
            document,
            new EvaluationContext(
                Map.of(image, x, label, labels), weights.toTensors(), training, 0, 0));
    Set<NodeId> all = new HashSet<>(seen.order());
    Program program = Program.compile(document, all, Mode.GRADIENT);
    Workspace workspace = program.workspace(batch, kernels);
    pass(workspace, weights, x, labels, training);
    Workspace lean = Program.compile(document, Set.of(), Mode.GRADIENT).workspace(batch, kernels);
    pass(lean, weights, x, labels, training);
    assertSameBits(workspace, lean);
    int checked = 0;
    for (NodeId id : program.order()) {
      if (!id.equals(label)) {
        Tensor value = Optional.ofNullable(trace.values().get(id)).orElseThrow();
        assertClose(value, workspace.value(id), "value of " + id);
        checked++;
      }
      if (trace.gradients().containsKey(id)) {
        Tensor gradient = Optional.ofNullable(trace.gradients().get(id)).orElseThrow();
        assertTrue(program.hasGradient(id), () -> "no gradient of " + id);
        assertClose(gradient, workspace.gradient(id), "gradient of " + id);
        checked++;
      }
    }
    assertTrue(trace.gradients().size() >= 3);
    double loss = trace.values().get(program.loss().orElseThrow()).item();
    assertEquals(loss, workspace.loss(), 1e-5 * Math.max(1, Math.abs(loss)));
    return checked;
  }

  private static void pass(
      Workspace workspace, Weights weights, Tensor x, Tensor labels, boolean training) {
    workspace.load(weights);
    workspace.set(workspace.program().image().orElseThrow(), x);
    workspace.set(workspace.program().label().orElseThrow(), labels);
    if (training) {
      workspace.train(0, 0);
    }
    workspace.forward();
    workspace.backward();
  }

  /// What a program computes in place is what one computes that keeps everything, and can be read.
  private static void assertSameBits(Workspace expected, Workspace lean) {
    for (NodeId id : lean.program().order()) {
      if (!lean.program().label().orElseThrow().equals(id)) {
        assertEquals(expected.value(id), lean.value(id), "value of " + id);
      }
      if (lean.program().hasGradient(id)) {
        assertEquals(expected.gradient(id), lean.gradient(id), "gradient of " + id);
      }
    }
  }

  private static void assertClose(Tensor expected, FloatTensor actual, String what) {
    assertEquals(expected.shape(), actual.shape(), what);
    double largest = 1e-6;
    for (int i = 0; i < expected.size(); i++) {
      largest = Math.max(largest, Math.abs(expected.get(i)));
    }
    for (int i = 0; i < expected.size(); i++) {
      int at = i;
      assertEquals(expected.get(i), actual.get(i), TOLERANCE * largest, () -> what + " at " + at);
    }
  }

  static Tensor labels(int batch, int classes) {
    return Tensor.generate(Shape.of(batch), i -> i * 3 % classes);
  }

  @Test
  void onlyWhatIsNeededIsComputed() {
    GraphDocument document = Networks.layers(Functions.RELU, RANDOM, false, 4, 3, 2);
    NodeId image = NodeId.of("x");
    Program training = Program.compile(document, Set.of(), Mode.GRADIENT);
    assertFalse(training.hasGradient(image), "training needs no gradient of the image");
    assertFalse(training.hasGradient(NodeId.of("t")), "a label has no gradient");
    assertTrue(training.hasGradient(NodeId.of("W1")));
    Program observing = Program.compile(document, Set.of(image), Mode.GRADIENT);
    assertTrue(observing.hasGradient(image));
    Program predicting = Program.compile(document, Set.of(), Mode.PREDICT);
    assertFalse(predicting.order().contains(NodeId.of("loss")));
    assertFalse(predicting.order().contains(NodeId.of("t")));
    assertEquals(Optional.of(NodeId.of("a2")), predicting.prediction());
    assertEquals(4, predicting.pixels());
    assertEquals(2, predicting.classes());
  }

  @Test
  void predictionGivesProbabilitiesAndTheLargest() {
    GraphDocument document = Networks.layers(Functions.RELU, RANDOM, false, 4, 3, 5);
    Workspace workspace = Program.compile(document, Set.of(), Mode.PREDICT).workspace(1);
    workspace.load(Weights.initial(document.graph()));
    workspace.pixels(0, new float[] {0.1f, 0.9f, 0.4f, 0});
    workspace.forward();
    float[] probabilities = workspace.probabilities(0);
    double sum = 0;
    for (float p : probabilities) {
      sum += p;
      assertTrue(p <= probabilities[workspace.predicted(0)]);
    }
    assertEquals(1, sum, 1e-6);
  }

  @Test
  void weightsAreCarriedOverAnEditWhereIdAndShapeStay() {
    GraphDocument small = Networks.layers(Functions.RELU, RANDOM, false, 4, 3, 2);
    GraphDocument large = Networks.layers(Functions.RELU, RANDOM, false, 4, 3, 5);
    Weights trained =
        Weights.initial(small.graph())
            .with(NodeId.of("W1"), FloatTensor.of(Tensor.full(Shape.of(4, 3), 9)));
    assertTrue(trained.fit(small.graph()));
    assertFalse(trained.fit(large.graph()));
    Weights carried = trained.carriedTo(large.graph());
    assertTrue(carried.fit(large.graph()));
    assertEquals(9f, carried.find(NodeId.of("W1")).orElseThrow().get(0));
    assertEquals(
        Weights.initial(large.graph()).find(NodeId.of("W2")), carried.find(NodeId.of("W2")));
  }

  @Test
  void whatCannotBeTrainedIsSaidInASentenceThatNamesTheNode() {
    Map<String, GraphDocument> documents = new LinkedHashMap<>();
    documents.put("program.empty-port", withHidden(new Affine()));
    documents.put("program.shape", withHidden(new Reshape(Shape.of(7))));
    documents.put(
        "program.loss-shape",
        new Networks()
            .parameter("W", Shape.of(2, 2), RANDOM)
            .op("hidden", new ElementWise(Functions.RELU), "W")
            .build("hidden", ""));
    documents.forEach(
        (key, document) -> {
          ProgramException thrown =
              assertThrows(
                  ProgramException.class,
                  () -> Program.compile(document, Set.of(), Mode.GRADIENT),
                  key);
          assertEquals(key, thrown.sentence().key());
          assertTrue(thrown.sentence().arguments().contains("hidden"), key);
        });
    ProgramException empty =
        assertThrows(
            ProgramException.class,
            () -> Program.compile(GraphDocument.EMPTY, Set.of(), Mode.GRADIENT));
    assertEquals("program.no-loss", empty.sentence().key());
  }

  private static GraphDocument withHidden(Op op) {
    return new Networks()
        .image("x", Shape.of(Shape.N, 4))
        .label("t", Shape.of(Shape.N))
        .op("hidden", op, "x")
        .op("loss", new SoftmaxLoss(), "hidden", "t")
        .build("loss", "hidden");
  }
}
