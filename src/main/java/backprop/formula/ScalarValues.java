package backprop.formula;

/// The values of scalar functions that need care at their edges.
final class ScalarValues {
  private ScalarValues() {}

  /// 1 / (1 + exp(−x)), with an exponential that never overflows; 0 and 1 at −∞ and ∞.
  static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    double e = Math.exp(x);
    return e / (1 + e);
  }

  /// x to the power of y as in C and NumPy: also 1 for 1 to the power of anything, NaN and ∞
  /// included.
  static double power(double x, double y) {
    if (x == 1 || (x == -1 && Double.isInfinite(y))) {
      return 1;
    }
    return Math.pow(x, y);
  }

  /// 1 where x > 0, else 0; NaN stays NaN, so that it is seen.
  static double mask(double x) {
    return Double.isNaN(x) ? x : x > 0 ? 1 : 0;
  }

  /// 1 where x > y, 0 where x < y, ½ at a tie; NaN where they cannot be compared.
  static double greater(double x, double y) {
    return x > y ? 1 : x < y ? 0 : x == y ? 0.5 : Double.NaN;
  }

  /// |x − y|, and 0 also for equal infinities.
  static double distance(double x, double y) {
    return x == y ? 0 : Math.abs(x - y);
  }

  /// The whole part, toward 0.
  static double whole(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  /// How far x is from the nearest whole number at which its whole part jumps: any but 0.
  static double toNextWhole(double x) {
    double size = Math.abs(x);
    return size < 1 ? 1 - size : Math.abs(size - Math.rint(size));
  }
}
