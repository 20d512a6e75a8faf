package backprop.formula;

import backprop.message.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/// Arithmetic on the numbers of a formula that keeps them readable: 0.1 · 0.3 is 0.03.
///
/// Numbers are taken as the decimals they are written as; a result that would have to be rounded is
/// none, and the calculation stays written out.
final class Numbers {
  private static final int DIGITS = 12;
  private static final double LARGEST = 1e15;
  private static final double SMALLEST = 1e-12;
  private static final int LARGEST_EXPONENT = 64;

  private Numbers() {}

  static Optional<Double> product(double a, double b) {
    return a == 0 || b == 0
        ? Optional.of(0.0)
        : exact(a).flatMap(x -> exact(b).flatMap(y -> kept(x.multiply(y))));
  }

  static Optional<Double> sum(double a, double b) {
    return exact(a).flatMap(x -> exact(b).flatMap(y -> kept(x.add(y))));
  }

  static Optional<Double> quotient(double a, double b) {
    if (b == 0) {
      return Optional.empty();
    }
    return exact(a)
        .flatMap(
            x ->
                exact(b)
                    .flatMap(
                        y -> {
                          BigDecimal q = x.divide(y, new MathContext(NumberText.DIGITS));
                          return q.multiply(y).compareTo(x) == 0 ? kept(q) : Optional.empty();
                        }));
  }

  static Optional<Double> power(double a, int exponent) {
    if (exponent < 0 || exponent > LARGEST_EXPONENT) {
      return Optional.empty();
    }
    return exact(a).flatMap(x -> kept(x.pow(exponent)));
  }

  /// The greatest common divisor of two whole numbers; 1 where one is not whole.
  static double commonDivisor(double a, double b) {
    if (!isWhole(a) || !isWhole(b) || a == 0 || b == 0) {
      return 1;
    }
    double x = Math.abs(a);
    double y = Math.abs(b);
    while (y != 0) {
      double rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }

  static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) < LARGEST;
  }

  /// Whether the number is written in six digits without rounding.
  static boolean isShort(double value) {
    return NumberText.parse(NumberText.of(value)).orElse(Double.NaN) == value;
  }

  private static Optional<BigDecimal> exact(double value) {
    return Double.isFinite(value) ? Optional.of(BigDecimal.valueOf(value)) : Optional.empty();
  }

  private static Optional<Double> kept(BigDecimal value) {
    double size = Math.abs(value.doubleValue());
    boolean readable =
        value.signum() == 0
            || (value.stripTrailingZeros().precision() <= DIGITS
                && size < LARGEST
                && size > SMALLEST);
    return readable ? Optional.of(value.doubleValue()) : Optional.empty();
  }
}
