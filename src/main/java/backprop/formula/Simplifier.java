package backprop.formula;

import static backprop.formula.Expr.call;
import static backprop.formula.Expr.num;

import java.util.List;

/// Makes formulas short enough to read, without changing what they mean.
///
/// It folds constants where nothing has to be rounded for it, drops 0 and 1, gathers signs, joins
/// powers and like terms, and puts in front what all terms have in common where that is shorter. It
/// does not expand. Sound in this sense: wherever a formula has a finite value, every part of it
/// included, the simplified one has the same up to rounding; where it has none (0 / 0 in x / x, 0 ·
/// ∞ in 0 · log 0) the simplified one may have one. Nothing that may lose a value is done: √(x²)
/// stays, as it is |x| and not x. It is for showing: a derivative is evaluated as it stands in the
/// table, where 0 · ∞ is NaN and not 0.
public final class Simplifier {
  private static final int MOST_ROUNDS = 4;

  private Simplifier() {}

  /// The same formula, shorter or as it was.
  public static Expr simplify(Expr expr) {
    Expr now = once(expr);
    for (int round = 1; round < MOST_ROUNDS; round++) {
      Expr next = once(now);
      if (next.equals(now)) {
        return now;
      }
      now = next;
    }
    return now;
  }

  private static Expr once(Expr expr) {
    return switch (expr) {
      case Expr.Num(double value) -> value == 0 ? num(0) : expr;
      case Expr.Var _ -> expr;
      case Expr.Call(ScalarFunction function, List<Expr> arguments) -> {
        List<Expr> parts = arguments.stream().map(Simplifier::once).toList();
        yield function.arity() == 1
            ? unary(function, parts.get(0))
            : binary(function, parts.get(0), parts.get(1));
      }
    };
  }

  private static Expr unary(ScalarFunction f, Expr a) {
    if (f == Functions.NEGATE || f == Functions.RECIPROCAL) {
      return Factors.of(call(f, a)).build();
    }
    if (f == Functions.IDENTITY) {
      return a;
    }
    if (a instanceof Expr.Num(double value) && Numbers.isShort(f.value(value))) {
      return num(f.value(value));
    }
    if (a instanceof Expr.Call(ScalarFunction inner, var of)) {
      boolean undone =
          (f == Functions.LOG && inner == Functions.EXP)
              || (f == Functions.EXP && inner == Functions.LOG);
      if (undone) {
        return of.get(0);
      }
    }
    return call(f, a);
  }

  private static Expr binary(ScalarFunction f, Expr a, Expr b) {
    if (f == Functions.ADD || f == Functions.SUB) {
      return Terms.sum(a, b, f == Functions.SUB);
    }
    if (f == Functions.MUL || f == Functions.TIMES || f == Functions.DIV) {
      return Factors.of(call(f, a, b)).build();
    }
    if (a instanceof Expr.Num(double x)
        && b instanceof Expr.Num(double y)
        && Numbers.isShort(f.value(x, y))) {
      return num(f.value(x, y));
    }
    if (f == Functions.POW) {
      return power(a, b);
    }
    return (f == Functions.MAX || f == Functions.MIN) && a.equals(b) ? a : call(f, a, b);
  }

  private static Expr power(Expr a, Expr b) {
    if (a.equals(num(1))) {
      return num(1);
    }
    return b instanceof Expr.Num(double exponent) && Numbers.isWhole(exponent)
        ? Factors.of(call(Functions.POW, a, b)).build()
        : call(Functions.POW, a, b);
  }
}
