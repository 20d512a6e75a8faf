package backprop.formula;

import static backprop.formula.Expr.call;
import static backprop.formula.Expr.num;
import static backprop.formula.Expr.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Oracle: derivatives as a textbook has them; and for generated formulas central differences with
/// Richardson's extrapolation, at random points.
class DerivativeTest {
  /// How far a simplified derivative may be from the one it was made of, against the largest number
  /// met on the way.
  private static final double ROUNDING = 1e-9;

  /// How far it may be from the numerical one, against the largest number met on the way.
  private static final double NUMERICAL = 1e-6;

  private static final Expr X = var("x");
  private static final Expr Y = var("y");

  static Stream<Arguments> textbook() {
    Expr square = call(Functions.POW, call(Functions.ADD, X, Y), num(2));
    Expr product = call(Functions.MUL, call(Functions.ADD, X, Y), call(Functions.ADD, X, Y));
    Expr discs =
        call(
            Functions.RECIPROCAL,
            call(Functions.ADD, call(Functions.EXP, call(Functions.MUL, X, num(-1))), num(1)));
    Expr negated =
        call(
            Functions.DIV,
            num(1),
            call(Functions.ADD, num(1), call(Functions.EXP, call(Functions.NEGATE, X))));
    Expr u = call(Functions.ADD, var("q"), X);
    return Stream.of(
        Arguments.of(square, "x", "2(x + y)"),
        Arguments.of(product, "x", "2(x + y)"),
        Arguments.of(discs, "x", "sigmoid(x)(1 - sigmoid(x))"),
        Arguments.of(negated, "x", "sigmoid(x)(1 - sigmoid(x))"),
        Arguments.of(call(Functions.MUL, X, discs), "x", "sigmoid(x)(1 + x * (1 - sigmoid(x)))"),
        Arguments.of(
            call(Functions.LOG, call(Functions.ADD, num(1), call(Functions.EXP, X))),
            "x",
            "sigmoid(x)"),
        Arguments.of(call(Functions.TANH, X), "x", "1 - tanh(x)^2"),
        Arguments.of(call(Functions.MUL, X, call(Functions.LOG, X)), "x", "log(x) + 1"),
        Arguments.of(call(Functions.POW, X, Y), "x", "y * x^(y - 1)"),
        Arguments.of(call(Functions.POW, X, Y), "y", "x^y * log(x)"),
        Arguments.of(call(Functions.DIV, X, Y), "y", "-x / y^2"),
        Arguments.of(call(Functions.ABS, X), "x", "mask(x) - mask(-x)"),
        Arguments.of(call(Functions.RELU, X), "x", "mask(x)"),
        Arguments.of(call(Functions.MAX, X, Y), "x", "(1 + mask(x - y) - mask(y - x)) / 2"),
        Arguments.of(call(Functions.SQRT, X), "x", "1 / (2sqrt(x))"),
        Arguments.of(X, "y", "0"),
        Arguments.of(
            call(Functions.ADD, call(Functions.COS, var("q")), call(Functions.MUL, u, u)),
            "q",
            "2(q + x) - sin(q)"));
  }

  @ParameterizedTest
  @MethodSource
  void textbook(Expr expr, String by, String expected) {
    assertEquals(expected, LinePrinter.print(Derivative.simplified(expr, by)));
  }

  @Test
  void generatedFormulasAgreeWithTheNumbers() {
    int compared = 0;
    for (int seed = 0; seed < 1000; seed++) {
      GeneratedFormulas random = new GeneratedFormulas(seed);
      Expr expr = random.formula(5);
      Expr raw = Derivative.of(expr, "x");
      Expr simple = Derivative.simplified(expr, "x");
      for (int point = 0; point < 2; point++) {
        Map<String, Double> at = Map.of("x", random.number(), "y", random.number());
        double magnitude = Math.max(1, Math.max(magnitude(raw, at), magnitude(expr, at)));
        if (!(magnitude < 1e6) || GeneratedFormulas.isNearKink(expr, at)) {
          continue; // not where something is infinite, NaN, huge or bent on the way
        }
        String words = LinePrinter.print(expr) + " gave " + LinePrinter.print(simple) + " at " + at;
        double symbolic = value(simple, at);
        assertEquals(value(raw, at), symbolic, ROUNDING * magnitude, words);
        assertEquals(symbolic, value(LinePrinter.inWords(simple), at), ROUNDING * magnitude, words);
        double[] numerical = richardson(expr, at);
        if (numerical[1] < NUMERICAL * magnitude) {
          compared++;
          assertEquals(numerical[0], symbolic, NUMERICAL * magnitude + 10 * numerical[1], words);
        }
      }
    }
    assertTrue(compared > 800, "compared " + compared);
  }

  static double value(Expr expr, Map<String, Double> at) {
    return Evaluation.evaluate(expr, name -> at.getOrDefault(name, Double.NaN));
  }

  /// A derivative by x, and how far it may be off.
  private static double[] richardson(Expr expr, Map<String, Double> at) {
    double x = at.getOrDefault("x", 0.0);
    double[] rough = new double[3];
    for (int i = 0; i < rough.length; i++) {
      double h = 1e-2 / (1 << (2 * i));
      rough[i] = (at(expr, at, x + h) - at(expr, at, x - h)) / (2 * h);
    }
    double better = rough[1] + (rough[1] - rough[0]) / 15;
    double best = rough[2] + (rough[2] - rough[1]) / 15;
    double extrapolated = best + (best - better) / 255;
    return new double[] {extrapolated, Math.abs(extrapolated - best) + 1e-10};
  }

  private static double at(Expr expr, Map<String, Double> at, double x) {
    return Evaluation.evaluate(
        expr, name -> name.equals("x") ? x : at.getOrDefault(name, Double.NaN));
  }

  /// The largest number met on the way: what rounding is relative to; ∞ where one is no number.
  static double magnitude(Expr expr, Map<String, Double> at) {
    double own = Math.abs(value(expr, at));
    if (Double.isNaN(own)) {
      return Double.POSITIVE_INFINITY;
    }
    if (expr instanceof Expr.Call(var _, List<Expr> parts)) {
      for (Expr part : parts) {
        own = Math.max(own, magnitude(part, at));
      }
    }
    return own;
  }

  @Test
  void anUnknownFunctionHasAnUnknownDerivative() {
    ScalarFunction f = ScalarFunction.unknown("y1");
    Expr wx = call(Functions.MUL, var("w"), X);
    Expr derivative = Derivative.simplified(call(f, wx), "w");
    assertEquals("x · y1′(w · x)", PlainPrinter.print(derivative));
    assertEquals("x\\cdot y_{1}'(w\\cdot x)", LatexPrinter.print(derivative));
    Expr twice = call(Functions.ADD, call(f, wx), call(f, wx));
    assertEquals("2x · y1′(w · x)", PlainPrinter.print(Derivative.simplified(twice, "w")));
    assertTrue(f.isUnknown() && Double.isNaN(f.value(1)));
  }
}
