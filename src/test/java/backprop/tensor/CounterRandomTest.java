package backprop.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CounterRandomTest {

  /// Five standard errors: a sound generator misses it about once in two million looks, and ours is
  /// deterministic.
  private static final double STANDARD_ERRORS = 5;

  private static final double QUANTILE_RELATIVE = 1e-14;

  private static final int MANY = 200_000;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE, 0x123456789abcdefL})
  void bitsAreTheOutputsOfSplitMix64(long key) {
    SplittableRandom oracle = new SplittableRandom(key);
    for (int i = 0; i < 1000; i++) {
      assertEquals(oracle.nextLong(), CounterRandom.bits(key, i));
    }
  }

  @Test
  void aPlaceHoldsTheSameNumberForEver() {
    // Worked out independently with Python's whole numbers: saved documents and exported code rely
    // on these.
    long node = CounterRandom.name("dropout1");
    assertEquals(0xfa3d1c866899c713L, node);
    assertEquals(0x3b68d1a882a465bfL, CounterRandom.key(42, node, 7));
    assertEquals(0x7969f8f412ead9a4L, CounterRandom.bits(CounterRandom.key(42, node, 7), 1000));
    assertEquals(
        0xaf63dc4c8601ec8cL, CounterRandom.name("a"), "FNV-1a's published value for the letter a");
  }

  @Test
  void everySeedNodeAndStepHasAKeyOfItsOwn() {
    Set<Long> keys = new HashSet<>();
    for (long seed = -8; seed < 8; seed++) {
      for (long node = -8; node < 8; node++) {
        for (long step = -8; step < 8; step++) {
          keys.add(CounterRandom.key(seed, node, step));
        }
      }
    }
    assertEquals(16 * 16 * 16, keys.size());
    assertEquals(CounterRandom.key(3, 4, 0), CounterRandom.key(3, 4));
  }

  @Test
  void uniformFillsZeroToOneEvenly() {
    int[] counts = new int[100];
    long key = CounterRandom.key(1, 2, 3);
    for (int i = 0; i < MANY; i++) {
      double u = CounterRandom.uniform(key, i);
      assertTrue(u >= 0 && u < 1);
      counts[(int) (u * 100)]++;
    }
    double expected = MANY / 100.0;
    for (int count : counts) {
      assertEquals(expected, count, STANDARD_ERRORS * Math.sqrt(expected));
    }
  }

  @Test
  void neighbouringStepsAndNodesAreUncorrelated() {
    long here = CounterRandom.key(1, 1, 1);
    for (long there :
        new long[] {
          CounterRandom.key(1, 1, 2), CounterRandom.key(1, 2, 1), CounterRandom.key(2, 1, 1)
        }) {
      double sum = 0;
      for (int i = 0; i < MANY; i++) {
        sum += CounterRandom.normal(here, i) * CounterRandom.normal(there, i);
      }
      assertEquals(0, sum / MANY, STANDARD_ERRORS / Math.sqrt(MANY));
    }
  }

  @Test
  void normalHasTheMomentsOfTheStandardNormal() {
    double[] moments = new double[5];
    for (int i = 0; i < MANY; i++) {
      double z = CounterRandom.normal(99, i);
      assertTrue(Double.isFinite(z));
      for (int k = 1; k <= 4; k++) {
        moments[k] += Math.pow(z, k) / MANY;
      }
    }
    // The variances of z, z², z³, z⁴ are 1, 2, 15 and 96.
    assertEquals(0, moments[1], STANDARD_ERRORS * Math.sqrt(1.0 / MANY));
    assertEquals(1, moments[2], STANDARD_ERRORS * Math.sqrt(2.0 / MANY));
    assertEquals(0, moments[3], STANDARD_ERRORS * Math.sqrt(15.0 / MANY));
    assertEquals(3, moments[4], STANDARD_ERRORS * Math.sqrt(96.0 / MANY));
  }

  @ParameterizedTest
  @CsvSource({
    "1e-300, -37.0470962993612",
    "1e-20, -9.262340089798405",
    "1e-9, -5.9978070150076865",
    "0.001, -3.090232306167813",
    "0.025, -1.9599639845400538",
    "0.07, -1.4757910281791702",
    "0.1, -1.2815515655446008",
    "0.4, -0.2533471031357998",
    "0.5, 0.0",
    "0.75, 0.6744897501960817",
    "0.95, 1.6448536269514715",
    "0.999, 3.090232306167813"
  })
  void quantilesAreThoseOfTheTables(double share, double z) {
    // Python's statistics.NormalDist().inv_cdf
    assertEquals(z, Normal.quantile(share), QUANTILE_RELATIVE * Math.abs(z));
  }

  @Test
  void belowReachesEveryNumberEvenly() {
    int[] counts = new int[7];
    for (int i = 0; i < MANY; i++) {
      counts[CounterRandom.below(5, i, 7)]++;
    }
    for (int count : counts) {
      assertEquals(MANY / 7.0, count, STANDARD_ERRORS * Math.sqrt(MANY / 7.0));
    }
    assertEquals(0, CounterRandom.below(5, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> CounterRandom.below(5, 0, 0));
  }
}
