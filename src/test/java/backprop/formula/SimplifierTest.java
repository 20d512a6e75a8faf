package backprop.formula;

import static backprop.formula.Expr.call;
import static backprop.formula.Expr.num;
import static backprop.formula.Expr.var;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.tensor.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Oracle: algebra by hand; and for random formulas, that a simplified one has the same value and
/// is no longer.
class SimplifierTest {
  /// The number −2 becomes the negative of 2.
  private static final int SIGN_IN_FRONT = 1;

  /// `(x · y)²` becomes `x² · y²`: one power more for every factor more.
  private static final int POWER_MORE = 2;

  private static final Expr X = var("x");
  private static final Expr Y = var("y");

  private static Expr add(Expr a, Expr b) {
    return call(Functions.ADD, a, b);
  }

  private static Expr sub(Expr a, Expr b) {
    return call(Functions.SUB, a, b);
  }

  private static Expr mul(Expr a, Expr b) {
    return call(Functions.MUL, a, b);
  }

  private static Expr div(Expr a, Expr b) {
    return call(Functions.DIV, a, b);
  }

  private static Expr pow(Expr a, Expr b) {
    return call(Functions.POW, a, b);
  }

  private static Expr neg(Expr a) {
    return call(Functions.NEGATE, a);
  }

  static Stream<Arguments> byHand() {
    return Stream.of(
        Arguments.of("x", add(num(0), X)),
        Arguments.of("x", mul(num(1), mul(X, num(1)))),
        Arguments.of("0", mul(X, mul(num(0), Y))),
        Arguments.of("5", add(num(2), num(3))),
        Arguments.of("1 / 3", div(num(1), num(3))),
        Arguments.of("0.5", div(num(1), num(2))),
        Arguments.of("x − y", add(X, neg(Y))),
        Arguments.of("x + y", sub(X, neg(Y))),
        Arguments.of("y − x", neg(sub(X, Y))),
        Arguments.of("x", neg(neg(X))),
        Arguments.of("−x · y", mul(X, neg(Y))),
        Arguments.of("x · y", mul(neg(X), neg(Y))),
        Arguments.of("−x", mul(num(-1), X)),
        Arguments.of("−2x", mul(X, num(-2))),
        Arguments.of("6x", mul(num(2), mul(num(3), X))),
        Arguments.of("2x", add(X, X)),
        Arguments.of("0", sub(X, X)),
        Arguments.of("1", div(X, X)),
        Arguments.of("x²", mul(X, X)),
        Arguments.of("x⁵", mul(pow(X, num(2)), pow(X, num(3)))),
        Arguments.of("x⁶", pow(pow(X, num(2)), num(3))),
        Arguments.of("x", pow(X, num(1))),
        Arguments.of("1", pow(X, num(0))),
        Arguments.of("x / y", mul(X, div(num(1), Y))),
        Arguments.of("−1 / y", div(num(1), neg(Y))),
        Arguments.of("2(x + y)", mul(num(2), mul(add(X, Y), num(1)))),
        Arguments.of("1 / x", call(Functions.RECIPROCAL, X)),
        Arguments.of("x", call(Functions.LOG, call(Functions.EXP, X))),
        Arguments.of("exp(0.5)", call(Functions.EXP, num(0.5))),
        Arguments.of("1", call(Functions.EXP, num(0))),
        Arguments.of("0.03x", mul(num(0.1), mul(num(0.3), X))),
        Arguments.of("2x / 3", div(mul(num(4), X), num(6))),
        Arguments.of("3x + y", add(X, add(Y, add(X, X)))),
        Arguments.of("2x · y", add(mul(X, Y), mul(Y, X))),
        Arguments.of("2(x + y)", add(mul(num(2), X), mul(num(2), Y))),
        Arguments.of("exp(x)(1 + x)", add(call(Functions.EXP, X), mul(X, call(Functions.EXP, X)))),
        Arguments.of("(x + 1) / y", add(div(X, Y), div(num(1), Y))),
        Arguments.of("x", mul(call(Functions.SQRT, X), call(Functions.SQRT, X))),
        Arguments.of("√(x²)", call(Functions.SQRT, pow(X, num(2)))),
        Arguments.of("x / 0", div(X, num(0))),
        Arguments.of("0 / 0", div(num(0), num(0))),
        Arguments.of("0 · ∞", mul(num(0), num(Double.POSITIVE_INFINITY))),
        Arguments.of("∞ − ∞", sub(num(Double.POSITIVE_INFINITY), num(Double.POSITIVE_INFINITY))),
        Arguments.of("(x²)^0.5", pow(pow(X, num(2)), num(0.5))));
  }

  @ParameterizedTest
  @MethodSource
  void byHand(String expected, Expr expr) {
    assertEquals(expected, PlainPrinter.print(Simplifier.simplify(expr)));
  }

  @Test
  void aSimplifiedFormulaHasTheSameValueAndIsNoLonger() {
    double relative = 1e-9;
    int shortened = 0;
    for (int seed = 0; seed < 2000; seed++) {
      Expr expr = random(new ArrayList<>(List.of(CounterRandom.key(seed, 1), 0L)), 4);
      Expr simple = Simplifier.simplify(expr);
      assertTrue(
          size(simple) <= size(expr) + SIGN_IN_FRONT + POWER_MORE * powerOfProducts(expr),
          PlainPrinter.print(expr));
      shortened += size(simple) < size(expr) ? 1 : 0;
      Map<String, Double> at = Map.of("x", 0.7 + seed % 7, "y", 1.3 + seed % 5);
      double before = Evaluation.evaluate(expr, name -> at.getOrDefault(name, Double.NaN));
      double after = Evaluation.evaluate(simple, name -> at.getOrDefault(name, Double.NaN));
      if (magnitude(expr, at) < 1e12) { // not where something is infinite or NaN on the way
        assertEquals(
            before,
            after,
            relative * Math.max(1, magnitude(expr, at)),
            () -> PlainPrinter.print(expr) + " became " + PlainPrinter.print(simple));
      }
    }
    assertTrue(shortened > 500, "shortened " + shortened);
  }

  /// The largest number met on the way: what rounding is relative to.
  private static double magnitude(Expr expr, Map<String, Double> at) {
    double own = Math.abs(Evaluation.evaluate(expr, name -> at.getOrDefault(name, Double.NaN)));
    if (expr instanceof Expr.Call(var _, List<Expr> parts)) {
      for (Expr part : parts) {
        own = Math.max(own, magnitude(part, at));
      }
    }
    return own;
  }

  private static Expr random(List<Long> state, int depth) {
    int choice = next(state, depth == 0 ? 4 : 12);
    return switch (choice) {
      case 0, 1 -> X;
      case 2 -> Y;
      case 3 -> num(next(state, 5) - 2);
      case 4 -> add(random(state, depth - 1), random(state, depth - 1));
      case 5 -> sub(random(state, depth - 1), random(state, depth - 1));
      case 6, 7 -> mul(random(state, depth - 1), random(state, depth - 1));
      case 8 -> div(random(state, depth - 1), random(state, depth - 1));
      case 9 -> neg(random(state, depth - 1));
      case 10 -> pow(random(state, depth - 1), num(next(state, 4)));
      default -> call(Functions.SIN, random(state, depth - 1));
    };
  }

  private static int next(List<Long> state, int bound) {
    state.set(1, state.get(1) + 1);
    return CounterRandom.below(state.get(0), state.get(1), bound);
  }

  private static int size(Expr expr) {
    return Terms.size(expr);
  }

  /// How many factors stand below powers.
  private static int powerOfProducts(Expr expr) {
    if (!(expr instanceof Expr.Call(ScalarFunction f, List<Expr> parts))) {
      return 0;
    }
    return (f == Functions.POW ? size(parts.get(0)) : 0)
        + parts.stream().mapToInt(SimplifierTest::powerOfProducts).sum();
  }
}
