package backprop.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import backprop.autodiff.NumericalGradient;
import backprop.formula.Functions;
import backprop.op.Conv1d;
import backprop.op.Conv2d;
import backprop.op.CrossEntropy;
import backprop.op.ElementWise;
import backprop.op.MatMul;
import backprop.op.Op;
import backprop.op.OpContext;
import backprop.op.Ops;
import backprop.op.Softmax;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Oracle: every number and array that the five notebooks print and that depends on no random
/// numbers.
///
/// Notebook 004 prints none. Whole numbers and the doubles of the apples must be equal to the last
/// bit.
class NotebookTest {
  private static final OpContext PLAIN = OpContext.inference();
  private static final Op MUL = new ElementWise(Functions.MUL);
  private static final Op ADD = new ElementWise(Functions.ADD);
  private static final Tensor ONE = Tensor.scalar(1);

  private static Tensor value(Op op, Tensor... inputs) {
    return op.value(List.of(inputs), PLAIN);
  }

  private static Tensor gradient(Op op, int port, Tensor upstream, Tensor... inputs) {
    return op.gradient(port, List.of(inputs), value(op, inputs), upstream, PLAIN);
  }

  private static Tensor matrix(double[]... rows) {
    return Tensor.matrix(rows);
  }

  private static double[] row(double... numbers) {
    return numbers;
  }

  // 000: a ReLU layer

  @Test
  void reluForwardAndBackward() {
    Op relu = Ops.create("relu");
    Tensor x = matrix(row(1, -0.5), row(-2, 3));
    assertEquals(matrix(row(1, 0), row(0, 3)), value(relu, x));
    Tensor dout = matrix(row(-1, 0.5), row(-2, 3));
    assertEquals(
        matrix(row(-1, 0), row(0, 3)), gradient(relu, 0, dout, x).map(number -> number + 0.0));
  }

  // 001: convolution

  private static final Op SAME = new Conv1d(1, 1, 1, 1, false);
  private static final Tensor INPUT = Tensor.vector(1, 2, 3, 4, 5);
  private static final Tensor FILTER = Tensor.vector(1, 1, 1);
  private static final Tensor BATCH = matrix(row(0, 1, 2, 3, 4, 5, 6), row(1, 2, 3, 4, 5, 6, 7));

  @Test
  void paddingIsAConvolutionWithTheFilterOne() {
    assertEquals(Tensor.vector(0, 1, 2, 3, 4, 5, 0), value(SAME, INPUT, Tensor.vector(1)));
    assertEquals(
        matrix(row(0, 0, 1, 2, 3, 4, 5, 6, 0), row(0, 1, 2, 3, 4, 5, 6, 7, 0)),
        value(SAME, BATCH, Tensor.vector(1)));
  }

  private static double sum(Tensor x) {
    return value(Ops.create("sum"), x).item();
  }

  @Test
  void theSumAndItsNudges() {
    assertEquals(39.0, sum(value(SAME, INPUT, FILTER)));
    assertEquals(41.0, sum(value(SAME, INPUT.with(4, 6), FILTER)));
    assertEquals(133.0, sum(value(SAME, BATCH, FILTER)));
    assertEquals(3.0, sum(value(SAME, BATCH.with(2, 3), FILTER)) - 133);
    assertEquals(48.0, sum(value(SAME, BATCH, FILTER.with(2, 2))) - 133);
  }

  @Test
  void gradientsOfInputAndFilter() {
    assertEquals(
        Tensor.vector(2, 3, 3, 3, 2), gradient(SAME, 0, Tensor.ones(INPUT.shape()), INPUT, FILTER));
    assertEquals(
        Tensor.vector(10, 15, 14), gradient(SAME, 1, Tensor.ones(INPUT.shape()), INPUT, FILTER));
  }

  @Test
  void theBatch() {
    Tensor ones = Tensor.ones(BATCH.shape());
    assertEquals(
        matrix(row(1, 3, 6, 9, 12, 15, 11), row(3, 6, 9, 12, 15, 18, 13)),
        value(SAME, BATCH, FILTER));
    assertEquals(
        matrix(row(2, 3, 3, 3, 3, 3, 2), row(2, 3, 3, 3, 3, 3, 2)),
        gradient(SAME, 0, ones, BATCH, FILTER));
    assertEquals(Tensor.vector(36, 49, 48), gradient(SAME, 1, ones, BATCH, FILTER));
  }

  @Test
  void shapesOfTwoDimensions() {
    Shape images = Shape.of(3, 28, 28);
    Op same = new Conv2d(1, 1, 1, 1, false);
    assertEquals(Shape.of(3, 30, 30), same.shape(List.of(images, Shape.of(1, 1))));
    assertEquals(images, same.shape(List.of(images, Shape.of(3, 3))));
    assertEquals(
        Shape.of(10, 16, 32, 32),
        new Conv2d(1, 2, 1, 1, false)
            .shape(List.of(Shape.of(10, 3, 32, 32), Shape.of(16, 3, 5, 5))));
  }

  // 002: apples and oranges, the mask

  @Test
  void apples() {
    Tensor apple = Tensor.scalar(100);
    Tensor amount = Tensor.scalar(2);
    Tensor tax = Tensor.scalar(1.1);
    Tensor sum = value(MUL, apple, amount);
    assertEquals(220.00000000000003, value(MUL, sum, tax).item());
    Tensor dsum = gradient(MUL, 0, ONE, sum, tax);
    assertEquals(200, gradient(MUL, 1, ONE, sum, tax).item());
    assertEquals(2.2, gradient(MUL, 0, dsum, apple, amount).item());
    assertEquals(110.00000000000001, gradient(MUL, 1, dsum, apple, amount).item());
  }

  @Test
  void applesAndOranges() {
    Tensor apple = Tensor.scalar(100);
    Tensor apples = Tensor.scalar(2);
    Tensor orange = Tensor.scalar(150);
    Tensor oranges = Tensor.scalar(3);
    Tensor tax = Tensor.scalar(1.1);
    Tensor left = value(MUL, apple, apples);
    Tensor right = value(MUL, orange, oranges);
    Tensor both = value(ADD, left, right);
    assertEquals(715.0000000000001, value(MUL, both, tax).item());
    Tensor dboth = gradient(MUL, 0, ONE, both, tax);
    Tensor dleft = gradient(ADD, 0, dboth, left, right);
    Tensor dright = gradient(ADD, 1, dboth, left, right);
    assertEquals(2.2, gradient(MUL, 0, dleft, apple, apples).item());
    assertEquals(110.00000000000001, gradient(MUL, 1, dleft, apple, apples).item());
    assertEquals(3.3000000000000003, gradient(MUL, 0, dright, orange, oranges).item());
    assertEquals(165.0, gradient(MUL, 1, dright, orange, oranges).item());
    assertEquals(650, gradient(MUL, 1, ONE, both, tax).item());
  }

  @Test
  void theMask() {
    Tensor x = matrix(row(1, -0.5), row(-2, 3));
    Tensor mask = value(Ops.create("mask"), x); // theirs is x <= 0: False True True False
    assertEquals(matrix(row(1, 0), row(0, 1)), mask);
    assertEquals(matrix(row(1, 0), row(0, 3)), value(MUL, x, mask).map(number -> number + 0.0));
  }

  // 003: simpleNet and symbolic Jacobians

  private static final Tensor X = Tensor.vector(0.6, 0.9);
  private static final Tensor W =
      matrix(row(0.47210107, -1.07798534, 0.85648856), row(-1.54253597, -1.10336889, 0.32830708));

  private static double loss(Tensor w, int label) {
    Tensor y = value(new Softmax(), value(new MatMul(), X, w));
    return value(new CrossEntropy(1e-7), y, Tensor.scalar(label)).item();
  }

  @Test
  void simpleNetPredictsAndTheLossThatIsPrinted() {
    double printedDigits = 1e-8;
    Tensor p = value(new MatMul(), X, W);
    Golden.assertClose(Tensor.vector(-1.10502173, -1.6398232, 0.80936951), p, 0, printedDigits);
    int largest = IntStream.range(0, 3).reduce(0, (a, b) -> p.get(b) > p.get(a) ? b : a);
    assertEquals(2, largest);
    // printed for t = [0, 0, 1], but it is the loss of [0, 1, 0]
    assertEquals(2.6592859352182034, loss(W, 1), 2 * printedDigits);
  }

  @Test
  void theNumericalGradientThatIsPrinted() {
    // their step is 1e-4 and their loss has 1e-7 inside the logarithm; eight digits are printed
    double printedDigits = 0.6e-8;
    double[][] printed = {
      {0.07169653, -0.55800035, 0.48630382}, {0.10754479, -0.83700053, 0.72945573}
    };
    Tensor twoPoint =
        Tensor.generate(
            W.shape(), i -> NumericalGradient.twoPoint(w -> loss(W.with(i, w), 1), W.get(i), 1e-4));
    Golden.assertClose(matrix(printed), twoPoint, 0, printedDigits);
  }

  /// y = W·x with W (3, 2): the derivative of yᵢ by W has x in row i and 0 elsewhere, as printed in
  /// symbols.
  @TestFactory
  Stream<DynamicTest> theJacobianByTheMatrix() {
    Tensor w = matrix(row(2, 3), row(5, 7), row(11, 13));
    Tensor x = Tensor.vector(17, 19);
    assertEquals(Tensor.vector(91, 218, 434), value(new MatMul(), w, x));
    return IntStream.range(0, 3)
        .mapToObj(
            i ->
                dynamicTest(
                    "row " + i,
                    () -> {
                      Tensor unit = Tensor.zeros(Shape.of(3)).with(i, 1);
                      Tensor expected = Tensor.zeros(w.shape()).with(2 * i, 17).with(2 * i + 1, 19);
                      assertEquals(expected, gradient(new MatMul(), 0, unit, w, x));
                    }));
  }
}
