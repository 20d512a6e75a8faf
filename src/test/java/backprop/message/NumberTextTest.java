package backprop.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

  @ParameterizedTest
  @CsvSource({
    "715, 715",
    "0, 0",
    "-0.0, 0",
    "1.1, 1.1",
    "-0.139, −0.139",
    "220.00000000000003, 220",
    "714.9999999999999, 715",
    "0.1234565, 0.123456",
    "123456.5, 123456",
    "999999.5, 1e6",
    "999999.4, 999999",
    "1000000, 1e6",
    "1234567, 1.23457e6",
    "-1234567, −1.23457e6",
    "0.0001, 0.0001",
    "0.00001, 1e−5",
    "-0.000012345678, −1.23457e−5",
    "1e-12, 1e−12",
    "4.9e-324, 4.94066e−324",
    "1.7976931348623157e308, 1.79769e308",
    "Infinity, ∞",
    "-Infinity, −∞",
    "NaN, NaN",
    "1000, 1000",
    "-3, −3"
  })
  void showsSixDigits(double value, String expected) {
    assertEquals(expected, NumberText.of(value));
  }

  @ParameterizedTest
  @CsvSource({
    "220.00000000000003, 220.00000000000003",
    "0.1, 0.1",
    "715, 715",
    "-1.5, −1.5",
    "1e-12, 1e−12",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "123456789012345680, 1.2345678901234568e17",
    "0, 0",
    "NaN, NaN"
  })
  void tellsADoubleExactly(double value, String expected) {
    assertEquals(expected, NumberText.exact(value));
  }

  @Test
  void tellsAFloatAsAFloat() {
    assertEquals("0.1", NumberText.exact(0.1f));
    assertEquals("0.1", NumberText.of(0.1f));
  }

  @Test
  void exactFormLeadsBackToTheSameDouble() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertEquals(OptionalDouble.of(value), NumberText.parse(NumberText.exact(value)));
      }
    }
  }

  @Test
  void sixDigitsAreWithinHalfAUnitOfTheSixth() {
    Random random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      double value = random.nextGaussian() * Math.pow(10, random.nextInt(-30, 30));
      double shown = NumberText.parse(NumberText.of(value)).orElseThrow();
      // Half a unit of the sixth digit is at most 5e-6 of the value; and one rounding of the
      // parser.
      assertTrue(Math.abs(shown - value) <= 5.0001e-6 * Math.abs(value), value + " as " + shown);
    }
  }

  @Test
  void fewerDigitsForNarrowPlaces() {
    assertEquals("0.86", NumberText.of(0.8612, 2));
    assertEquals("12", NumberText.of(12, 2));
    assertEquals("1.2e9", NumberText.of(1234567890, 2));
  }

  @Test
  void percentCountsAndFixedColumns() {
    assertEquals("96.4 %", NumberText.percent(0.964));
    assertEquals("100.0 %", NumberText.percent(1));
    assertEquals("0 %", NumberText.percent(0.001, 0));
    assertEquals("60,000", NumberText.count(60_000));
    assertEquals("999", NumberText.count(999));
    assertEquals("−1,234,567", NumberText.count(-1_234_567));
    assertEquals("0.1158", NumberText.fixed(0.11576, 4));
    assertEquals("0.0", NumberText.fixed(-0.01, 1));
    assertEquals("+0.001", NumberText.signed(NumberText.of(0.001)));
    assertEquals("−0.139", NumberText.signed(NumberText.of(-0.139)));
  }

  @ParameterizedTest
  @CsvSource({
    "1.1, 1.1",
    "−1.5, -1.5",
    "-1.5, -1.5",
    "+2, 2",
    "1., 1",
    ".5, 0.5",
    "1e−5, 1e-5",
    "1E6, 1e6",
    "'1,234', 1234",
    "∞, Infinity",
    "-inf, -Infinity",
    "nan, NaN",
    "' 7 ', 7"
  })
  void readsWhatPeopleType(String text, double expected) {
    assertEquals(OptionalDouble.of(expected), NumberText.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"''", "abc", "1.2.3", "1 2", "0x10", "1e", "--1", "'1,23'", "1f", "."})
  void refusesWhatIsNotANumber(String text) {
    assertEquals(OptionalDouble.empty(), NumberText.parse(text));
  }
}
