package backprop.formula;

import static backprop.formula.Expr.call;
import static backprop.formula.Expr.num;

import java.util.List;
import java.util.Optional;

/// Recognises compositions that have a name: 1 / (1 + exp(−x)) is sigmoid(x).
///
/// The named function has a shorter derivative in its own value, y(1 − y), and no overflow on the
/// way. The patterns are equalities for every finite number.
public final class Patterns {
  private Patterns() {}

  /// The formula with every pattern replaced by its name; the formula should be simplified.
  public static Expr recognised(Expr expr) {
    if (!(expr instanceof Expr.Call(ScalarFunction f, List<Expr> arguments))) {
      return expr;
    }
    Expr.Call whole = new Expr.Call(f, arguments.stream().map(Patterns::recognised).toList());
    if (f == Functions.DIV) {
      return quotient(whole.arguments().get(0), whole.arguments().get(1)).orElse(whole);
    }
    return f == Functions.RECIPROCAL
        ? quotient(num(1), whole.arguments().get(0)).orElse(whole)
        : whole;
  }

  private static Optional<Expr> quotient(Expr top, Expr bottom) {
    Optional<Expr> tanh = tanh(top, bottom);
    if (tanh.isPresent()) {
      return tanh;
    }
    // Of the factors below the line one may be the sigmoid's: x / (1 + exp(−x)) is x · sigmoid(x).
    Factors below = Factors.of(bottom);
    for (Expr base : List.copyOf(below.powers().keySet())) {
      Optional<Expr> exponent = onePlusExp(base);
      int times = below.powers().getOrDefault(base, 0);
      if (exponent.isEmpty() || times < 1) {
        continue;
      }
      Optional<Expr> sigmoid = sigmoid(exponent.get());
      if (sigmoid.isPresent()) {
        Expr power = times == 1 ? sigmoid.get() : call(Functions.POW, sigmoid.get(), num(times));
        return Optional.of(over(call(Functions.MUL, top, power), below, base, times));
      }
      Factors above = Factors.of(top);
      Expr raised = call(Functions.EXP, exponent.get());
      if (above.powers().getOrDefault(raised, 0) == 1) {
        Expr rest =
            call(
                Functions.MUL,
                above.without(raised, 1).build(),
                call(Functions.SIGMOID, exponent.get()));
        return Optional.of(over(rest, below, base, 1));
      }
    }
    return Optional.empty();
  }

  private static Expr over(Expr top, Factors below, Expr base, int times) {
    return Simplifier.simplify(call(Functions.DIV, top, below.without(base, times).build()));
  }

  /// The u of 1 + exp(u).
  private static Optional<Expr> onePlusExp(Expr expr) {
    if (expr instanceof Expr.Call(ScalarFunction f, List<Expr> parts) && f == Functions.ADD) {
      Expr other =
          parts.get(0).equals(num(1))
              ? parts.get(1)
              : parts.get(1).equals(num(1)) ? parts.get(0) : num(0);
      return argument(other, Functions.EXP);
    }
    return Optional.empty();
  }

  /// sigmoid(x) for the exponent −x.
  private static Optional<Expr> sigmoid(Expr exponent) {
    Factors factors = Factors.of(exponent);
    return factors.isNegative()
        ? Optional.of(
            call(
                Functions.SIGMOID,
                factors.withNumber(false, factors.above(), factors.below()).build()))
        : Optional.empty();
  }

  /// tanh(x) for (exp(x) − exp(−x)) / (exp(x) + exp(−x)).
  private static Optional<Expr> tanh(Expr top, Expr bottom) {
    if (top instanceof Expr.Call(ScalarFunction minus, List<Expr> difference)
        && minus == Functions.SUB
        && bottom instanceof Expr.Call(ScalarFunction plus, List<Expr> sum)
        && plus == Functions.ADD
        && difference.equals(sum)) {
      Optional<Expr> x = argument(sum.get(0), Functions.EXP);
      Optional<Expr> minusX = argument(sum.get(1), Functions.EXP);
      if (x.isPresent()
          && minusX.isPresent()
          && Simplifier.simplify(call(Functions.NEGATE, x.get())).equals(minusX.get())) {
        return Optional.of(call(Functions.TANH, x.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Expr> argument(Expr expr, ScalarFunction function) {
    return expr instanceof Expr.Call(ScalarFunction f, List<Expr> parts) && f == function
        ? Optional.of(parts.get(0))
        : Optional.empty();
  }
}
