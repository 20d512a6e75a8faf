package backprop.message;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;

/// Numbers as the program shows them: the one formatter of every screen, figure and message.
///
/// Six significant digits without trailing zeros, a true minus sign (U+2212), the words ∞ and NaN,
/// never `−0`. From 1e−4 up to a million a number is written out, beyond that with an exponent
/// (`1.23457e6`, `1e−12`). Numbers look the same in every language. [#exact(double)] is the second
/// form, which tells a double from its neighbours: `220.00000000000003`.
public final class NumberText {

  /// The minus sign of every number shown.
  public static final String MINUS = "\u2212";

  /// The significant digits of a number shown.
  public static final int DIGITS = 6;

  private static final MathContext ROUNDING = new MathContext(DIGITS, RoundingMode.HALF_EVEN);
  private static final int SMALLEST_PLAIN_EXPONENT = -4;

  private NumberText() {}

  /// The number in six significant digits.
  public static String of(double value) {
    return of(value, ROUNDING);
  }

  /// The number in so many significant digits, for places that are narrow.
  ///
  /// @param digits from 1 to 17
  public static String of(double value, int digits) {
    return of(value, new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  private static String of(double value, MathContext rounding) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : MINUS + "∞";
    }
    if (value == 0) {
      return "0";
    }
    // A short integer needs no rounding, and most numbers of a diagram are short integers.
    if (value == (int) value && Math.abs(value) < 1000 && rounding.getPrecision() > 2) {
      return sign(value) + Math.abs((int) value);
    }
    BigDecimal rounded = new BigDecimal(Math.abs(value)).round(rounding).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    boolean plain =
        exponent >= SMALLEST_PLAIN_EXPONENT && exponent < Math.max(DIGITS, rounding.getPrecision());
    return sign(value) + (plain ? rounded.toPlainString() : scientific(rounded, exponent));
  }

  private static String scientific(BigDecimal rounded, int exponent) {
    String digits = rounded.unscaledValue().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "e" + sign(exponent) + Math.abs(exponent);
  }

  private static String sign(double value) {
    return value < 0 ? MINUS : "";
  }

  /// The double itself: the fewest digits that lead back to it, written out where that is readable.
  public static String exact(double value) {
    return Double.isFinite(value) && value != 0 ? exact(Double.toString(value), value) : of(value);
  }

  /// The float itself: the fewest digits that lead back to it as a float.
  public static String exact(float value) {
    return Float.isFinite(value) && value != 0 ? exact(Float.toString(value), value) : of(value);
  }

  private static String exact(String java, double value) {
    BigDecimal decimal = new BigDecimal(java).abs().stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    boolean plain = exponent >= SMALLEST_PLAIN_EXPONENT && exponent < 17;
    return sign(value) + (plain ? decimal.toPlainString() : scientific(decimal, exponent));
  }

  /// A share of one as per cent, with one decimal: 0.964 is `96.4 %`.
  public static String percent(double share) {
    return percent(share, 1);
  }

  /// A share of one as per cent with so many decimals: the width stays the same while the value
  /// moves.
  public static String percent(double share, int decimals) {
    return Double.isFinite(share) ? fixed(100 * share, decimals) + " %" : of(share);
  }

  /// A number with so many decimals, zeros kept: for columns that stand under each other
  /// (`0.1158`).
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return of(value);
    }
    BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return sign(rounded.signum()) + rounded.abs().toPlainString();
  }

  /// The number with its sign written even when it is positive, as a change is written: `+0.001`.
  public static String signed(String number) {
    return number.startsWith(MINUS) || number.equals("NaN") ? number : "+" + number;
  }

  /// How many: thousands are set apart by commas, `60,000`.
  public static String count(long count) {
    String digits = Long.toString(count);
    int first = count < 0 ? 1 : 0;
    StringBuilder text = new StringBuilder(count < 0 ? MINUS : "");
    for (int at = first; at < digits.length(); at++) {
      if (at > first && (digits.length() - at) % 3 == 0) {
        text.append(',');
      }
      text.append(digits.charAt(at));
    }
    return text.toString();
  }

  /// Reads a number as a person types or pastes it: either minus sign, ∞, inf, NaN, NumPy's `1.`
  /// and `.5`, `1,000`.
  ///
  /// @return nothing where the text is not one number
  public static OptionalDouble parse(String text) {
    String plain = text.strip().replace(MINUS, "-").replace("∞", "Infinity");
    if (plain.matches("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d*)?")) {
      plain = plain.replace(",", "");
    }
    String sign = plain.startsWith("-") ? "-" : "";
    String unsigned = plain.startsWith("-") || plain.startsWith("+") ? plain.substring(1) : plain;
    if (unsigned.equalsIgnoreCase("inf") || unsigned.equalsIgnoreCase("infinity")) {
      return OptionalDouble.of(Double.parseDouble(sign + "Infinity"));
    }
    if (unsigned.equalsIgnoreCase("nan")) {
      return OptionalDouble.of(Double.NaN);
    }
    return unsigned.matches("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")
        ? OptionalDouble.of(Double.parseDouble(sign + unsigned))
        : OptionalDouble.empty();
  }
}
