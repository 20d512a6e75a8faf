package backprop.golden;

import static backprop.golden.Golden.assertClose;
import static backprop.golden.Golden.tensor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.op.Affine;
import backprop.op.Conv1d;
import backprop.op.Conv2d;
import backprop.op.CrossEntropy;
import backprop.op.ElementWise;
import backprop.op.Flatten;
import backprop.op.MatMul;
import backprop.op.Op;
import backprop.op.OpContext;
import backprop.op.Ops;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import backprop.tensor.Axes;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Oracle: the golden files; tolerances are those that each file states.
class GoldenOpsTest {
  private static final OpContext PLAIN = OpContext.inference();

  private static Tensor value(Op op, Tensor... inputs) {
    assertEquals(
        op.shape(Stream.of(inputs).map(Tensor::shape).toList()),
        op.value(List.of(inputs), PLAIN).shape());
    return op.value(List.of(inputs), PLAIN);
  }

  private static Tensor gradient(Op op, int port, Tensor upstream, Tensor... inputs) {
    return op.gradient(port, List.of(inputs), value(op, inputs), upstream, PLAIN);
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    assertTrue(list.isArray() && !list.isEmpty());
    return StreamSupport.stream(list.spliterator(), false);
  }

  @TestFactory
  Stream<DynamicTest> unaryFunctions() {
    double relative = 1e-12;
    return stream(Golden.read("scalar.json").get("unary"))
        .map(
            row ->
                dynamicTest(
                    row.get("op").asText() + " at " + row.get("x").asText(),
                    () -> {
                      Tensor x = tensor(row.get("x"));
                      boolean square = row.get("op").asText().equals("square");
                      Op op = Ops.create(square ? "pow" : row.get("op").asText());
                      Tensor[] inputs =
                          square ? new Tensor[] {x, Tensor.scalar(2)} : new Tensor[] {x};
                      assertClose(tensor(row.get("y")), value(op, inputs), relative, 0);
                      assertClose(
                          tensor(row.get("dy_dx")),
                          gradient(op, 0, Tensor.scalar(1), inputs),
                          relative,
                          0);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> activations() {
    double absolute = 1e-9;
    return Stream.of("relu", "sigmoid", "tanh")
        .map(
            name ->
                dynamicTest(
                    name,
                    () -> {
                      JsonNode layer = layer(name);
                      Op op = Ops.create(name);
                      Tensor x = tensor(layer.get("x"));
                      assertClose(tensor(layer.get("y")), value(op, x), 0, absolute);
                      assertClose(
                          tensor(layer.get("dx")),
                          gradient(op, 0, tensor(layer.get("dout")), x),
                          0,
                          absolute);
                    }));
  }

  private static JsonNode layer(String name) {
    return stream(Golden.read("layers.json").get("cases"))
        .filter(layer -> layer.get("layer").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void affine() {
    double absolute = 1e-9;
    JsonNode layer = layer("affine");
    Tensor x = tensor(layer.get("X"));
    Tensor w = tensor(layer.get("W"));
    Tensor b = tensor(layer.get("b"));
    Tensor dy = tensor(layer.get("dY"));
    Op op = new Affine();
    assertClose(tensor(layer.get("Y")), value(op, x, w, b), 0, absolute);
    assertClose(tensor(layer.get("dX")), gradient(op, 0, dy, x, w, b), 0, absolute);
    assertClose(tensor(layer.get("dW")), gradient(op, 1, dy, x, w, b), 0, absolute);
    assertClose(tensor(layer.get("db")), gradient(op, 2, dy, x, w, b), 0, absolute);
  }

  @Test
  void affineIsMatMulAndAdd() {
    JsonNode layer = layer("affine");
    Tensor product = value(new MatMul(), tensor(layer.get("X")), tensor(layer.get("W")));
    assertClose(
        tensor(layer.get("Y")),
        value(new ElementWise(Functions.ADD), product, tensor(layer.get("b"))),
        0,
        1e-9);
  }

  @Test
  void biasIsAddWithBroadcasting() {
    JsonNode layer = layer("add bias");
    Tensor x = tensor(layer.get("X"));
    Tensor b = tensor(layer.get("b"));
    Op op = new ElementWise(Functions.ADD);
    assertClose(tensor(layer.get("Y")), value(op, x, b), 0, 1e-9);
    assertClose(tensor(layer.get("db")), gradient(op, 1, tensor(layer.get("dY")), x, b), 0, 1e-9);
  }

  @Test
  void flatten() {
    JsonNode layer = layer("flatten");
    Tensor x = tensor(layer.get("x"));
    Shape flat = tensor(layer.get("y_shape")).get(0) == 2 ? Shape.of(2, 12) : Shape.scalar();
    Tensor y = value(new Flatten(), x);
    assertEquals(flat, y.shape());
    assertClose(tensor(layer.get("y")).reshape(flat), y, 0, 1e-9);
    Tensor dout = tensor(layer.get("dout")).reshape(flat);
    assertClose(tensor(layer.get("dx")), gradient(new Flatten(), 0, dout, x), 0, 1e-9);
  }

  @TestFactory
  Stream<DynamicTest> softmaxWithLoss() {
    double relative = 1e-9;
    double absolute = 1e-12;
    return stream(Golden.read("softmax-loss.json").get("cases"))
        .flatMap(
            row ->
                Stream.of("t_index", "t_one_hot")
                    .map(
                        labels ->
                            dynamicTest(
                                row.get("name").asText() + ", " + labels,
                                () -> {
                                  Tensor x = tensor(row.get("x"));
                                  Tensor t = tensor(row.get(labels));
                                  Op op = new SoftmaxLoss();
                                  Tensor loss = value(op, x, t);
                                  assertClose(tensor(row.get("loss")), loss, relative, absolute);
                                  assertClose(
                                      tensor(row.get("dx")),
                                      gradient(op, 0, Tensor.scalar(1), x, t),
                                      relative,
                                      absolute);
                                  assertClose(
                                      tensor(row.get("y")),
                                      op.innerValues(List.of(x, t), loss, PLAIN).get("y"),
                                      relative,
                                      absolute);
                                  assertClose(
                                      tensor(row.get("y")),
                                      value(new Softmax(), x),
                                      relative,
                                      absolute);
                                })));
  }

  @Test
  void softmaxAndCrossEntropyAlone() {
    JsonNode file = Golden.read("softmax-loss.json");
    JsonNode softmax = file.get("softmax_only");
    assertClose(
        tensor(softmax.get("y")), value(new Softmax(), tensor(softmax.get("x"))), 1e-9, 1e-12);
    JsonNode entropy = file.get("cross_entropy_only");
    Tensor y = tensor(entropy.get("y"));
    for (int label : new int[] {0, 2}) {
      Tensor loss = tensor(entropy.get("t=" + label));
      Op op = new CrossEntropy(1e-7);
      assertClose(loss, value(op, y, Tensor.scalar(label)), 1e-9, 1e-12);
      Tensor oneHot = Tensor.generate(y.shape(), i -> i == label ? 1 : 0);
      assertClose(loss, value(op, y, oneHot), 1e-9, 1e-12);
    }
  }

  @TestFactory
  Stream<DynamicTest> simpleNet() {
    double absolute = 1e-8;
    JsonNode file = Golden.read("simplenet.json");
    Tensor x = tensor(file.get("x"));
    Tensor w = tensor(file.get("W"));
    Op product = new MatMul();
    return Stream.of(0, 1, 2)
        .map(
            label ->
                dynamicTest(
                    "label " + label,
                    () -> {
                      Tensor t = Tensor.generate(Shape.of(3), i -> i == label ? 1 : 0);
                      JsonNode row =
                          file.get(
                              "t=" + List.of("[1, 0, 0]", "[0, 1, 0]", "[0, 0, 1]").get(label));
                      Tensor p = value(product, x, w);
                      assertClose(tensor(file.get("p")), p, 0, absolute);
                      Tensor y = value(new Softmax(), p);
                      assertClose(tensor(file.get("y")), y, 0, absolute);
                      assertClose(
                          tensor(row.get("loss")), value(new SoftmaxLoss(), p, t), 0, absolute);
                      assertClose(
                          tensor(row.get("loss_with_1e-7")),
                          value(new CrossEntropy(1e-7), y, t),
                          0,
                          absolute);
                      Tensor dp = gradient(new SoftmaxLoss(), 0, Tensor.scalar(1), p, t);
                      assertClose(
                          tensor(row.get("dW")), gradient(product, 1, dp, x, w), 0, absolute);
                    }));
  }

  /// The gradient printed in the notebook belongs to the label [0, 1, 0] and to the loss with 1e-7.
  @Test
  void thePrintedGradientOfSimpleNet() {
    double printedDigits = 1e-8;
    double theirNumericalGradient = 1e-6;
    JsonNode file = Golden.read("simplenet.json");
    Tensor x = tensor(file.get("x"));
    Tensor w = tensor(file.get("W"));
    Tensor p = value(new MatMul(), x, w);
    Tensor y = value(new Softmax(), p);
    Tensor t = Tensor.vector(0, 1, 0);
    Tensor dy = gradient(new CrossEntropy(1e-7), 0, Tensor.scalar(1), y, t);
    Tensor dp = gradient(new Softmax(), 0, dy, p);
    assertClose(
        tensor(file.get("printed_elsewhere").get("dW")),
        gradient(new MatMul(), 1, dp, x, w),
        0,
        printedDigits + 0.02 * theirNumericalGradient);
  }

  @TestFactory
  Stream<DynamicTest> convolutionInOneDimension() {
    double absolute = 1e-9;
    return stream(Golden.read("conv.json").get("conv1d"))
        .map(
            row ->
                dynamicTest(
                    row.path("note").asText(row.get("input").toString()),
                    () -> {
                      Tensor x = tensor(row.get("input"));
                      Tensor w = tensor(row.get("param"));
                      Op op = new Conv1d(1, (w.size() - 1) / 2, 1, 1, false);
                      Tensor y = value(op, x, w);
                      Tensor ones = Tensor.ones(y.shape());
                      assertClose(tensor(row.get("output")), y, 0, absolute);
                      assertEquals(
                          row.get("sum").doubleValue(),
                          value(Ops.create("sum"), y).item(),
                          absolute);
                      assertClose(
                          tensor(row.get("input_grad")), gradient(op, 0, ones, x, w), 0, absolute);
                      assertClose(
                          tensor(row.get("param_grad")), gradient(op, 1, ones, x, w), 0, absolute);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> convolutionInTwoDimensions() {
    double absolute = 1e-9;
    JsonNode file = Golden.read("conv.json");
    List<JsonNode> rows = new ArrayList<>();
    file.get("conv2d_one_channel").forEach(rows::add);
    file.get("conv2d_channels").forEach(rows::add);
    return rows.stream()
        .map(
            row ->
                dynamicTest(
                    row.get("note").asText(),
                    () -> {
                      Tensor x = tensor(row.get("input"));
                      Tensor w = outFirst(tensor(row.get("param")));
                      Op op = new Conv2d(1, (w.shape().dim(-1) - 1) / 2, 1, 1, false);
                      Tensor y = value(op, x, w);
                      assertClose(tensor(row.get("output")), y, 0, absolute);
                      Tensor upstream =
                          row.has("output_grad")
                              ? tensor(row.get("output_grad"))
                              : Tensor.ones(y.shape());
                      assertClose(
                          tensor(row.get("input_grad")),
                          gradient(op, 0, upstream, x, w),
                          0,
                          absolute);
                      assertClose(
                          outFirst(tensor(row.get("param_grad"))),
                          gradient(op, 1, upstream, x, w),
                          0,
                          absolute);
                    }));
  }

  /// The golden filters are (in, out, k, k), ours (out, in, k, k).
  private static Tensor outFirst(Tensor filters) {
    return Axes.permute(filters, new int[] {1, 0, 2, 3});
  }

  @TestFactory
  Stream<DynamicTest> scalarGraphs() {
    ScalarFunction[] used = {Functions.ADD, Functions.MUL, Functions.SIN, Functions.POW};
    assertEquals(4, used.length);
    double relative = 1e-12;
    JsonNode file = Golden.read("scalar.json");
    Stream<DynamicTest> squares =
        stream(file.get("square_of_sum"))
            .map(
                row ->
                    dynamicTest(
                        "(x + y)² at " + row.get("inputs"),
                        () -> {
                          Tensor x = tensor(row.get("inputs").get("x"));
                          Tensor y = tensor(row.get("inputs").get("y"));
                          Op add = new ElementWise(Functions.ADD);
                          Op pow = new ElementWise(Functions.POW);
                          Tensor two = Tensor.scalar(2);
                          Tensor s = value(add, x, y);
                          assertClose(tensor(row.get("values").get("s")), s, relative, 0);
                          assertClose(
                              tensor(row.get("values").get("z")), value(pow, s, two), relative, 0);
                          Tensor ds = gradient(pow, 0, Tensor.scalar(1), s, two);
                          assertClose(tensor(row.get("grads").get("s")), ds, relative, 0);
                          assertClose(
                              tensor(row.get("grads").get("x")),
                              gradient(add, 0, ds, x, y),
                              relative,
                              0);
                        }));
    Stream<DynamicTest> fans =
        stream(file.get("fan_out"))
            .map(
                row ->
                    dynamicTest(
                        "fan-out at " + row.get("inputs"),
                        () -> {
                          Tensor one = Tensor.scalar(1);
                          Tensor x = tensor(row.get("inputs").get("x"));
                          Tensor y = tensor(row.get("inputs").get("y"));
                          Op mul = new ElementWise(Functions.MUL);
                          Op add = new ElementWise(Functions.ADD);
                          Op sin = new ElementWise(Functions.SIN);
                          Tensor u = value(mul, x, y);
                          Tensor v = value(sin, u);
                          Tensor w = value(mul, u, v);
                          Tensor s = value(add, w, u);
                          assertClose(
                              tensor(row.get("values").get("z")), value(add, s, x), relative, 0);
                          Tensor dv = gradient(mul, 1, one, u, v);
                          Tensor du =
                              gradient(mul, 0, one, u, v)
                                  .zip(gradient(sin, 0, dv, u), Double::sum)
                                  .zip(gradient(add, 1, one, w, u), Double::sum);
                          assertClose(tensor(row.get("grads").get("u")), du, relative, 0);
                          Tensor dx =
                              gradient(mul, 0, du, x, y)
                                  .zip(gradient(add, 1, one, s, x), Double::sum);
                          assertClose(tensor(row.get("grads").get("x")), dx, relative, 0);
                          assertClose(
                              tensor(row.get("grads").get("y")),
                              gradient(mul, 1, du, x, y),
                              relative,
                              0);
                        }));
    return Stream.concat(squares, fans);
  }
}
