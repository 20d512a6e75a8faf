package backprop.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import backprop.autodiff.NumericalGradient;
import backprop.formula.Functions;
import backprop.message.Language;
import backprop.message.Message;
import backprop.message.Messages;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;

/// Oracle: extrapolated central differences, for every operation of the table, over seeded inputs,
/// shapes and settings.
///
/// The gradients must agree relative to the larger of the two, or to a thousandth of the tensor's
/// largest where a number is smaller than that.
public class OpGradientTest {
  private static final double RELATIVE = 1e-8;
  private static final double SMALL_SHARE = 1e-3;
  private static final int SEEDS = 3;
  private static final OpContext CONTEXT = new OpContext(true, 11, "node", 2);

  /// No gradient, or one that is 0 as every multiple of it.
  private static final Set<String> FLAT = Set.of("mask", "trunc", "argmax", "one_hot");

  /// One operation with the shapes it is tried on, and how normal numbers become its inputs.
  public record Case(Op op, List<Shape> shapes, List<DoubleUnaryOperator> domains) {}

  private static final DoubleUnaryOperator ANY = x -> 1.5 * x;
  private static final DoubleUnaryOperator POSITIVE = x -> 0.3 + Math.abs(x);
  private static final DoubleUnaryOperator NOT_NEAR_ZERO = x -> x + Math.copySign(0.5, x);
  private static final DoubleUnaryOperator PROBABILITY = x -> 0.5 + 0.45 * Math.tanh(x);
  private static final int SAME = ConvolutionSettings.SAME;
  private static final DoubleUnaryOperator BETWEEN_POLES = x -> Math.tanh(x) * 1.2;

  private static final List<Shape> SINGLE =
      List.of(Shape.scalar(), Shape.of(3), Shape.of(2, 3), Shape.of(2, 1, 3), Shape.of(1));

  private static final List<List<Shape>> PAIRS =
      List.of(
          List.of(Shape.scalar(), Shape.scalar()),
          List.of(Shape.of(2, 3), Shape.of(2, 3)),
          List.of(Shape.scalar(), Shape.of(2, 3)),
          List.of(Shape.of(2, 3), Shape.of(3)),
          List.of(Shape.of(2, 1), Shape.of(1, 3)),
          List.of(Shape.of(3, 1), Shape.of(2, 3, 4)));

  private static List<Case> unary(Op op, DoubleUnaryOperator domain) {
    return SINGLE.stream().map(shape -> new Case(op, List.of(shape), List.of(domain))).toList();
  }

  private static List<Case> binary(Op op, DoubleUnaryOperator left, DoubleUnaryOperator right) {
    return PAIRS.stream().map(pair -> new Case(op, pair, List.of(left, right))).toList();
  }

  private static Case of(Op op, Shape... shapes) {
    return new Case(op, List.of(shapes), Stream.of(shapes).map(shape -> ANY).toList());
  }

  /// The cases of one row of the table; a row without cases fails the test.
  public static List<Case> cases(OpType type) {
    Op op = type.create();
    return switch (op) {
      case ElementWise(var f) when f == Functions.LOG || f == Functions.SQRT -> unary(op, POSITIVE);
      case ElementWise(var f) when f == Functions.TAN -> unary(op, BETWEEN_POLES);
      case ElementWise(var f) when f == Functions.RECIPROCAL -> unary(op, NOT_NEAR_ZERO);
      case ElementWise(var f) when f == Functions.DIV -> binary(op, ANY, NOT_NEAR_ZERO);
      case ElementWise(var f) when f == Functions.POW -> binary(op, POSITIVE, ANY);
      case ElementWise(var f) -> f.arity() == 1 ? unary(op, ANY) : binary(op, ANY, ANY);
      case MatMul _ ->
          List.of(
              of(op, Shape.of(2, 3), Shape.of(3, 4)),
              of(op, Shape.of(3), Shape.of(3, 4)),
              of(op, Shape.of(2, 3), Shape.of(3)),
              of(op, Shape.of(3), Shape.of(3)),
              of(op, Shape.of(1, 1), Shape.of(1, 5)));
      case Affine _ ->
          List.of(
              of(op, Shape.of(2, 3), Shape.of(3, 4), Shape.of(4)),
              of(op, Shape.of(3), Shape.of(3, 4), Shape.of(4)),
              of(op, Shape.of(2, 2, 3), Shape.of(6, 2), Shape.of(1, 2)),
              of(op, Shape.of(2, 1, 2, 2), Shape.of(4, 3), Shape.of(3)));
      case Sum _ -> reductions(Sum::new);
      case Mean _ -> reductions(Mean::new);
      case AxisMax _ -> reductions(AxisMax::new);
      case Reshape _ ->
          List.of(
              of(new Reshape(Shape.of(-1, 2, 2)), Shape.of(3, 4)),
              of(new Reshape(Shape.of(6)), Shape.of(2, 3)),
              of(new Reshape(Shape.of(1, 1)), Shape.scalar()),
              of(op, Shape.of(2, 3)));
      case Flatten _ ->
          List.of(of(op, Shape.of(2, 3, 4)), of(op, Shape.of(2, 3)), of(op, Shape.of(3)));
      case Transpose _ ->
          List.of(
              of(op, Shape.of(2, 3)),
              of(op, Shape.of(2, 3, 4)),
              of(op, Shape.of(3)),
              of(new Transpose(List.of(1, 2, 0)), Shape.of(2, 3, 4)),
              of(new Transpose(List.of(0, -1, 1)), Shape.of(2, 3, 4)));
      case Softmax _ ->
          List.of(of(op, Shape.of(4)), of(op, Shape.of(3, 4)), of(op, Shape.of(2, 2, 3)));
      case SoftmaxLoss _ -> labels(op, ANY);
      case CrossEntropy _ ->
          Stream.of(labels(op, POSITIVE), labels(new CrossEntropy(1e-7), POSITIVE))
              .flatMap(List::stream)
              .toList();
      case Dropout _ ->
          List.of(
              of(new Dropout(0.5, false), Shape.of(4, 5)),
              of(new Dropout(0.8, true), Shape.of(4, 5)),
              of(new Dropout(1, true), Shape.scalar()));
      case Conv1d _ ->
          List.of(
              of(op, Shape.of(5), Shape.of(3)),
              of(new Conv1d(1, 1, 1, 1, true), Shape.of(2, 5), Shape.of(3), Shape.scalar()),
              of(new Conv1d(2, 1, 1, 1, true), Shape.of(2, 2, 6), Shape.of(3, 2, 3), Shape.of(3)),
              of(new Conv1d(1, 2, 2, 2, false), Shape.of(4, 7), Shape.of(2, 2, 2)),
              of(new Conv1d(1, SAME, 1, 1, false), Shape.of(5), Shape.of(4)),
              of(new Conv1d(2, SAME, 2, 1, false), Shape.of(6), Shape.of(3)));
      case Conv2d _ ->
          List.of(
              of(op, Shape.of(4, 4), Shape.of(3, 3)),
              of(new Conv2d(1, 1, 1, 1, true), Shape.of(2, 3, 4), Shape.of(3, 2), Shape.scalar()),
              of(
                  new Conv2d(2, 1, 1, 1, true),
                  Shape.of(2, 2, 5, 4),
                  Shape.of(3, 2, 3, 2),
                  Shape.of(3)),
              of(new Conv2d(1, 2, 2, 2, false), Shape.of(4, 3, 3), Shape.of(2, 2, 3, 2)),
              of(new Conv2d(3, 0, 1, 1, false), Shape.of(1, 1, 5, 5), Shape.of(2, 1, 2, 2)),
              of(
                  new Conv2d(2, 1, 2, 3, true),
                  Shape.of(2, 3, 5, 5),
                  Shape.of(6, 1, 2, 2),
                  Shape.of(6)),
              of(new Conv2d(1, SAME, 1, 1, false), Shape.of(1, 1, 3, 4), Shape.of(1, 1, 2, 3)));
      case LeakyRelu _ ->
          Stream.of(unary(op, ANY), unary(new LeakyRelu(0.3), ANY)).flatMap(List::stream).toList();
      case ArgMax _ -> List.of(of(op, Shape.of(3, 4)), of(new ArgMax(0), Shape.of(3, 4)));
      case OneHot _ ->
          List.of(
              new Case(op, List.of(Shape.of(5)), List.of(x -> Math.floorMod((int) (x * 9), 10))));
      case Concat _ ->
          List.of(
              of(op, Shape.of(2, 3), Shape.of(1, 3)),
              of(op, Shape.of(2), Shape.of(3)),
              of(new Concat(-1, 3), Shape.of(2, 3), Shape.of(2, 1), Shape.of(2, 2)),
              of(new Concat(1, 2), Shape.of(2, 1, 2, 2), Shape.of(2, 2, 2, 2)));
      case Pad _ ->
          List.of(
              of(op, Shape.of(3)),
              of(op, Shape.of(2, 3)),
              of(new Pad(List.of(-1), 0, 2), Shape.of(2, 3)),
              of(new Pad(List.of(2, 3), 2, 1), Shape.of(2, 1, 2, 3)));
      case BinaryCrossEntropy _ ->
          Stream.of(
                  labels(op, PROBABILITY),
                  labels(new BinaryCrossEntropy(1e-7), PROBABILITY),
                  List.of(
                      new Case(
                          op,
                          List.of(Shape.scalar(), Shape.scalar()),
                          List.of(PROBABILITY, PROBABILITY)),
                      new Case(
                          op,
                          List.of(Shape.of(2, 3, 2), Shape.of(2, 3, 2)),
                          List.of(PROBABILITY, PROBABILITY))))
              .flatMap(List::stream)
              .toList();
      case MeanSquaredError _ ->
          Stream.of(op, new MeanSquaredError(true)).flatMap(e -> errors(e).stream()).toList();
      case SumSquaredError _ -> errors(op);
      case BatchNorm _ ->
          List.of(
              of(op, Shape.of(4, 3), Shape.of(3), Shape.of(3)),
              of(op, Shape.of(3, 2, 4), Shape.of(2), Shape.of(2)),
              of(new BatchNorm(0.1, 0.9), Shape.of(2, 3, 2, 3), Shape.of(3), Shape.of(3)));
      case MaxPool2d _ -> pools(MaxPool2d::new);
      case AveragePool2d _ -> pools(AveragePool2d::new);
    };
  }

  private interface Pooler {
    Op of(int kernel, int stride, int padding);
  }

  private static List<Case> pools(Pooler pooler) {
    return List.of(
        of(pooler.of(2, 2, 0), Shape.of(4, 4)),
        of(pooler.of(2, 1, 0), Shape.of(2, 3, 4)),
        of(pooler.of(3, 2, 1), Shape.of(2, 2, 5, 4)),
        of(pooler.of(3, 3, 1), Shape.of(1, 1, 7, 8)),
        of(pooler.of(1, 1, 0), Shape.of(2, 2)));
  }

  private static List<Case> errors(Op op) {
    return List.of(
        of(op, Shape.scalar(), Shape.scalar()),
        of(op, Shape.of(4), Shape.of(4)),
        of(op, Shape.of(3, 4), Shape.of(3, 4)));
  }

  private interface Reducer {
    Op of(List<Integer> axes, boolean keep);
  }

  private static List<Case> reductions(Reducer reducer) {
    return List.of(
        of(reducer.of(List.of(), false), Shape.of(2, 3)),
        of(reducer.of(List.of(), true), Shape.of(2, 3)),
        of(reducer.of(List.of(), false), Shape.scalar()),
        of(reducer.of(List.of(0), false), Shape.of(3, 4)),
        of(reducer.of(List.of(-1), true), Shape.of(2, 3, 4)),
        of(reducer.of(List.of(2, 0), false), Shape.of(2, 3, 4)),
        of(reducer.of(List.of(1), false), Shape.of(2, 3, 4)));
  }

  private static List<Case> labels(Op op, DoubleUnaryOperator domain) {
    DoubleUnaryOperator index = x -> Math.floorMod((int) (x * 100), 4);
    return List.of(
        new Case(op, List.of(Shape.of(4), Shape.scalar()), List.of(domain, index)),
        new Case(op, List.of(Shape.of(4), Shape.of(4)), List.of(domain, POSITIVE)),
        new Case(op, List.of(Shape.of(3, 4), Shape.of(3)), List.of(domain, index)),
        new Case(op, List.of(Shape.of(3, 4), Shape.of(3, 4)), List.of(domain, POSITIVE)));
  }

  @TestFactory
  Stream<DynamicTest> everyOperationAgreesWithDifferences() {
    assertEquals(47, Ops.all().size(), "a new operation: give it cases, then count it here");
    return Ops.all().stream()
        .flatMap(
            type -> {
              List<Case> cases = cases(type);
              assertFalse(cases.isEmpty(), type.name());
              return cases.stream()
                  .map(
                      each ->
                          dynamicTest(
                              each.op + " on " + each.shapes,
                              () -> {
                                int checked = 0;
                                for (int seed = 1; seed <= SEEDS; seed++) {
                                  checked += check(each, seed, 1);
                                }
                                boolean flows =
                                    each.op.ports().stream().anyMatch(Port::differentiable);
                                assertEquals(flows, checked >= SEEDS, "checked: " + checked);
                              }));
            });
  }

  /// The check fails a gradient that is off by a millionth: it is not blind.
  @Test
  void theCheckSeesAGradientThatIsOffByAMillionth() {
    int seen = 0;
    int flat = 0;
    for (OpType type : Ops.all()) {
      if (FLAT.contains(type.name())) {
        flat++;
        continue;
      }
      try {
        check(cases(type).get(0), 1, 1 + 1e-6);
      } catch (AssertionError _) {
        seen++;
      }
    }
    assertEquals(FLAT.size(), flat);
    assertEquals(Ops.all().size() - flat, seen);
  }

  /// Checks every differentiable port; answers how many numbers were compared.
  private static int check(Case each, int seed, double distortion) {
    List<Tensor> inputs = new ArrayList<>();
    for (int port = 0; port < each.shapes.size(); port++) {
      long key = CounterRandom.key(seed, port);
      DoubleUnaryOperator domain = each.domains.get(port);
      inputs.add(
          Tensor.generate(
              each.shapes.get(port), i -> domain.applyAsDouble(CounterRandom.normal(key, i))));
    }
    Op op = each.op;
    assertEquals(inputs.size(), op.ports().size());
    Tensor output = op.value(inputs, CONTEXT);
    assertEquals(op.shape(each.shapes), output.shape());
    long key = CounterRandom.key(seed, 99);
    Tensor upstream = Tensor.generate(output.shape(), i -> CounterRandom.normal(key, i));
    int checked = 0;
    for (int port = 0; port < inputs.size(); port++) {
      if (op.ports().get(port).differentiable()) {
        Tensor backward =
            op.gradient(port, inputs, output, upstream, CONTEXT).map(g -> g * distortion);
        checked += compare(op, port, inputs, upstream, backward);
        agreesWithItsLocalDerivative(op, port, inputs, output, upstream);
      }
    }
    return checked;
  }

  private static int compare(
      Op op, int port, List<Tensor> inputs, Tensor upstream, Tensor backward) {
    Tensor x = inputs.get(port);
    assertEquals(x.shape(), backward.shape());
    Tensor numerical =
        NumericalGradient.vectorJacobian(
                moved -> {
                  List<Tensor> at = new ArrayList<>(inputs);
                  at.set(port, moved);
                  return op.value(at, CONTEXT);
                },
                x,
                upstream,
                op.kinkDistance(port, inputs),
                NumericalGradient.NEVER)
            .values();
    double largest = 0;
    for (int i = 0; i < x.size(); i++) {
      largest = Math.max(largest, Math.abs(backward.get(i)));
    }
    for (int i = 0; i < x.size(); i++) {
      double a = backward.get(i);
      double b = numerical.get(i);
      double scale = Math.max(Math.max(Math.abs(a), Math.abs(b)), SMALL_SHARE * largest);
      assertEquals(b, a, RELATIVE * scale, "port " + port + ", number " + i);
    }
    return x.size();
  }

  /// What is shown, times upstream, is what flows.
  private static void agreesWithItsLocalDerivative(
      Op op, int port, List<Tensor> inputs, Tensor output, Tensor upstream) {
    Tensor flows = op.gradient(port, inputs, output, upstream, CONTEXT);
    switch (op.localDerivative(port, inputs, output, CONTEXT)) {
      case LocalDerivative.Factor(double value, _) ->
          assertEquals(flows.item(), upstream.item() * value);
      case LocalDerivative.Elementwise(Tensor values, _) ->
          assertEquals(flows, upstream.zip(values, (u, v) -> u * v).sumTo(flows.shape()));
      case LocalDerivative.LinearMap(Message words, String plain, String latex) -> {
        assertFalse(plain.isBlank());
        assertTrue(
            new TeXFormula(latex).createTeXIcon(TeXConstants.STYLE_DISPLAY, 20).getIconWidth() > 0);
        for (Language language : Language.values()) {
          assertTrue(Messages.in(language).has(words.key()), words::key);
        }
      }
    }
  }
}
