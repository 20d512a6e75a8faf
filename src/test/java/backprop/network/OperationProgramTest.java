package backprop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.op.BatchNorm;
import backprop.op.Convolution;
import backprop.op.ElementWise;
import backprop.op.MatMul;
import backprop.op.Op;
import backprop.op.OpType;
import backprop.op.Ops;
import backprop.op.Pooling;
import backprop.op.Reduction;
import backprop.op.Reshape;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Oracle: the float64 evaluation. Whatever the explorer computes, the trainer computes too: a
/// network with each operation of the table, values and gradients of all nodes.
class OperationProgramTest {
  private static final int N = Shape.N;
  private static final Node.Init RANDOM = new Node.Init.Normal(0.7, 5);

  static List<Kernels> kernels() {
    return KernelChecks.all();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void everyOperationOfTheTable(Kernels kernels) {
    Set<String> seen = new TreeSet<>();
    int checked = 0;
    for (OpType type : Ops.all()) {
      for (Map<String, ?> settings : settings(type.name())) {
        Op op = type.create(settings);
        for (int batch : new int[] {1, 2, 5}) {
          for (boolean training : new boolean[] {true, false}) {
            checked +=
                ProgramTest.assertEqualsFloat64(
                    network(op), kernels, batch, ProgramTest.labels(batch, 6), training);
          }
        }
        seen.add(op.name());
      }
    }
    assertEquals(Ops.all().size(), seen.size());
    assertTrue(checked > 2000, "compared: " + checked);
  }

  /// One network for each operation of the table, by its name.
  static Map<String, GraphDocument> networks() {
    Map<String, GraphDocument> networks = new TreeMap<>();
    for (OpType type : Ops.all()) {
      Op op = type.create(settings(type.name()).getFirst());
      networks.put(op.name(), network(op));
    }
    return networks;
  }

  private static List<Map<String, ?>> settings(String name) {
    return switch (name) {
      case "sum", "mean", "amax" ->
          List.of(Map.of("axes", List.of(1), "keepdims", true), Map.of("axes", List.of(-1)));
      case "transpose" -> List.of(Map.of("axes", List.of(0, 2, 1)));
      case "reshape" -> List.of(Map.of("shape", List.of(-1, 2, 3)));
      case "pad" -> List.of(Map.of("axes", List.of(1)));
      case "concat" -> List.of(Map.of("axis", 1, "inputs", 3));
      case "one_hot" -> List.of(Map.of("classes", 6));
      case "mean_squared_error" -> List.of(Map.of(), Map.of("rows", true));
      case "cross_entropy", "binary_cross_entropy" -> List.of(Map.of(), Map.of("delta", 1e-4));
      case "dropout" -> List.of(Map.of(), Map.of("inverted", true, "keep", 0.8));
      // two numbers of a batch that are nearly equal lose most of their digits at a small ε
      case "batch_norm" -> List.of(Map.of("epsilon", 0.1));
      case "leaky_relu" -> List.of(Map.of(), Map.of("slope", 0.25));
      case "conv1d" ->
          List.of(
              Map.of("bias", true, "padding", 1),
              Map.of("stride", 2, "dilation", 2, "padding", 2, "groups", 2),
              Map.of("padding", "same"));
      case "conv2d" ->
          List.of(
              Map.of("bias", true, "padding", 1),
              Map.of("stride", 2, "dilation", 2, "padding", 2, "groups", 2, "bias", true),
              Map.of("padding", "same", "stride", 2));
      case "max_pool2d", "avg_pool2d" ->
          List.of(Map.of(), Map.of("kernel", 3, "stride", 1, "padding", 1));
      default -> List.of(Map.of());
    };
  }

  /// p and q are (N, 6) and positive, v is a vector; the operation is `o`.
  private static Networks start() {
    return new Networks()
        .image("x", Shape.of(N, 7))
        .label("t", Shape.of(N))
        .parameter("W", Shape.of(7, 6), RANDOM)
        .parameter("V", Shape.of(7, 6), new Node.Init.Normal(0.6, 8))
        .parameter("v", Shape.of(6), new Node.Init.Given(Tensor.vector(1, 2, 0.5, 1.5, 0.7, 1.1)))
        .op("a", new MatMul(), "x", "W")
        .op("p", new ElementWise(Functions.SIGMOID), "a")
        .op("b", new MatMul(), "x", "V")
        .op("q", new ElementWise(Functions.SIGMOID), "b");
  }

  private static GraphDocument network(Op op) {
    Networks net = start();
    return switch (op) {
      case ElementWise(var f) when f.arity() == 2 ->
          scored(net.op("r", op, "p", "v").op("o", op, "r", "q"), "o");
      case ElementWise _ -> scored(net.op("o", op, "p"), "o");
      case Reduction reduction when reduction.keep() ->
          scored(net.op("o", op, "a").op("y", new ElementWise(Functions.MUL), "o", "q"), "y");
      case Convolution convolution -> convolved(net, convolution);
      case Pooling _ ->
          scored(net.op("i", new Reshape(Shape.of(N, 1, 2, 3)), "a").op("o", op, "i"), "o");
      case BatchNorm _ -> normalised(net, op);
      default -> other(net, op);
    };
  }

  private static GraphDocument other(Networks net, Op op) {
    return switch (op.name()) {
      case "matmul" ->
          scored(net.parameter("U", Shape.of(6, 6), RANDOM).op("o", op, "p", "U"), "o");
      case "affine" ->
          scored(net.parameter("U", Shape.of(6, 6), RANDOM).op("o", op, "p", "U", "v"), "o");
      case "transpose" ->
          scored(net.op("i", new Reshape(Shape.of(N, 2, 3)), "a").op("o", op, "i"), "o");
      case "concat" -> scored(net.op("o", op, "a", "q", "a"), "o");
      case "argmax" -> scored(net.op("c", op, "q").op("o", new SoftmaxLoss(), "b", "c"), "o");
      case "one_hot" ->
          net.op("o", op, "t")
              .op("s", new Softmax(), "a")
              .op("loss", Ops.create("cross_entropy"), "s", "o")
              .build("loss", "a");
      case "softmax_loss" -> net.op("loss", op, "a", "t").build("loss", "a");
      case "cross_entropy", "binary_cross_entropy" ->
          net.op("loss", op, "p", "t").build("loss", "p");
      case "mean_squared_error", "sum_squared_error" ->
          net.op("h", Ops.create("one_hot", Map.of("classes", 6)), "t")
              .op("loss", op, "p", "h")
              .build("loss", "p");
      default -> scored(net.op("o", op, "a"), "o");
    };
  }

  private static GraphDocument convolved(Networks net, Convolution op) {
    int groups = op.settings().groups();
    Shape image = op.space() == 1 ? Shape.of(N, 2, 3) : Shape.of(N, 2, 3, 1);
    Shape filters = op.space() == 1 ? Shape.of(4, 2 / groups, 3) : Shape.of(4, 2 / groups, 3, 1);
    net.parameter("F", filters, RANDOM).parameter("c", Shape.of(4), RANDOM);
    net.op("i", new Reshape(image), "a");
    if (op.settings().bias()) {
      net.op("o", op, "i", "F", "c");
    } else {
      net.op("o", op, "i", "F");
    }
    return scored(net, "o");
  }

  private static GraphDocument normalised(Networks net, Op op) {
    net.parameter("g", Shape.of(2), RANDOM)
        .parameter("c", Shape.of(2), RANDOM)
        .op("i", new Reshape(Shape.of(N, 2, 3)), "a")
        .op("n", op, "i", "g", "c")
        .op("f", Ops.create("flatten"), "n")
        .op("m", op, "a", "v", "v")
        .op("o", new ElementWise(Functions.ADD), "f", "m");
    return scored(net, "o");
  }

  /// A loss over whatever shape, Σ y², and one over the labels.
  private static GraphDocument scored(Networks net, String y) {
    return net.op("yy", new ElementWise(Functions.MUL), y, y)
        .op("squares", Ops.create("sum"), "yy")
        .op("labelled", new SoftmaxLoss(), "a", "t")
        .op("loss", new ElementWise(Functions.ADD), "squares", "labelled")
        .build("loss", "a");
  }

  @Test
  void batchNormRemembersAndInfersWithIt() {
    GraphDocument document = network(Ops.create("batch_norm"));
    Program program = Program.compile(document, Set.of(), Mode.GRADIENT);
    Workspace workspace =
        program.workspace(5, Kernels.plain()).load(Weights.initial(document.graph()));
    List<Weights> before = new ArrayList<>(List.of(workspace.weights()));
    for (int step = 0; step < 3; step++) {
      workspace.train(1, step);
      for (int row = 0; row < 5; row++) {
        workspace.pixels(row, new float[] {row, step, 1, row * step, 0.5f, -row, 2});
      }
      workspace.forward();
      before.add(workspace.weights());
    }
    var node = backprop.graph.NodeId.of("n");
    float first = mean(before.get(1), node);
    assertEquals(0f, mean(before.get(0), node));
    assertTrue(first != 0 && first != mean(before.get(2), node));
    workspace.infer();
    workspace.forward();
    assertEquals(before.get(3), workspace.weights(), "inference remembers nothing");
    Workspace other = program.workspace(5, Kernels.plain()).load(before.get(3));
    assertEquals(before.get(3), other.weights());
    other.load(Weights.initial(document.graph()));
    assertEquals(before.get(0), other.weights(), "a rewind forgets");
    other.loadFrom(workspace);
    assertEquals(before.get(3), other.weights());
  }

  private static float mean(Weights weights, backprop.graph.NodeId node) {
    return java.util.Objects.requireNonNull(weights.state().get(node))
        .getOrDefault(BatchNorm.MEAN, FloatTensor.of(Tensor.vector(Double.NaN)))
        .get(0);
  }
}
