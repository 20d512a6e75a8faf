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
}
