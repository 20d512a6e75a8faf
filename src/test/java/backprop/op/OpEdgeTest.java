package backprop.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import backprop.formula.Evaluation;
import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.message.Language;
import backprop.message.Messages;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Oracle: by hand, and PyTorch's conventions at ties; infinities and NaN are values and flow.
class OpEdgeTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final OpContext PLAIN = OpContext.inference();

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

  private static final Op SUM = new Sum(List.of(), false);
  private static final Op LARGEST = new AxisMax(List.of(-1), false);

  @Test
  void infinitiesAndNaNFlow() {
    assertEquals(INFINITY, value(SUM, Tensor.vector(1, INFINITY)).item());
    assertEquals(NAN, value(SUM, Tensor.vector(-INFINITY, INFINITY)).item());
    assertEquals(NAN, value(new Mean(List.of(), false), Tensor.vector()).item());
    assertEquals(NAN, value(LARGEST, Tensor.vector(1, NAN, 2)).item());
    assertEquals(-INFINITY, value(Ops.of(Functions.LOG), Tensor.scalar(0)).item());
    assertEquals(Tensor.vector(NAN, NAN), value(new Softmax(), Tensor.vector(INFINITY, INFINITY)));
    assertEquals(Tensor.vector(0, 1), value(new Softmax(), Tensor.vector(-INFINITY, 3)));
    assertEquals(
        Tensor.vector(NAN, 2, 2),
        value(new Conv1d(1, 0, 1, 1, false), Tensor.vector(NAN, 1, 1, 1), Tensor.vector(1, 1)));
  }

  @Test
  void tiesOfTheLargestShareTheGradient() {
    Tensor x = matrix(row(3, 3, 1), row(5, 2, 5), row(-INFINITY, -INFINITY, -INFINITY));
    Tensor upstream = Tensor.vector(1, 4, 3);
    assertEquals(
        matrix(row(0.5, 0.5, 0), row(2, 0, 2), row(1, 1, 1)), gradient(LARGEST, 0, upstream, x));
    assertEquals(
        matrix(row(0, 0, 2), row(0, 3, 0), row(0, 0, 0)), LARGEST.kinkDistance(0, List.of(x)));
    assertEquals(
        Tensor.scalar(0.5),
        gradient(Ops.of(Functions.MAX), 1, Tensor.scalar(1), Tensor.scalar(2), Tensor.scalar(2)));
  }

  @Test
  void aZeroThatIsNegativeTiesWithZero() {
    assertEquals(
        Tensor.vector(0.5, 0.5), gradient(LARGEST, 0, Tensor.scalar(1), Tensor.vector(0.0, -0.0)));
  }

  @TestFactory
  Stream<DynamicTest> anOperationSaysItsConventionExactlyIfItHasKinks() {
    Tensor x = Tensor.of(Shape.of(2, 2), 0, 0, 0, 0);
    return Ops.all().stream()
        .map(
            type ->
                dynamicTest(
                    type.name(),
                    () -> {
                      Op op = type.create();
                      List<Tensor> inputs = op.ports().stream().map(port -> x).toList();
                      boolean kinked = op.kinkDistance(0, inputs).get(0) < INFINITY;
                      assertEquals(kinked, OpTexts.kink(op).isPresent());
                      assertEquals(x.shape(), op.kinkDistance(0, inputs).shape());
                    }));
  }

  @Test
  void theKinkOfABroadcastInputIsTheNearestOfAllItsUses() {
    Tensor x = Tensor.vector(1, 2, 3.5);
    Tensor y = Tensor.scalar(3);
    Op max = Ops.of(Functions.MAX);
    assertEquals(Tensor.vector(2, 1, 0.5), max.kinkDistance(0, List.of(x, y)));
    assertEquals(Tensor.scalar(0.5), max.kinkDistance(1, List.of(x, y)));
  }

  @TestFactory
  Stream<DynamicTest> aDefinitionHasTheValueOfItsFunction() {
    double relative = 1e-14;
    return Functions.operations().stream()
        .map(
            f ->
                dynamicTest(
                    f.name(),
                    () -> {
                      for (double x : new double[] {0.3, 1, 2.5}) {
                        double y = 0.7;
                        double expected = f.arity() == 1 ? f.value(x) : f.value(x, y);
                        double actual =
                            Evaluation.evaluate(
                                f.definition(), name -> name.equals(ScalarFunction.A) ? x : y);
                        assertEquals(expected, actual, relative * Math.abs(expected));
                      }
                    }));
  }

  @Test
  void formulasAsTheTextbookPrintsThem() {
    assertEquals("z = x + y", Ops.create("add").formula());
    assertEquals("y = 1 / (1 + exp(−x))", Ops.create("sigmoid").formula());
    assertEquals("y=\\frac{1}{1+\\exp(-x)}", Ops.create("sigmoid").latex());
    assertEquals("y = max(0, x)", Ops.create("relu").formula());
    assertEquals("y = 1 / x", Ops.create("reciprocal").formula());
    assertEquals("y = [x > 0]", Ops.create("mask").formula());
    assertEquals("L = −(1/N) Σ t · log(y + δ)", new CrossEntropy(1e-7).formula());
    assertNotEquals(new CrossEntropy(0).latex(), new CrossEntropy(1e-7).latex());
  }

  @Test
  void aLabelThatIsNoClassIsNamedAndItsLossIsNotANumber() {
    Tensor scores = Tensor.zeros(Shape.of(3, 10));
    for (double wrong : new double[] {10, -1, 2.5, NAN}) {
      Tensor labels = Tensor.vector(1, wrong, 3);
      for (Op op : List.of(new SoftmaxLoss(), new CrossEntropy(1e-7))) {
        assertEquals(NAN, value(op, scores, labels).item());
        assertTrue(op.valueProblem(List.of(scores, labels)).isPresent());
        assertEquals(NAN, gradient(op, 0, Tensor.scalar(1), scores, labels).at(1, 0));
      }
    }
    var problem = new SoftmaxLoss().valueProblem(List.of(scores, Tensor.vector(1, 10, 3)));
    assertEquals(
        "The label 10 in row 1 is not a class: with 10 scores the classes are the whole numbers"
            + " from 0 to 9.",
        Messages.in(Language.ENGLISH).format(problem.orElseThrow()));
    assertEquals(
        "1행의 정답 레이블 10은 클래스가 아닙니다. 점수가 10개이면 클래스는 0부터 9까지의 정수입니다.",
        Messages.in(Language.KOREAN).format(problem.orElseThrow()));
    assertEquals(
        Optional.empty(), new SoftmaxLoss().valueProblem(List.of(scores, Tensor.vector(0, 9, 3))));
  }

  @Test
  void theCrossEntropyOfACertainMistakeIsInfiniteAndOfACertaintyZero() {
    Tensor y = Tensor.vector(0, 1);
    assertEquals(INFINITY, value(new CrossEntropy(0), y, Tensor.vector(1, 0)).item());
    assertEquals(0, value(new CrossEntropy(0), y, Tensor.vector(0, 1)).item());
    assertEquals(
        -INFINITY,
        gradient(new CrossEntropy(0), 0, Tensor.scalar(1), y, Tensor.vector(1, 0)).get(0));
  }

  @Test
  void softmaxWithLossKeepsDigitsThatTheTwoStepsLose() {
    Tensor x = Tensor.vector(-1000, 0);
    Tensor t = Tensor.scalar(0);
    assertEquals(1000, value(new SoftmaxLoss(), x, t).item());
    assertEquals(INFINITY, value(new CrossEntropy(0), value(new Softmax(), x), t).item());
  }

  @Test
  void softmaxIsTakenRowByRow() {
    Tensor x = matrix(row(0, 0), row(0, Math.log(3)));
    Tensor y = value(new Softmax(), x);
    assertEquals(matrix(row(0.5, 0.5), row(0.25, 0.75)), y.map(p -> Math.rint(p * 1e12) / 1e12));
  }

  @Test
  void shapesTooLargeToCountAreSentencesToo() {
    Shape huge = Shape.of(1_000_000, 1_000_000, 1_000_000);
    assertEquals(
        "op.shape.reshape",
        assertThrows(ShapeMismatch.class, () -> new Reshape(huge).shape(List.of(Shape.of(2))))
            .sentence()
            .key());
    assertEquals(
        "op.shape.affine",
        assertThrows(
                ShapeMismatch.class,
                () -> new Affine().shape(List.of(huge, Shape.of(3, 4), Shape.of(4))))
            .sentence()
            .key());
    assertEquals(
        "op.shape.conv.size",
        assertThrows(
                ShapeMismatch.class,
                () ->
                    new Conv1d(1, 0, Integer.MAX_VALUE, 1, false)
                        .shape(List.of(Shape.of(8), Shape.of(3))))
            .sentence()
            .key());
  }

  @Test
  void leakyReluAtItsKinkAndBeyond() {
    Op leaky = new LeakyRelu(0.1);
    Tensor x = Tensor.vector(-2, 0, 3, -INFINITY, NAN);
    assertEquals(Tensor.vector(-0.2, 0, 3, -INFINITY, NAN), value(leaky, x));
    assertEquals(
        Tensor.vector(0.1, 0.1, 1, 0.1, NAN), gradient(leaky, 0, Tensor.ones(x.shape()), x));
    assertEquals("y = max(0.1x, x)", leaky.formula());
    LocalDerivative local = leaky.localDerivative(0, List.of(x), value(leaky, x), PLAIN);
    assertTrue(local instanceof LocalDerivative.Elementwise);
    assertEquals(
        "max([x > 0], 0.1)",
        backprop.formula.PlainPrinter.print(((LocalDerivative.Elementwise) local).rule()));
  }

  @Test
  void argmaxTakesTheFirstOfEqualsAndNotANumberBeforeAll() {
    Tensor x = matrix(row(1, 3, 3), row(NAN, NAN, 5), row(2, NAN, 9), row(-INFINITY, -INFINITY, 0));
    assertEquals(Tensor.vector(1, 0, 1, 2), value(new ArgMax(-1), x));
    assertEquals(Tensor.vector(1, 1, 2), value(new ArgMax(0), x));
    assertEquals(Tensor.scalar(0), value(new ArgMax(0), Tensor.vector(NAN, NAN)));
  }

  @Test
  void oneHotAndArgmaxTakeEachOtherBack() {
    Tensor t = Tensor.vector(2, 0, 1);
    Tensor rows = value(new OneHot(3), t);
    assertEquals(matrix(row(0, 0, 1), row(1, 0, 0), row(0, 1, 0)), rows);
    assertEquals(t, value(new ArgMax(-1), rows));
    assertTrue(new OneHot(2).valueProblem(List.of(t)).isPresent());
    assertTrue(new OneHot(3).valueProblem(List.of(t)).isEmpty());
  }

  @Test
  void whatHasNoGradientSaysSo() {
    for (Op op : List.of(new ArgMax(-1), new OneHot(3))) {
      assertTrue(op.ports().stream().noneMatch(Port::differentiable));
      Tensor x = Tensor.vector(1, 0);
      assertThrows(IllegalArgumentException.class, () -> gradient(op, 0, value(op, x), x));
    }
  }

  @Test
  void concatAndPadMoveNoNumber() {
    Tensor left = matrix(row(1, 2), row(3, 4));
    Tensor right = matrix(row(5), row(6));
    Op beside = new Concat(1, 2);
    Tensor joined = matrix(row(1, 2, 5), row(3, 4, 6));
    assertEquals(joined, value(beside, left, right));
    assertEquals(left, gradient(beside, 0, joined, left, right));
    assertEquals(right, gradient(beside, 1, joined, left, right));
    Op pad = new Pad(List.of(0), 1, 2);
    assertEquals(matrix(row(0, 0), row(1, 2), row(3, 4), row(0, 0), row(0, 0)), value(pad, left));
    Tensor upstream = matrix(row(9, 9), row(1, 2), row(3, 4), row(9, 9), row(9, 9));
    assertEquals(left, gradient(pad, 0, upstream, left));
  }

  /// By hand; the rows divisor is Weidman's, the other PyTorch's.
  @Test
  void squaredErrors() {
    Tensor y = matrix(row(1, 2), row(3, 5));
    Tensor t = matrix(row(0, 2), row(5, 2));
    assertEquals(14 / 4.0, value(new MeanSquaredError(false), y, t).item());
    assertEquals(14 / 2.0, value(new MeanSquaredError(true), y, t).item());
    assertEquals(14 / 2.0, value(new SumSquaredError(), y, t).item());
    Tensor two = Tensor.scalar(2);
    assertEquals(
        matrix(row(1, 0), row(-2, 3)), gradient(new MeanSquaredError(false), 0, two, y, t));
    assertEquals(matrix(row(2, 0), row(-4, 6)), gradient(new MeanSquaredError(true), 0, two, y, t));
    assertEquals(matrix(row(2, 0), row(-4, 6)), gradient(new SumSquaredError(), 0, two, y, t));
    // Saito's example: label 2, ten probabilities
    Tensor probabilities = Tensor.vector(0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0);
    Tensor label = Tensor.zeros(Shape.of(10)).with(2, 1);
    assertEquals(0.0975, value(new SumSquaredError(), probabilities, label).item(), 1e-15);
  }

  @Test
  void binaryCrossEntropyIsZeroForCertaintyAndInfiniteForACertainMistake() {
    Op loss = new BinaryCrossEntropy(0);
    assertEquals(0, value(loss, Tensor.vector(0, 1), Tensor.vector(0, 1)).item());
    assertEquals(INFINITY, value(loss, Tensor.vector(1, 1), Tensor.vector(0, 1)).item());
    assertEquals(
        -Math.log(1e-7),
        value(new BinaryCrossEntropy(1e-7), Tensor.scalar(1), Tensor.scalar(0)).item(),
        1e-6);
    // of one sigmoid the two steps make y − t
    Tensor x = Tensor.scalar(0.3);
    Op sigmoid = Ops.of(Functions.SIGMOID);
    Tensor y = value(sigmoid, x);
    Tensor dy = gradient(loss, 0, Tensor.scalar(1), y, Tensor.scalar(1));
    assertEquals(y.item() - 1, gradient(sigmoid, 0, dy, x).item(), 1e-15);
  }

  @Test
  void binaryCrossEntropyOfASoftmaxIsNotTheGradientThatTheNotebookHas() {
    Tensor scores = matrix(row(1, 2, 0.5), row(0.3, -1, 2));
    Tensor t = matrix(row(0, 1, 0), row(1, 0, 0));
    Op loss = new BinaryCrossEntropy(0);
    Tensor p = value(new Softmax(), scores);
    Tensor dp = gradient(loss, 0, Tensor.scalar(1), p, t);
    Tensor dx = gradient(new Softmax(), 0, dp, scores);
    Tensor notebook = p.zip(t, (a, b) -> (a - b) / 2);
    assertTrue(Math.abs(dx.get(0) - notebook.get(0)) > 0.05);
  }

  /// An even filter keeps the size with one zero more after than before.
  @Test
  void samePaddingKeepsTheSize() {
    Op same = Ops.create("conv1d", java.util.Map.of("padding", "same"));
    Tensor x = Tensor.vector(1, 2, 3, 4);
    assertEquals(Tensor.vector(3, 5, 7, 4), value(same, x, Tensor.vector(1, 1)));
    assertEquals(Tensor.vector(3, 6, 9, 7), value(same, x, Tensor.vector(1, 1, 1)));
    assertEquals(
        Tensor.vector(6, 7),
        value(new Conv1d(2, ConvolutionSettings.SAME, 1, 1, false), x, Tensor.vector(1, 1, 1)));
  }
}
