package backprop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.Ops;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole small networks that are no chain of layers, each against the float64 evaluation of the
/// same document: values and gradients of every node, and the weights after some steps.
class GraphFormsTest {
  private static final int N = Shape.N;
  private static final int CLASSES = 4;
  private static final int STEPS = 5;
  private static final double RATE = 0.05;

  /// What a weight may be off after the steps, relative to the largest of its tensor: each step
  /// rounds some hundred times.
  private static final double TOLERANCE = 2e-4;

  private static final Node.Init RANDOM = new Node.Init.Normal(0.4, 11);
  private static final Node.Init ZEROS = new Node.Init.Zeros();

  record Form(Kernels kernels, String name, GraphDocument document) {
    @Override
    public String toString() {
      return name + " on " + kernels.name();
    }
  }

  static List<Form> forms() {
    Map<String, GraphDocument> forms = new LinkedHashMap<>();
    forms.put("layers as products and sums of their own", framework());
    forms.put("two branches that add", branches());
    forms.put("a value and a weight used twice", twice());
    forms.put("a residual block with batch normalisation", residual());
    forms.put("branches of filters side by side", concatenated());
    forms.put("each layer sees all before it", dense());
    forms.put("channels weighed by the image", weighed());
    forms.put("a loss with the weights' squares in it", decayed());
    forms.put("softmax and cross-entropy from their parts", fromParts());
    forms.put("an image that is rebuilt", rebuilt());
    return KernelChecks.all().stream()
        .flatMap(
            kernels ->
                forms.entrySet().stream()
                    .map(each -> new Form(kernels, each.getKey(), each.getValue())))
        .toList();
  }

  private static Networks start(Shape image) {
    return new Networks().image("x", image).label("t", Shape.of(N));
  }

  private static GraphDocument scored(Networks net, String scores) {
    return net.op("loss", Ops.create("softmax_loss"), scores, "t").build("loss", scores);
  }

  private static GraphDocument framework() {
    return scored(
        start(Shape.of(N, 9))
            .parameter("W1", Shape.of(9, 7), RANDOM)
            .parameter("B1", Shape.of(1, 7), RANDOM)
            .parameter("W2", Shape.of(7, CLASSES), RANDOM)
            .parameter("B2", Shape.of(1, CLASSES), RANDOM)
            .op("M1", Ops.create("matmul"), "x", "W1")
            .op("N1", Ops.create("add"), "M1", "B1")
            .op("O1", Ops.create("sigmoid"), "N1")
            .op("M2", Ops.create("matmul"), "O1", "W2")
            .op("P", Ops.create("add"), "M2", "B2"),
        "P");
  }

  private static Networks layer(Networks net, String id, String from, int in, int out) {
    return net.parameter("W" + id, Shape.of(in, out), RANDOM)
        .parameter("b" + id, Shape.of(out), RANDOM)
        .op(id, Ops.create("affine"), from, "W" + id, "b" + id);
  }

  private static GraphDocument branches() {
    Networks net = layer(start(Shape.of(N, 9)), "left", "x", 9, 6);
    layer(net, "right", "x", 9, 6)
        .op("l", Ops.create("relu"), "left")
        .op("r", Ops.create("tanh"), "right")
        .op("both", Ops.create("add"), "l", "r")
        .op("skip", Ops.create("add"), "both", "left");
    return scored(layer(net, "out", "skip", 6, CLASSES), "out");
  }

  private static GraphDocument twice() {
    return scored(
        start(Shape.of(N, CLASSES))
            .parameter("W", Shape.of(CLASSES, CLASSES), RANDOM)
            .op("a", Ops.create("matmul"), "x", "W")
            .op("h", Ops.create("tanh"), "a")
            .op("hh", Ops.create("mul"), "h", "h")
            .op("b", Ops.create("matmul"), "hh", "W")
            .op("turned", Ops.create("transpose"), "W")
            .op("c", Ops.create("matmul"), "b", "turned")
            .op("d", Ops.create("add"), "c", "c")
            .op("e", Ops.create("sub"), "d", "x"),
        "e");
  }

  private static Networks filters(
      Networks net, String id, String from, int in, int out, int side, Map<String, ?> settings) {
    return net.parameter("F" + id, Shape.of(out, in, side, side), RANDOM)
        .op(id, Ops.create("conv2d", settings), from, "F" + id);
  }

  private static Networks normalised(Networks net, String id, String from, int channels) {
    return net.parameter(
            "g" + id, Shape.of(channels), new Node.Init.Given(Tensor.ones(Shape.of(channels))))
        .parameter("h" + id, Shape.of(channels), ZEROS)
        .op(id, Ops.create("batch_norm", Map.of("epsilon", 0.1)), from, "g" + id, "h" + id);
  }

  private static GraphDocument residual() {
    Networks net = start(Shape.of(N, 1, 6, 6));
    Map<String, ?> same = Map.of("padding", "same");
    filters(net, "c0", "x", 1, 3, 3, same);
    filters(net, "c1", "c0", 3, 3, 3, same);
    normalised(net, "n1", "c1", 3).op("r1", Ops.create("relu"), "n1");
    filters(net, "c2", "r1", 3, 3, 3, same);
    normalised(net, "n2", "c2", 3)
        .op("sum", Ops.create("add"), "n2", "c0")
        .op("r2", Ops.create("relu"), "sum")
        .op("drop", Ops.create("dropout", Map.of("keep", 0.8)), "r2")
        .op("pool", Ops.create("avg_pool2d", Map.of("kernel", 6)), "drop")
        .op("flat", Ops.create("flatten"), "pool");
    return scored(layer(net, "out", "flat", 3, CLASSES), "out");
  }

  private static GraphDocument concatenated() {
    Networks net = start(Shape.of(N, 1, 6, 6));
    filters(net, "wide", "x", 1, 2, 5, Map.of("padding", "same"));
    filters(net, "narrow", "x", 1, 3, 1, Map.of());
    net.op("all", Ops.create("concat", Map.of("axis", 1, "inputs", 3)), "wide", "narrow", "x")
        .op("soft", Ops.create("leaky_relu"), "all");
    filters(net, "after", "soft", 6, 2, 3, Map.of("stride", 2))
        .op("pool", Ops.create("max_pool2d"), "after")
        .op("flat", Ops.create("flatten"), "pool");
    return scored(layer(net, "out", "flat", 2, CLASSES), "out");
  }

  private static GraphDocument dense() {
    Networks net = layer(start(Shape.of(N, 5)), "a", "x", 5, 3);
    net.op("sa", Ops.create("sigmoid"), "a").op("xa", Ops.create("concat", side()), "x", "sa");
    layer(net, "b", "xa", 8, 3)
        .op("sb", Ops.create("sigmoid"), "b")
        .op("xab", Ops.create("concat", side()), "xa", "sb");
    return scored(layer(net, "out", "xab", 11, CLASSES), "out");
  }

  private static Map<String, ?> side() {
    return Map.of("axis", 1, "inputs", 2);
  }

  private static GraphDocument weighed() {
    Networks net = start(Shape.of(N, 1, 6, 6));
    filters(net, "c", "x", 1, 3, 3, Map.of("padding", "same"))
        .op("mean", Ops.create("mean", Map.of("axes", List.of(2, 3))), "c");
    layer(net, "s", "mean", 3, 3)
        .op("gate", Ops.create("sigmoid"), "s")
        .op("wide", Ops.create("reshape", Map.of("shape", List.of(-1, 3, 1, 1))), "gate")
        .op("weighed", Ops.create("mul"), "c", "wide")
        .op("largest", Ops.create("amax", Map.of("axes", List.of(2, 3))), "weighed");
    return scored(layer(net, "out", "largest", 3, CLASSES), "out");
  }

  private static GraphDocument decayed() {
    Networks net = layer(start(Shape.of(N, 9)), "h", "x", 9, 6);
    net.op("z", Ops.create("relu"), "h");
    return layer(net, "out", "z", 6, CLASSES)
        .op("error", Ops.create("softmax_loss"), "out", "t")
        .op("squares", Ops.create("mul"), "Wh", "Wh")
        .op("size", Ops.create("sum"), "squares")
        .given("lambda", Tensor.scalar(0.01))
        .op("decay", Ops.create("mul"), "size", "lambda")
        .op("loss", Ops.create("add"), "error", "decay")
        .build("loss", "out");
  }

  /// The textbook's softmax and cross-entropy, written out in exponentials, sums and logarithms.
  private static GraphDocument fromParts() {
    return layer(start(Shape.of(N, 9)), "out", "x", 9, CLASSES)
        .op("e", Ops.create("exp"), "out")
        .op("total", Ops.create("sum", Map.of("axes", List.of(1), "keepdims", true)), "e")
        .op("y", Ops.create("div"), "e", "total")
        .op("logs", Ops.create("log"), "y")
        .op("hot", Ops.create("one_hot", Map.of("classes", CLASSES)), "t")
        .op("chosen", Ops.create("mul"), "hot", "logs")
        .op("rows", Ops.create("sum", Map.of("axes", List.of(1))), "chosen")
        .op("mean", Ops.create("mean"), "rows")
        .op("loss", Ops.create("negate"), "mean")
        .build("loss", "y");
  }

  /// An image that goes through fewer numbers, compared with itself; the labels count a little too.
  private static GraphDocument rebuilt() {
    Networks net = layer(start(Shape.of(N, 9)), "code", "x", 9, CLASSES);
    return layer(net, "image", "code", CLASSES, 9)
        .op("apart", Ops.create("sub"), "image", "x")
        .op("size", Ops.create("abs"), "apart")
        .op("far", Ops.create("mean"), "size")
        .op("labelled", Ops.create("softmax_loss"), "code", "t")
        .op("loss", Ops.create("add"), "far", "labelled")
        .build("loss", "code");
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyNodeIsTheExplorers(Form form) {
    for (int batch : new int[] {1, 4}) {
      for (boolean training : new boolean[] {true, false}) {
        Tensor labels = ProgramTest.labels(batch, CLASSES);
        int checked =
            ProgramTest.assertEqualsFloat64(
                form.document(), form.kernels(), batch, labels, training);
        assertTrue(checked > 10);
      }
    }
  }

  /// Oracle: gradient descent in float64, with the explorer's gradients.
  @ParameterizedTest
  @MethodSource("forms")
  void someStepsEndAtTheSameWeights(Form form) {
    Program program = Program.compile(form.document(), Set.of(), Mode.GRADIENT);
    NodeId image = program.image().orElseThrow();
    NodeId label = program.label().orElseThrow();
    Tensor labels = ProgramTest.labels(3, CLASSES);
    Weights initial = Weights.initial(form.document().graph());
    Map<NodeId, Tensor> weights = new LinkedHashMap<>(initial.toTensors());
    Workspace workspace = program.workspace(3, form.kernels()).load(initial);
    Updater updater = new Updater(workspace, new Optimizer.Sgd());
    for (int step = 0; step < STEPS; step++) {
      int seed = step;
      Tensor x =
          Tensor.generate(program.shape(image).bind(3), i -> (float) CounterRandom.normal(seed, i));
      workspace.set(image, x);
      workspace.set(label, labels);
      workspace.train(7, step);
      workspace.forward();
      workspace.backward();
      updater.update(RATE);
      var trace =
          Evaluator.trace(
              form.document(),
              new EvaluationContext(Map.of(image, x, label, labels), weights, true, 7, step));
      weights.replaceAll(
          (id, w) -> {
            Tensor gradient = trace.gradients().get(id);
            return gradient == null ? w : w.zip(gradient, (a, g) -> a - RATE * g);
          });
    }
    weights.forEach((id, expected) -> assertClose(id, expected, workspace.value(id)));
  }

  private static void assertClose(NodeId id, Tensor expected, FloatTensor actual) {
    double largest = 1e-3;
    for (int i = 0; i < expected.size(); i++) {
      largest = Math.max(largest, Math.abs(expected.get(i)));
    }
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), TOLERANCE * largest, id + " at " + i);
    }
  }
}
