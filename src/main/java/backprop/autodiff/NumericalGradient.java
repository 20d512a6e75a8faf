package backprop.autodiff;

import backprop.tensor.Tensor;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// Numerical differentiation in float64, good to about ten digits: the oracle of every gradient.
///
/// Central differences at three widths h, 2h and 4h are extrapolated to width 0 (Richardson), which
/// leaves an error of order h⁶. Wider and narrower steps are tried, and the estimate with the
/// smallest error bound is taken. The textbook's two-point difference stops at four to six digits
/// and is here only to be shown.
///
/// Everything here is a pure function. What takes long asks `cancelled` between numbers and then
/// ends with a [CancellationException].
public final class NumericalGradient {
  /// A cancel token that never cancels.
  public static final BooleanSupplier NEVER = () -> false;

  private static final double FIRST_STEP = 0x1p-9;
  private static final double[] WIDTHS = {1, 0x1p-4, 0x1p-8, 0x1p3};
  private static final double GOOD_ENOUGH = 1e-11;
  private static final double ROUNDING = 0x1p-52;

  private static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.POSITIVE_INFINITY, 0);

  private NumericalGradient() {}

  /// A numerical derivative and how far to trust it.
  ///
  /// @param value the derivative; NaN where the function is not finite at the point or around it
  /// @param error an estimate of how far off it is, truncation and rounding together; ∞ where it is
  ///   unknown
  /// @param reach how far from the point the function was asked
  public record Estimate(double value, double error, double reach) {
    /// The narrowest of the three widths h, 2h and 4h that it was made with.
    public double step() {
      return reach / 4;
    }
  }

  /// Numerical derivatives of a whole tensor, number by number.
  public record Estimates(Tensor values, Tensor errors) {}

  /// The derivative of a function of one number.
  public static Estimate derivative(DoubleUnaryOperator f, double x) {
    return derivative(f, x, Double.POSITIVE_INFINITY);
  }

  /// The derivative of a function of one number, asked no farther than `reach` from the point.
  ///
  /// @param reach the distance to the next kink; nothing beyond it enters the estimate
  public static Estimate derivative(DoubleUnaryOperator f, double x, double reach) {
    return partial(v -> v.map(f), Tensor.scalar(x), 0, Tensor.scalar(1), reach);
  }

  /// The two-point difference `(f(x + h) − f(x − h)) / 2h`, as the textbooks write it.
  public static double twoPoint(DoubleUnaryOperator f, double x, double h) {
    return (f.applyAsDouble(x + h) - f.applyAsDouble(x - h)) / (2 * h);
  }

  /// The numerical vector-Jacobian product: dL/dx where dL/df(x) is `upstream`.
  ///
  /// @param f a function of one tensor; the shape of its value is upstream's
  /// @param cancelled asked before each number of x
  /// @throws CancellationException if cancelled
  public static Estimates vectorJacobian(
      UnaryOperator<Tensor> f, Tensor x, Tensor upstream, BooleanSupplier cancelled) {
    return vectorJacobian(
        f, x, upstream, Tensor.full(x.shape(), Double.POSITIVE_INFINITY), cancelled);
  }

  /// The numerical vector-Jacobian product, asked no farther than `reach` in each number of x.
  ///
  /// @param reach for each number of x the distance to the next kink, as
  ///   [backprop.op.Op#kinkDistance] says; a number at a kink (distance 0) gets NaN with an error
  ///   of ∞
  /// @throws CancellationException if cancelled
  public static Estimates vectorJacobian(
      UnaryOperator<Tensor> f, Tensor x, Tensor upstream, Tensor reach, BooleanSupplier cancelled) {
    double[] values = new double[x.size()];
    double[] errors = new double[x.size()];
    boolean finite = isFinite(f.apply(x), upstream);
    for (int i = 0; i < values.length; i++) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      int position = i;
      Estimate estimate =
          finite
              ? extrapolated(at -> f.apply(x.with(position, at)), upstream, x.get(i), reach.get(i))
              : UNKNOWN;
      values[i] = estimate.value;
      errors[i] = estimate.error;
    }
    return new Estimates(Tensor.of(x.shape(), values), Tensor.of(x.shape(), errors));
  }

  /// One number of [#vectorJacobian]: the derivative by the number at `position` of x.
  public static Estimate partial(
      UnaryOperator<Tensor> f, Tensor x, int position, Tensor upstream, double reach) {
    return isFinite(f.apply(x), upstream)
        ? extrapolated(at -> f.apply(x.with(position, at)), upstream, x.get(position), reach)
        : UNKNOWN;
  }

  /// How far two numbers are apart, against the larger of them; 0 where they are equal, also
  /// equally infinite or both NaN.
  public static double relativeError(double a, double b) {
    if (a == b || (Double.isNaN(a) && Double.isNaN(b))) {
      return 0;
    }
    return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  }

  private static boolean isFinite(Tensor value, Tensor upstream) {
    for (int i = 0; i < value.size(); i++) {
      if (upstream.get(i) != 0 && !Double.isFinite(value.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static Estimate extrapolated(
      DoubleFunction<Tensor> f, Tensor upstream, double x, double reach) {
    Estimate best = UNKNOWN;
    if (!(reach > 0)) {
      return best;
    }
    // A power of two keeps x ± h, x ± 2h, x ± 4h nearly free of rounding.
    double scale = Math.max(1, Math.abs(x));
    double first = FIRST_STEP * Math.scalb(1.0, Math.getExponent(scale));
    double widest =
        Double.isInfinite(reach) ? first * 8 : Math.scalb(1.0, Math.getExponent(reach) - 3);
    for (double width : WIDTHS) {
      double h = Math.min(first * width, widest);
      Estimate estimate = richardson(f, upstream, x, h);
      if (estimate.error < best.error) {
        best = estimate;
      }
      if (best.error <= GOOD_ENOUGH * Math.abs(best.value)) {
        break;
      }
    }
    return best;
  }

  private static Estimate richardson(
      DoubleFunction<Tensor> f, Tensor upstream, double x, double h) {
    double[] narrow = central(f, upstream, x, h);
    double[] middle = central(f, upstream, x, 2 * h);
    double[] wide = central(f, upstream, x, 4 * h);
    double fourPoint = (4 * narrow[0] - middle[0]) / 3;
    double fourPointWide = (4 * middle[0] - wide[0]) / 3;
    double value = (16 * fourPoint - fourPointWide) / 15;
    double error = Math.abs(value - fourPoint) + narrow[1];
    return Double.isFinite(value) && Double.isFinite(error)
        ? new Estimate(value, error, 4 * h)
        : new Estimate(Double.NaN, Double.POSITIVE_INFINITY, 4 * h);
  }

  /// The two-point difference of Σ upstream · f and a bound of its rounding error.
  ///
  /// The difference is taken number by number before the sum: numbers of f that x does not reach
  /// then cancel exactly instead of adding their rounding.
  private static double[] central(DoubleFunction<Tensor> f, Tensor upstream, double x, double h) {
    double right = x + h;
    double left = x - h;
    Tensor above = f.apply(right);
    Tensor below = f.apply(left);
    double sum = 0;
    double carry = 0;
    double size = 0;
    for (int i = 0; i < upstream.size(); i++) {
      double difference = above.get(i) - below.get(i);
      if (difference == 0 || upstream.get(i) == 0) {
        continue;
      }
      double term = upstream.get(i) * difference - carry;
      double next = sum + term;
      carry = next - sum - term;
      sum = next;
      size += Math.abs(upstream.get(i)) * (Math.abs(above.get(i)) + Math.abs(below.get(i)));
    }
    double width = right - left;
    return new double[] {sum / width, ROUNDING * size / width};
  }
}
