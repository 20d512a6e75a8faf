package backprop.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrubTest {

  @ParameterizedTest
  @CsvSource({
    "1.1, 5, 1, 1.15",
    "1.1, -20, 1, 0.9",
    "150, 3, 1, 153",
    "150, 3, 10, 180",
    "150, 3, 0.1, 150.3",
    "0, 7, 1, 0.07",
    "-2, 10, 1, -1.9",
    "0.05, 1, 1, 0.0501",
    "Infinity, 4, 1, 0.04"
  })
  void onePixelIsOnePerCentOfThePowerOfTen(
      double before, double pixels, double factor, double after) {
    assertEquals(after, Scrub.value(before, pixels, factor), "exactly, in decimals");
  }

  @ParameterizedTest
  @CsvSource({"1.1", "0.3", "715", "-0.07", "1e-9", "123456.7"})
  void thereAndBackIsWhereItBegan(double before) {
    assertEquals(before, Scrub.value(before, 0, 1));
  }
}
