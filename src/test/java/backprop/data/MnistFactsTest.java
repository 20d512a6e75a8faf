package backprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The reader against the published facts of MNIST.
class MnistFactsTest {

  /// The facts are given with ten digits; floats carry a share of a pixel with an error below 2⁻²⁴.
  private static final double GIVEN_DIGITS = 1e-8;

  private static DigitData data;

  @BeforeAll
  static void read() throws IOException {
    data = Mnist.read();
  }

  @Test
  void counts() {
    assertEquals(60_000, data.train().count());
    assertEquals(10_000, data.test().count());
    assertEquals(28, data.train().rows());
    assertEquals(28, data.train().columns());
    assertEquals(784, data.test().pixelsPerImage());
    assertEquals(DigitSet.numbered(10), data.train().labelNames());
  }

  @Test
  void labelsPerClass() {
    assertArrayEquals(
        new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949},
        perClass(data.train()));
    assertArrayEquals(
        new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009}, perClass(data.test()));
  }

  @Test
  void firstLabels() {
    assertArrayEquals(new int[] {5, 0, 4, 1, 9, 2, 1, 3, 1, 4}, firstTen(data.train()));
    assertArrayEquals(new int[] {7, 2, 1, 0, 4, 1, 4, 9, 5, 9}, firstTen(data.test()));
  }

  @Test
  void meanAndDeviationOfThePixels() {
    assertMoments(0.1306604763, 0.3081078039, data.train());
    assertMoments(0.1325146058, 0.3104802479, data.test());
  }

  private static int[] perClass(DigitSet set) {
    int[] counts = new int[10];
    for (int i = 0; i < set.count(); i++) {
      counts[set.label(i)]++;
    }
    return counts;
  }

  private static int[] firstTen(DigitSet set) {
    int[] labels = new int[10];
    set.gatherLabels(IntStream.range(0, 10).toArray(), labels);
    return labels;
  }

  private static void assertMoments(double mean, double deviation, DigitSet set) {
    float[] image = new float[set.pixelsPerImage()];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < set.count(); i++) {
      set.gather(new int[] {i}, image);
      for (float pixel : image) {
        sum += pixel;
        squares += (double) pixel * pixel;
      }
    }
    double n = (double) set.count() * image.length;
    assertEquals(mean, sum / n, GIVEN_DIGITS);
    assertEquals(deviation, Math.sqrt(squares / n - sum / n * sum / n), GIVEN_DIGITS);
  }
}
