package backprop.formula;

import static backprop.formula.Expr.call;
import static backprop.formula.Expr.num;

import backprop.message.NumberText;
import java.util.List;

/// Makes formulas short enough to read, without changing what they mean for finite numbers.
///
/// It folds constants (where the result is as short as its parts), drops 0 and 1, gathers signs and
/// joins powers. It does not expand, factor or look for the shortest form. It is for showing: a
/// derivative is evaluated as it stands in the table, where 0 · ∞ is NaN and not 0.
public final class Simplifier {
  private Simplifier() {}

  /// The same formula, shorter or as it was.
  public static Expr simplify(Expr expr) {
    return switch (expr) {
      case Expr.Num _, Expr.Var _ -> expr;
      case Expr.Call(ScalarFunction function, List<Expr> arguments) -> {
        List<Expr> parts = arguments.stream().map(Simplifier::simplify).toList();
        yield function.arity() == 1
            ? unary(function, parts.get(0))
            : binary(function, parts.get(0), parts.get(1));
      }
    };
  }

  private static Expr unary(ScalarFunction f, Expr a) {
    if (a instanceof Expr.Num(double value)) {
      double folded = f.value(value);
      if (f == Functions.NEGATE || isShort(folded)) {
        return num(folded);
      }
    }
    if (f == Functions.NEGATE) {
      return negate(a);
    }
    if (f == Functions.IDENTITY) {
      return a;
    }
    if (f == Functions.RECIPROCAL) {
      return divide(num(1), a);
    }
    if (f == Functions.LOG
        && a instanceof Expr.Call(ScalarFunction inner, var of)
        && inner == Functions.EXP) {
      return of.get(0);
    }
    return call(f, a);
  }

  private static Expr binary(ScalarFunction f, Expr a, Expr b) {
    if (a instanceof Expr.Num(double x)
        && b instanceof Expr.Num(double y)
        && isShort(f.value(x, y))) {
      return num(f.value(x, y));
    }
    if (f == Functions.ADD) {
      return add(a, b);
    }
    if (f == Functions.SUB) {
      return subtract(a, b);
    }
    if (f == Functions.MUL || f == Functions.TIMES) {
      return multiply(a, b);
    }
    if (f == Functions.DIV) {
      return divide(a, b);
    }
    return f == Functions.POW ? power(a, b) : call(f, a, b);
  }

  private static Expr add(Expr a, Expr b) {
    if (isNum(a, 0)) {
      return b;
    }
    if (isNum(b, 0)) {
      return a;
    }
    if (isNegative(b)) {
      return subtract(a, negate(b));
    }
    if (isNegative(a)) {
      return subtract(b, negate(a));
    }
    return a.equals(b) ? multiply(num(2), a) : call(Functions.ADD, a, b);
  }

  private static Expr subtract(Expr a, Expr b) {
    if (isNum(b, 0)) {
      return a;
    }
    if (isNum(a, 0)) {
      return negate(b);
    }
    if (isNegative(b)) {
      return add(a, negate(b));
    }
    return a.equals(b) ? num(0) : call(Functions.SUB, a, b);
  }

  private static Expr negate(Expr a) {
    if (a instanceof Expr.Num(double value)) {
      return num(0 - value);
    }
    if (a instanceof Expr.Call(ScalarFunction f, List<Expr> parts)) {
      if (f == Functions.NEGATE) {
        return parts.get(0);
      }
      if (f == Functions.SUB) {
        return call(Functions.SUB, parts.get(1), parts.get(0));
      }
      if ((f == Functions.MUL || f == Functions.DIV) && isNegative(parts.get(0))) {
        return binary(f, negate(parts.get(0)), parts.get(1));
      }
    }
    return call(Functions.NEGATE, a);
  }

  private static Expr multiply(Expr a, Expr b) {
    if (isNum(a, 0) || isNum(b, 0)) {
      return num(0);
    }
    if (isNegative(a) || isNegative(b)) {
      Expr product = multiply(isNegative(a) ? negate(a) : a, isNegative(b) ? negate(b) : b);
      return isNegative(a) == isNegative(b) ? product : negate(product);
    }
    if (isNum(a, 1)) {
      return b;
    }
    if (isNum(b, 1)) {
      return a;
    }
    if (b instanceof Expr.Num && !(a instanceof Expr.Num)) {
      return multiply(b, a);
    }
    if (a instanceof Expr.Num
        && b instanceof Expr.Call(ScalarFunction f, List<Expr> parts)
        && f == Functions.MUL
        && parts.get(0) instanceof Expr.Num) {
      Expr factor = binary(Functions.MUL, a, parts.get(0));
      return factor instanceof Expr.Num
          ? multiply(factor, parts.get(1))
          : call(Functions.MUL, a, b);
    }
    if (b instanceof Expr.Call(ScalarFunction f, List<Expr> parts)
        && f == Functions.DIV
        && isNum(parts.get(0), 1)) {
      return divide(a, parts.get(1));
    }
    if (!(a instanceof Expr.Num) && base(a).equals(base(b))) {
      return power(base(a), binary(Functions.ADD, exponent(a), exponent(b)));
    }
    return call(Functions.MUL, a, b);
  }

  private static Expr divide(Expr a, Expr b) {
    if (isNum(a, 0) && !isNum(b, 0)) {
      return num(0);
    }
    if (isNum(b, 1)) {
      return a;
    }
    if (isNegative(a) || isNegative(b)) {
      Expr quotient = divide(isNegative(a) ? negate(a) : a, isNegative(b) ? negate(b) : b);
      return isNegative(a) == isNegative(b) ? quotient : negate(quotient);
    }
    if (!(a instanceof Expr.Num) && a.equals(b)) {
      return num(1);
    }
    return call(Functions.DIV, a, b);
  }

  private static Expr power(Expr a, Expr b) {
    if (isNum(b, 0) || isNum(a, 1)) {
      return num(1);
    }
    if (isNum(b, 1)) {
      return a;
    }
    if (a instanceof Expr.Call(ScalarFunction f, List<Expr> parts)
        && f == Functions.POW
        && isWhole(parts.get(1))
        && isWhole(b)) {
      return power(parts.get(0), binary(Functions.MUL, parts.get(1), b));
    }
    return call(Functions.POW, a, b);
  }

  private static Expr base(Expr a) {
    return isPower(a) ? ((Expr.Call) a).arguments().get(0) : a;
  }

  private static Expr exponent(Expr a) {
    return isPower(a) ? ((Expr.Call) a).arguments().get(1) : num(1);
  }

  private static boolean isPower(Expr a) {
    return a instanceof Expr.Call(ScalarFunction f, List<Expr> parts)
        && f == Functions.POW
        && isWhole(parts.get(1));
  }

  private static boolean isWhole(Expr a) {
    return a instanceof Expr.Num(double value) && value == Math.rint(value);
  }

  private static boolean isNum(Expr a, double value) {
    return a instanceof Expr.Num(double own) && own == value;
  }

  /// Whether a minus sign stands in front.
  private static boolean isNegative(Expr a) {
    return switch (a) {
      case Expr.Num(double value) -> value < 0;
      case Expr.Var _ -> false;
      case Expr.Call(ScalarFunction f, List<Expr> parts) ->
          f == Functions.NEGATE
              || ((f == Functions.MUL || f == Functions.DIV) && isNegative(parts.get(0)));
    };
  }

  /// Whether the number is written without rounding.
  private static boolean isShort(double value) {
    return NumberText.parse(NumberText.of(value)).orElse(Double.NaN) == value;
  }
}
