package backprop.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.tensor.CounterRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Arithmetic on stretches against float64, for every length that leaves another rest.
class RunsTest {
  private static final int AT = 3;
  private static final int[] LENGTHS = {1, 2, 5, 8, 15, 16, 17, 31, 33, 49, 64, 100, 196, 784};

  static List<Kernels> kernels() {
    return KernelChecks.all();
  }

  private static float[] random(long seed) {
    float[] x = new float[800];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) CounterRandom.normal(seed, i);
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void sumsAreThoseOfFloat64(Kernels kernels) {
    Runs runs = kernels.runs();
    float[] a = random(1);
    float[] b = random(2);
    for (int n : LENGTHS) {
      double[] sums = new double[4];
      double[] sizes = new double[4];
      for (int i = AT; i < AT + n; i++) {
        double[] terms = {
          a[i],
          Math.pow(a[i] - 0.25, 2),
          Math.pow((double) a[i] - b[i], 2),
          (double) a[i] * (b[i] - 0.25)
        };
        for (int k = 0; k < terms.length; k++) {
          sums[k] += terms[k];
          sizes[k] += Math.abs(terms[k]);
        }
      }
      String what = " of " + n;
      KernelChecks.assertSum(sums[0], (float) runs.sum(a, AT, n), n, sizes[0], "sum" + what);
      KernelChecks.assertSum(
          sums[1], (float) runs.squares(a, AT, n, 0.25f), n, sizes[1], "squares" + what);
      KernelChecks.assertSum(
          sums[2], (float) runs.squaredDistance(a, AT, b, AT, n), n, sizes[2], "distance" + what);
      KernelChecks.assertSum(
          sums[3], (float) runs.products(a, b, AT, n, 0.25f), n, sizes[3], "products" + what);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void linesAndPlanesWriteTheirStretchAndNothingElse(Kernels kernels) {
    float[] a = random(3);
    float[] b = random(4);
    for (int n : LENGTHS) {
      float[] line = new float[800];
      float[] plane = new float[800];
      kernels.runs().line(a, AT, n, 0.5f, 3, -1, line);
      kernels.runs().plane(a, 2, b, 0.5f, 3, -1, AT, n, plane);
      for (int i = 0; i < line.length; i++) {
        boolean inside = i >= AT && i < AT + n;
        double onLine = inside ? 3 * (a[i] - 0.5) - 1 : 0;
        double onPlane = inside ? 2 * a[i] + 3 * (b[i] - 0.5) - 1 : 0;
        assertEquals(onLine, line[i], 4 * KernelChecks.UNIT * 10, n + " at " + i);
        assertEquals(onPlane, plane[i], 4 * KernelChecks.UNIT * 20, n + " at " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void exponentialsAndLogarithms(Kernels kernels) {
    int count = 4_000;
    float[] x = new float[count];
    float[] y = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = -86.5f + 175 * (float) i / (count - 1);
    }
    kernels.runs().exp(x, 0, count, y);
    for (int i = 0; i < count; i++) {
      KernelChecks.assertUnits(Math.exp(x[i]), y[i], 3, "exp " + x[i]);
    }
    for (int i = 0; i < count; i++) {
      x[i] = (float) Math.exp(-95 + 183.0 * i / count) * (i % 2 == 0 ? 1 : 1.37f);
    }
    x[0] = 1;
    x[1] = Math.nextUp(1f);
    x[2] = Math.nextDown(1f);
    kernels.runs().log(x, 0, count, y);
    for (int i = 0; i < count; i++) {
      KernelChecks.assertUnits(Math.log(x[i]), y[i], 3, "log " + x[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void exponentialsAndLogarithmsAtTheirEnds(Kernels kernels) {
    float[] x = new float[64];
    float[] y = new float[64];
    float[] ends = {
      Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, 1e-40f, -1, 1e30f, 89, -120
    };
    System.arraycopy(ends, 0, x, 0, ends.length);
    kernels.runs().exp(x, 0, 64, y);
    for (int i = 0; i < ends.length; i++) {
      assertEquals((float) Math.exp(ends[i]), y[i], Float.MIN_NORMAL, "exp " + ends[i]);
    }
    kernels.runs().log(x, 0, 64, y);
    for (int i = 0; i < ends.length; i++) {
      float expected = (float) Math.log(ends[i]);
      float bound = Float.isFinite(expected) ? 1e-6f * Math.abs(expected) : 1e-6f;
      assertEquals(expected, y[i], bound, "log " + ends[i]);
    }
  }

  /// Oracle: the counter-based generator itself, number by number.
  @ParameterizedTest
  @MethodSource("kernels")
  void masksAreThoseOfTheGenerator(Kernels kernels) {
    long threshold = (long) (0.3 * 0x1p53);
    int dropped = 0;
    for (int n : LENGTHS) {
      float[] bits = new float[52];
      float[] x = new float[816];
      Arrays.fill(x, 4);
      float[] y = new float[816];
      kernels.runs().mask(77, 5_000, threshold, bits, 1, n);
      kernels.runs().drop(bits, 1, 1.25f, x, y, 16, n);
      for (int i = 0; i < n; i++) {
        boolean stays = CounterRandom.uniform(77, 5_000 + i) > 0.3;
        assertEquals(stays ? 5f : 0f, y[16 + i], n + " at " + i);
        dropped += stays ? 0 : 1;
      }
      assertEquals(0f, y[16 + Math.ceilDiv(n, 16) * 16]);
      assertEquals(0f, y[15]);
    }
    assertTrue(dropped > 200);
  }

  /// Oracle: number by number, with ties and NaN among them.
  @ParameterizedTest
  @MethodSource("kernels")
  void theLargestOfFourIsTheFirstOfEqualsAndNaNIsAboveAll(Kernels kernels) {
    for (int n = 1; n <= 40; n++) {
      int width = 2 * n + 1;
      float[] in = new float[2 * width + 64];
      for (int i = 0; i < in.length; i++) {
        int kind = CounterRandom.below(n, i, 12);
        in[i] =
            kind == 0 ? Float.NaN : kind == 1 ? Float.NEGATIVE_INFINITY : Math.floorDiv(kind, 3);
      }
      int end = AT + n + n % 20;
      float[] y = new float[AT + n + 64];
      float[] places = new float[y.length];
      kernels.runs().largestOfFour(in, 1, width, y, places, AT, n, end);
      for (int i = 0; i < n; i++) {
        int[] positions = {1 + 2 * i, 2 + 2 * i, 1 + width + 2 * i, 2 + width + 2 * i};
        int best = 0;
        for (int k = 1; k < 4; k++) {
          best = Float.compare(in[positions[k]], in[positions[best]]) > 0 ? k : best;
        }
        assertEquals(in[positions[best]], y[AT + i], n + " at " + i);
        assertEquals(best, places[AT + i], n + " at " + i);
      }
      for (int i = end; i < y.length; i++) {
        assertEquals(0f, y[i], "behind the end");
      }
    }
  }
}
