package backprop.formula;

import static backprop.formula.Expr.call;
import static backprop.formula.Expr.num;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A product taken apart: a sign, a number over a number, and bases with whole exponents.
///
/// Bases that meet are joined (x · x is x², x / x is 1). The parts given must be simplified.
final class Factors {
  private static final int LARGEST_EXPONENT = 1000;

  /// Where sums stand among the factors: last.
  private static final int SUMS = 3;

  private boolean negative;
  private double above = 1;
  private double below = 1;
  private final Map<Expr, Integer> powers = new LinkedHashMap<>();

  private Factors() {}

  /// The factors of a simplified formula.
  static Factors of(Expr expr) {
    Factors factors = new Factors();
    factors.collect(expr, 1);
    factors.settle();
    return factors;
  }

  /// A number alone.
  static Factors number(double value) {
    return of(num(value));
  }

  /// The number in front, with its sign.
  boolean isNegative() {
    return negative;
  }

  /// The number in front of the bases, above the fraction line, without its sign.
  double above() {
    return above;
  }

  /// The number in front of the bases, below the fraction line.
  double below() {
    return below;
  }

  /// The bases with their exponents: like terms of a sum have equal ones.
  Map<Expr, Integer> powers() {
    return powers;
  }

  /// The same bases with another number in front.
  Factors withNumber(boolean sign, double top, double bottom) {
    Factors other = new Factors();
    other.powers.putAll(powers);
    other.negative = sign;
    other.above = top;
    other.below = bottom;
    other.reduce();
    return other;
  }

  /// These factors with the base taken out that many times.
  Factors without(Expr base, int exponent) {
    Factors other = withNumber(negative, above, below);
    other.raise(base, -exponent);
    return other;
  }

  /// Whether a number stands in it with which nothing may be calculated: an infinity, NaN, or 0
  /// below the line.
  boolean isUnsafe() {
    return powers.keySet().stream()
        .anyMatch(base -> base instanceof Expr.Num(double v) && (v == 0 || !Double.isFinite(v)));
  }

  private void collect(Expr expr, int exponent) {
    switch (expr) {
      case Expr.Num(double value) -> collectNumber(value, exponent);
      case Expr.Var _ -> raise(expr, exponent);
      case Expr.Call(ScalarFunction f, List<Expr> parts) -> {
        if (f == Functions.NEGATE) {
          negative ^= exponent % 2 != 0;
          collect(parts.get(0), exponent);
        } else if (f == Functions.MUL || f == Functions.TIMES) {
          collect(parts.get(0), exponent);
          collect(parts.get(1), exponent);
        } else if (f == Functions.DIV) {
          collect(parts.get(0), exponent);
          collect(parts.get(1), -exponent);
        } else if (f == Functions.RECIPROCAL) {
          collect(parts.get(0), -exponent);
        } else if (f == Functions.POW
            && parts.get(1) instanceof Expr.Num(double power)
            && Numbers.isWhole(power)
            && Math.abs(power * exponent) <= LARGEST_EXPONENT) {
          if (power != 0) {
            collect(parts.get(0), (int) (power * exponent));
          }
        } else {
          raise(expr, exponent);
        }
      }
    }
  }

  private void collectNumber(double value, int exponent) {
    if (!Double.isFinite(value) || (value == 0 && exponent < 0)) {
      raise(num(value), exponent);
      return;
    }
    negative ^= value < 0 && exponent % 2 != 0;
    double size = Math.abs(value);
    Optional<Double> power = Numbers.power(size, Math.abs(exponent));
    Optional<Double> product = power.flatMap(p -> Numbers.product(p, exponent > 0 ? above : below));
    if (product.isEmpty()) {
      raise(num(size), exponent);
    } else if (exponent > 0) {
      above = product.get();
    } else {
      below = product.get();
    }
  }

  private void raise(Expr base, int exponent) {
    int now = powers.getOrDefault(base, 0) + exponent;
    if (now == 0 && !isUnsafeNumber(base)) {
      powers.remove(base);
    } else {
      powers.put(base, now);
    }
  }

  private static boolean isUnsafeNumber(Expr base) {
    return base instanceof Expr.Num(double v) && (v == 0 || !Double.isFinite(v));
  }

  /// Joins what can be joined only when all is known: √x · √x is x.
  private void settle() {
    for (Map.Entry<Expr, Integer> power : List.copyOf(powers.entrySet())) {
      if (power.getKey() instanceof Expr.Call(ScalarFunction f, List<Expr> parts)
          && f == Functions.SQRT
          && power.getValue() % 2 == 0) {
        powers.remove(power.getKey());
        collect(parts.get(0), power.getValue() / 2);
      }
    }
    reduce();
  }

  private void reduce() {
    double divisor = Numbers.commonDivisor(above, below);
    above /= divisor;
    below /= divisor;
    // (y − t) / 2 and 1 / (2y) stay fractions, as a textbook has them; 1 / 2 alone is 0.5.
    boolean fraction =
        powers.entrySet().stream()
            .anyMatch(power -> power.getValue() < 0 || rank(power.getKey()) == SUMS);
    if (below != 1 && !fraction) {
      Numbers.quotient(above, below)
          .ifPresent(
              quotient -> {
                above = quotient;
                below = 1;
              });
    }
  }

  /// The product as a formula.
  Expr build() {
    if (above == 0 && !isUnsafe()) {
      return num(0);
    }
    if (negative && above == 1 && below == 1 && powers.size() == 1) {
      Map.Entry<Expr, Integer> only = powers.entrySet().iterator().next();
      if (only.getValue() == 1
          && only.getKey() instanceof Expr.Call(ScalarFunction f, List<Expr> parts)
          && f == Functions.SUB) {
        return call(Functions.SUB, parts.get(1), parts.get(0));
      }
    }
    Expr size = buildSize();
    if (!negative) {
      return size;
    }
    return size instanceof Expr.Num(double value) ? num(0 - value) : call(Functions.NEGATE, size);
  }

  /// The product without its sign.
  Expr buildSize() {
    List<Expr> top = new ArrayList<>();
    List<Expr> bottom = new ArrayList<>();
    if (above != 1) {
      top.add(num(above));
    }
    if (below != 1) {
      bottom.add(num(below));
    }
    powers.entrySet().stream()
        .sorted(Comparator.comparingInt((Map.Entry<Expr, Integer> p) -> rank(p.getKey())))
        .forEach(
            power -> {
              int exponent = power.getValue();
              (exponent >= 0 ? top : bottom).add(raised(power.getKey(), Math.abs(exponent)));
            });
    Expr numerator = product(top);
    return bottom.isEmpty() ? numerator : call(Functions.DIV, numerator, product(bottom));
  }

  /// Numbers first, then letters, then functions, then sums.
  private static int rank(Expr base) {
    return switch (base) {
      case Expr.Num _ -> 0;
      case Expr.Var _ -> 1;
      case Expr.Call _ -> Precedence.of(base) == Precedence.SUM ? SUMS : SUMS - 1;
    };
  }

  private static Expr raised(Expr base, int exponent) {
    return exponent == 1 ? base : call(Functions.POW, base, num(exponent));
  }

  private static Expr product(List<Expr> factors) {
    return factors.stream().reduce((a, b) -> call(Functions.MUL, a, b)).orElse(num(1));
  }
}
