package backprop.file.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Lengths as they stand in text formats: at most three decimals, no trailing zeros, in every
/// locale the same.
final class Decimal {
  private Decimal() {}

  static String of(double value) {
    BigDecimal rounded =
        new BigDecimal(value).setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }

  static String joined(String separator, double... values) {
    return Arrays.stream(values).mapToObj(Decimal::of).collect(Collectors.joining(separator));
  }
}
