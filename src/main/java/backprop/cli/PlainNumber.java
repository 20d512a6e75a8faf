package backprop.cli;

import java.math.BigDecimal;

/// Numbers for machines without an exponent: `0.0000123`.
final class PlainNumber {
  private PlainNumber() {}

  /// The shortest decimal that reads back as this number.
  ///
  /// @throws NumberFormatException if it is not finite
  static String text(float number) {
    return plain(new BigDecimal(Float.toString(number)));
  }

  /// The shortest decimal that reads back as this number.
  ///
  /// @throws NumberFormatException if it is not finite
  static String text(double number) {
    return plain(new BigDecimal(Double.toString(number)));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
