package backprop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.op.AveragePool2d;
import backprop.op.BatchNorm;
import backprop.op.Conv1d;
import backprop.op.Conv2d;
import backprop.op.Convolution;
import backprop.op.ConvolutionSettings;
import backprop.op.ElementWise;
import backprop.op.MaxPool2d;
import backprop.op.Op;
import backprop.op.OpContext;
import backprop.op.Ops;
import backprop.op.ShapeMismatch;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Convolution, pooling and batch normalisation in float32 against the float64 operations, held to
/// `c·√n·2⁻²⁴·Σ|aᵢ||bᵢ|`; the sum of absolute values is the operation itself on absolute values.
class WindowKernelsTest {
  private static final int SAME = ConvolutionSettings.SAME;

  static List<Kernels> kernels() {
    return KernelChecks.all();
  }

  /// Float32 numbers, kept in float64.
  private static Tensor random(Shape shape, long seed) {
    return Tensor.generate(shape, i -> (float) CounterRandom.normal(seed, i));
  }

  /// What the float32 engine makes of one operation: its value, then the gradients of its inputs.
  private static List<FloatTensor> run(
      Op op, List<Tensor> inputs, Tensor upstream, Kernels kernels, boolean training) {
    Networks net = new Networks();
    String[] names =
        IntStream.range(0, inputs.size()).mapToObj(i -> "in" + i).toArray(String[]::new);
    for (int i = 0; i < names.length; i++) {
      net.given(names[i], inputs.get(i));
    }
    GraphDocument document =
        net.given("upstream", upstream)
            .op("y", op, names)
            .op("product", new ElementWise(Functions.MUL), "y", "upstream")
            .op("loss", Ops.create("sum"), "product")
            .build("loss", "y");
    Set<NodeId> observed = Set.of(names).stream().map(NodeId::of).collect(Collectors.toSet());
    Workspace workspace = Program.compile(document, observed, Mode.GRADIENT).workspace(1, kernels);
    if (training) {
      workspace.train(0, 0);
    }
    workspace.forward();
    workspace.backward();
    workspace.forward(); // what is kept between passes must not disturb the next
    workspace.backward();
    List<FloatTensor> results = new ArrayList<>(List.of(workspace.value(NodeId.of("y"))));
    for (String name : names) {
      results.add(workspace.gradient(NodeId.of(name)));
    }
    return results;
  }

  private static void assertBound(
      Tensor expected, FloatTensor actual, Tensor size, int terms, String what) {
    assertEquals(expected.shape(), actual.shape(), what);
    for (int i = 0; i < expected.size(); i++) {
      KernelChecks.assertSum(expected.get(i), actual.get(i), terms, size.get(i), what + " at " + i);
    }
  }

  private static List<Tensor> absolute(List<Tensor> tensors) {
    return tensors.stream().map(x -> x.map(Math::abs)).toList();
  }

  /// @return how many numbers were compared
  private static int check(Op op, List<Shape> shapes, Kernels kernels) {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      inputs.add(random(shapes.get(i), 7L + i));
    }
    OpContext plain = OpContext.inference();
    Tensor value = op.value(inputs, plain);
    Tensor upstream = random(value.shape(), 3);
    List<FloatTensor> actual = run(op, inputs, upstream, kernels, false);
    boolean linear = op instanceof Convolution || op instanceof AveragePool2d;
    List<Tensor> sizes = linear ? absolute(inputs) : inputs;
    Tensor most = upstream.map(Math::abs);
    int terms = shapes.getLast().size() + value.size();
    String what = op + " on " + shapes;
    Tensor size = op.value(sizes, plain).map(Math::abs);
    assertBound(value, actual.getFirst(), size, terms, what);
    int checked = value.size();
    for (int port = 0; port < inputs.size(); port++) {
      assertBound(
          op.gradient(port, inputs, value, upstream, plain),
          actual.get(port + 1),
          op.gradient(port, sizes, value, most, plain),
          terms,
          what + " by input " + port);
      checked += inputs.get(port).size();
    }
    return checked;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void convolutionsOfOddSizes(Kernels kernels) {
    int checked = 0;
    int cases = 0;
    for (int side = 1; side <= 17; side += 2) {
      for (int filter = 1; filter <= 5; filter++) {
        int stride = 1 + (side + filter) % 3;
        int dilation = 1 + filter % 2;
        int padding = filter == 4 ? SAME : side % 3;
        Conv2d op = new Conv2d(stride, padding, dilation, 2, true);
        List<Shape> shapes =
            List.of(Shape.of(3, 4, side, side + 1), Shape.of(6, 2, filter, filter), Shape.of(6));
        if (fits(op, shapes)) {
          checked += check(op, shapes, kernels);
          cases++;
        }
        Conv1d one = new Conv1d(stride, padding, dilation, 1, false);
        List<Shape> lines = List.of(Shape.of(2, 3, side), Shape.of(5, 3, filter));
        if (fits(one, lines)) {
          checked += check(one, lines, kernels);
          cases++;
        }
      }
    }
    assertTrue(cases > 60 && checked > 50_000, cases + " cases, numbers compared: " + checked);
  }

  private static boolean fits(Op op, List<Shape> shapes) {
    try {
      op.shape(shapes);
      return true;
    } catch (ShapeMismatch _) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void convolutionsOfRealLayers(Kernels kernels) {
    int checked =
        check(
            new Conv2d(1, 2, 1, 1, true),
            List.of(Shape.of(3, 1, 28, 28), Shape.of(16, 1, 5, 5), Shape.of(16)),
            kernels);
    checked +=
        check(
            new Conv2d(1, 1, 1, 1, true),
            List.of(Shape.of(2, 16, 14, 14), Shape.of(32, 16, 3, 3), Shape.of(32)),
            kernels);
    assertTrue(checked > 60_000);
  }

  /// Blocks of eight filters with a rest, several loads of images for each quarter of the batch,
  /// and quarters without any.
  @ParameterizedTest
  @MethodSource("kernels")
  void convolutionsOfManyChannelsAndImages(Kernels kernels) {
    int checked = 0;
    for (int channels = 1; channels <= 17; channels += 4) {
      int filters = 18 - channels;
      for (int batch : new int[] {1, 3, 13}) {
        Conv2d op = new Conv2d(1, channels % 3, 1, 1, true);
        Shape x = Shape.of(batch, channels, 7, 6);
        checked +=
            check(op, List.of(x, Shape.of(filters, channels, 3, 3), Shape.of(filters)), kernels);
      }
    }
    // ten images of 28×28 with 40 channels in and out take several loads a quarter
    checked +=
        check(
            new Conv2d(1, SAME, 1, 1, false),
            List.of(Shape.of(10, 40, 28, 28), Shape.of(40, 40, 1, 1)),
            kernels);
    assertTrue(checked > 300_000, "numbers compared: " + checked);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void poolingsOfOddSizes(Kernels kernels) {
    int cases = 0;
    for (int side = 1; side <= 17; side++) {
      for (int kernel = 1; kernel <= 4; kernel++) {
        int stride = 1 + (side + kernel) % 3;
        int padding = side % (kernel / 2 + 1);
        List<Shape> shapes = List.of(Shape.of(2, 3, side, side + 2));
        for (Op op :
            List.of(
                new MaxPool2d(kernel, stride, padding),
                new AveragePool2d(kernel, stride, padding))) {
          if (fits(op, shapes)) {
            assertTrue(check(op, shapes, kernels) > 0);
            cases++;
          }
        }
      }
    }
    assertTrue(cases > 100, "cases: " + cases);
  }

  @Test
  void maxPoolingGivesTheFirstOfEqualsTheGradientAndKeepsNotANumber() {
    Tensor x = Tensor.of(Shape.of(1, 1, 2, 4), 5, 1, 2, Double.NaN, 5, 5, 9, Double.NaN);
    List<FloatTensor> results =
        run(
            new MaxPool2d(2, 2, 0),
            List.of(x),
            Tensor.of(Shape.of(1, 1, 1, 2), 3, 4),
            Kernels.plain(),
            false);
    assertEquals(5f, results.get(0).get(0));
    assertTrue(Float.isNaN(results.get(0).get(1)));
    assertEquals(FloatTensor.of(Shape.of(1, 1, 2, 4), 3, 0, 0, 4, 0, 0, 0, 0), results.get(1));
  }

  /// A number goes through a mean, a root, two products and a sum; the mean and the root are
  /// float64 inside.
  @ParameterizedTest
  @MethodSource("kernels")
  void batchNormInTraining(Kernels kernels) {
    int checked = 0;
    for (Shape shape :
        List.of(Shape.of(17, 5), Shape.of(9, 3, 7), Shape.of(6, 4, 5, 3), Shape.of(100, 50))) {
      Op op = new BatchNorm(1e-5, 0.1);
      Shape channels = Shape.of(shape.dim(1));
      List<Tensor> inputs =
          List.of(
              random(shape, 1).map(x -> (float) (x + 2)), random(channels, 2), random(channels, 3));
      OpContext training = new OpContext(true, 0, "y", 0);
      Tensor value = op.value(inputs, training);
      Tensor upstream = random(shape, 4);
      List<FloatTensor> actual = run(op, inputs, upstream, kernels, true);
      int terms = 64;
      int numbers = shape.size() / shape.dim(1);
      // |x̂| and |x − μ| / σ stay below 16 here
      assertBound(value, actual.get(0), Tensor.full(shape, 16), terms, "y of " + shape);
      for (int port = 0; port < 3; port++) {
        Tensor gradient = op.gradient(port, inputs, value, upstream, training);
        Tensor size = Tensor.full(gradient.shape(), port == 0 ? 16 : 4 * numbers);
        assertBound(gradient, actual.get(port + 1), size, terms, "input " + port + " of " + shape);
        checked += gradient.size();
      }
    }
    assertTrue(checked > 5000);
  }
}
