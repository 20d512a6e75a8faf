package backprop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.op.Op;
import backprop.op.Ops;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import backprop.training.ThreadMeasures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Oracle: the float64 evaluation. Shapes that lie in memory in unusual ways: broadcasts on either
/// side and along every axis, vectors, images without a batch or without channels, axes in any
/// order.
class OperationShapesTest {
  private static final int N = Shape.N;

  /// What asking for the memory twice allocates itself.
  private static final long ASKING = 200;

  /// An operation on operands of these shapes; the first is computed from the image where it has
  /// the batch axis, so that gradients flow on.
  private record Case(Op op, Shape... operands) {}

  private static Case of(String name, Map<String, ?> settings, Shape... operands) {
    return new Case(Ops.create(name, settings), operands);
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    Shape batch = Shape.of(N, 2, 3);
    for (String name : List.of("add", "sub", "mul", "div", "max", "min", "pow")) {
      for (Shape other :
          List.of(
              Shape.scalar(),
              Shape.of(3),
              Shape.of(2, 1),
              Shape.of(1, 2, 1),
              Shape.of(1, 1, 1),
              Shape.of(1, 2, 3),
              Shape.of(N, 1, 3),
              Shape.of(N, 2, 1),
              Shape.of(N, 1, 1))) {
        cases.add(of(name, Map.of(), batch, other));
        cases.add(of(name, Map.of(), other, batch));
      }
      cases.add(of(name, Map.of(), Shape.of(4, 1), Shape.of(1, 5)));
      cases.add(of(name, Map.of(), Shape.of(4), Shape.of(3, 2, 1)));
      cases.add(of(name, Map.of(), Shape.of(N), Shape.scalar()));
      cases.add(of(name, Map.of(), Shape.of(N, 20), Shape.of(20)));
    }
    for (String name : List.of("sum", "mean", "amax")) {
      for (List<Integer> axes :
          List.of(
              List.<Integer>of(),
              List.of(0),
              List.of(1),
              List.of(2),
              List.of(0, 1),
              List.of(0, 2),
              List.of(1, 2))) {
        cases.add(of(name, Map.of("axes", axes), batch));
        cases.add(of(name, Map.of("axes", axes, "keepdims", true), batch));
        cases.add(of(name, Map.of("axes", axes), Shape.of(4, 2, 35)));
      }
      cases.add(of(name, Map.of(), Shape.of(N)));
      cases.add(of(name, Map.of(), Shape.scalar()));
      cases.add(of(name, Map.of("axes", List.of(0)), Shape.of(N, 20)));
    }
    for (List<Integer> axes : List.of(List.of(0, 1, 2), List.of(0, 2, 1))) {
      cases.add(of("transpose", Map.of("axes", axes), batch));
    }
    for (List<Integer> axes :
        List.of(List.of(2, 1, 0), List.of(1, 2, 0), List.of(1, 0, 2), List.<Integer>of())) {
      cases.add(of("transpose", Map.of("axes", axes), Shape.of(4, 2, 3)));
    }
    cases.add(of("transpose", Map.of(), Shape.of(5, 17)));
    cases.add(of("transpose", Map.of(), Shape.of(6)));
    for (int axis : new int[] {1, 2, -1}) {
      cases.add(of("concat", Map.of("axis", axis, "inputs", 2), batch, batch));
    }
    cases.add(of("concat", Map.of("axis", 0, "inputs", 3), vector(3), vector(4), vector(1)));
    cases.add(of("concat", Map.of("axis", 0), Shape.of(2, 5), Shape.of(1, 5)));
    cases.add(of("pad", Map.of("axes", List.of(1, 2), "before", 2, "after", 1), batch));
    cases.add(of("pad", Map.of("before", 0, "after", 3), Shape.of(2, 5)));
    cases.add(of("pad", Map.of(), Shape.of(4)));
    cases.add(of("softmax", Map.of(), batch));
    cases.add(of("softmax", Map.of(), Shape.of(2, 2, 3)));
    cases.add(of("softmax", Map.of(), Shape.of(6)));
    cases.add(of("matmul", Map.of(), Shape.of(N, 4), Shape.of(4)));
    cases.add(of("matmul", Map.of(), Shape.of(4), Shape.of(4)));
    cases.add(of("matmul", Map.of(), Shape.of(4), Shape.of(4, 3)));
    cases.add(of("matmul", Map.of(), Shape.of(3, 4), Shape.of(4)));
    cases.add(of("matmul", Map.of(), Shape.of(N), Shape.of(N)));
    cases.add(of("matmul", Map.of(), Shape.of(N), Shape.of(N, 3)));
    cases.add(of("affine", Map.of(), batch, Shape.of(6, 4), Shape.of(1, 4)));
    cases.add(of("affine", Map.of(), Shape.of(6), Shape.of(6, 4), Shape.of(4)));
    cases.add(of("affine", Map.of(), Shape.of(N), Shape.of(N, 4), Shape.of(4)));
    convolutions(cases);
    for (String pool : List.of("max_pool2d", "avg_pool2d")) {
      Map<String, ?> overlapping = Map.of("kernel", 3, "stride", 2, "padding", 1);
      for (Shape image : List.of(Shape.of(5, 6), Shape.of(2, 5, 6), Shape.of(N, 5, 6))) {
        cases.add(of(pool, Map.of(), image));
        cases.add(of(pool, overlapping, image));
      }
      cases.add(of(pool, overlapping, Shape.of(N, 2, 5, 6)));
      cases.add(of(pool, Map.of("kernel", 2, "stride", 1), Shape.of(N, 3, 4, 6)));
      cases.add(of(pool, Map.of("kernel", 1, "stride", 1), Shape.of(N, 3, 4, 6)));
    }
    for (Shape image : List.of(Shape.of(6, 2), Shape.of(6, 2, 5), Shape.of(6, 2, 5, 8))) {
      cases.add(of("batch_norm", Map.of("epsilon", 0.1), image, vector(2), vector(2)));
    }
    return cases;
  }

  private static Shape vector(int length) {
    return Shape.of(length);
  }

  private static void convolutions(List<Case> cases) {
    Map<String, ?> same = Map.of("padding", "same");
    Map<String, ?> biased = Map.of("padding", 1, "bias", true, "stride", 2);
    Shape plain = Shape.of(3, 3);
    for (Shape image : List.of(Shape.of(5, 6), Shape.of(N, 5, 6))) {
      cases.add(of("conv2d", same, image, plain));
      cases.add(of("conv2d", biased, image, plain, Shape.scalar()));
    }
    cases.add(of("conv2d", same, Shape.of(2, 5, 6), Shape.of(4, 2, 3, 2)));
    cases.add(of("conv2d", biased, Shape.of(2, 5, 6), Shape.of(4, 2, 3, 3), vector(4)));
    for (Shape signal : List.of(Shape.of(7), Shape.of(N, 7))) {
      cases.add(of("conv1d", same, signal, vector(3)));
      cases.add(of("conv1d", biased, signal, vector(3), Shape.scalar()));
    }
    cases.add(of("conv1d", same, Shape.of(2, 7), Shape.of(4, 2, 3)));
  }

  static List<Kernels> kernels() {
    return KernelChecks.all();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void everyLayout(Kernels kernels) {
    TreeSet<String> seen = new TreeSet<>();
    int checked = 0;
    for (Case each : cases()) {
      for (int batch : new int[] {1, 4}) {
        checked +=
            ProgramTest.assertEqualsFloat64(
                document(each), kernels, batch, ProgramTest.labels(batch, 6), true);
      }
      seen.add(each.op().name());
    }
    assertTrue(seen.size() >= 20, () -> seen.toString());
    assertTrue(checked > 3_000, "compared: " + checked);
  }

  /// In plain Java, where interpreted and compiled code allocate alike; that compiled vectors
  /// allocate nothing either, `SteadyStepTest` sees.
  @Test
  void noPassAllocates() throws ReflectiveOperationException {
    ThreadMeasures measures = new ThreadMeasures();
    measures.allocatedBytes();
    TreeSet<String> seen = new TreeSet<>();
    for (Case each : cases()) {
      assertTrue(allocated(document(each), measures) <= ASKING, () -> "allocates: " + each);
      seen.add(each.op().name());
    }
    for (Map.Entry<String, GraphDocument> each : OperationProgramTest.networks().entrySet()) {
      assertTrue(allocated(each.getValue(), measures) <= ASKING, () -> "allocates: " + each);
      seen.add(each.getKey());
    }
    assertEquals(Ops.all().size(), seen.size(), () -> seen.toString());
  }

  /// The least of some passes: the runtime itself may allocate in one of them.
  private static long allocated(GraphDocument document, ThreadMeasures measures)
      throws ReflectiveOperationException {
    Program program = Program.compile(document, Set.of(), Mode.GRADIENT);
    Workspace workspace =
        program.workspace(3, Kernels.plain()).load(Weights.initial(document.graph()));
    for (int row = 0; row < 3; row++) {
      workspace.pixels(row, new float[] {row, 0.3f, 1, 0.7f, 0.5f, -row, 2}).label(row, row);
    }
    long least = Long.MAX_VALUE;
    for (int step = 0; step < 8; step++) {
      long before = measures.allocatedBytes();
      workspace.train(1, step);
      workspace.forward();
      workspace.backward();
      least = Math.min(least, measures.allocatedBytes() - before);
    }
    return least;
  }

  /// Operands with a batch are positive and computed from the image, others are parameters.
  private static GraphDocument document(Case each) {
    Networks net =
        new Networks()
            .image("x", Shape.of(N, 7))
            .label("t", Shape.of(N))
            .parameter("W", Shape.of(7, 6), new Node.Init.Normal(0.7, 5))
            .op("a", Ops.create("matmul"), "x", "W");
    String[] inputs = new String[each.operands().length];
    for (int port = 0; port < inputs.length; port++) {
      inputs[port] = "in" + port;
      operand(net, inputs[port], each.operands()[port], port);
    }
    return net.op("o", each.op(), inputs)
        .op("oo", Ops.create("mul"), "o", "o")
        .op("squares", Ops.create("sum"), "oo")
        .op("labelled", Ops.create("softmax_loss"), "a", "t")
        .op("loss", Ops.create("add"), "squares", "labelled")
        .build("loss", "a");
  }

  private static void operand(Networks net, String id, Shape shape, int port) {
    if (!shape.isSymbolic()) {
      net.parameter(id, shape, new Node.Init.Given(positive(shape, port)));
      return;
    }
    int size = shape.rank() == 1 ? 1 : shape.with(0, 1).size();
    net.parameter(id + "W", Shape.of(7, size), new Node.Init.Normal(0.3, port))
        .op(id + "a", Ops.create("matmul"), "x", id + "W")
        .op(id + "s", Ops.create("sigmoid"), id + "a")
        .op(id, Ops.create("reshape", Map.of("shape", lengths(shape))), id + "s");
  }

  private static List<Integer> lengths(Shape shape) {
    return java.util.Arrays.stream(shape.dims()).boxed().toList();
  }

  /// Numbers from ½ to 2, no two alike.
  private static Tensor positive(Shape shape, int port) {
    return Tensor.generate(shape, i -> 0.5 + 1.5 * ((0.618 * (i + 1) + 0.17 * port) % 1));
  }
}
