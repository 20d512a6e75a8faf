package backprop.ui.graph;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// How far a sideways drag changes a number: one pixel is one per cent of its power of ten.
///
/// The power of ten is that of the value at the press, so that the hand keeps one measure for the
/// whole drag. 1.1 changes by 0.01 a pixel, 150 by 1; 0 and what is not finite by 0.01.
final class Scrub {
  private Scrub() {}

  /// What the number becomes.
  ///
  /// @param before the value at the press
  /// @param pixels how far the pointer went to the right
  /// @param factor 10 with Shift, 0.1 with Mod, else 1
  static double value(double before, double pixels, double factor) {
    double start = Double.isFinite(before) ? before : 0;
    BigDecimal step =
        BigDecimal.ONE.scaleByPowerOfTen(exponent(start) - 2).multiply(BigDecimal.valueOf(factor));
    // In decimals: three steps up and three down end where they began, and 1.1 never becomes
    // 1.1500000000000001.
    BigDecimal after =
        new BigDecimal(Double.toString(start))
            .add(step.multiply(BigDecimal.valueOf(Math.round(pixels))));
    return after.round(new MathContext(15, RoundingMode.HALF_EVEN)).doubleValue();
  }

  private static int exponent(double value) {
    return value == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(value)));
  }
}
