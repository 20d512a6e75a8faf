package backprop.network;

import static backprop.network.KernelChecks.assertSum;
import static backprop.network.KernelChecks.assertUnits;
import static backprop.network.KernelChecks.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Element-wise, row-wise and updating kernels against float64.
class ElementKernelsTest {
  /// Units in the last place that an exponential and its kin may be off.
  private static final double FUNCTION_UNITS = 4;

  private static final int[][] SIZES = sizes();

  private static int[][] sizes() {
    int[][] sizes = new int[17 + 4][];
    for (int i = 0; i < 17; i++) {
      sizes[i] = new int[] {17 - i, i + 1};
    }
    sizes[17] = new int[] {100, 100};
    sizes[18] = new int[] {32, 50};
    sizes[19] = new int[] {100, 10};
    sizes[20] = new int[] {1, 784};
    return sizes;
  }

  static List<Kernels> all() {
    return KernelChecks.all();
  }

  private interface Check {
    void at(int i, int j);
  }

  /// Calls a check for every element, and proves that there were some.
  private static void each(Matrix x, Check check) {
    int count = 0;
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < x.columns(); j++) {
        check.at(i, j);
        count++;
      }
    }
    assertEquals(x.rows() * x.columns(), count);
  }

  @ParameterizedTest
  @MethodSource("all")
  void sumsAndProducts(Kernels kernels) {
    for (int[] size : SIZES) {
      Matrix a = random(size[0], size[1], 1);
      Matrix b = random(size[0], size[1], 2);
      Matrix row = random(1, size[1], 3);
      Matrix sum = new Matrix(size[0], size[1]);
      Matrix product = new Matrix(size[0], size[1]);
      Matrix shifted = new Matrix(size[0], size[1]);
      Matrix scaled = new Matrix(size[0], size[1]);
      Matrix down = new Matrix(1, size[1]);
      kernels.add(a, b, sum, 0, a.rows());
      kernels.multiplyElements(a, b, product, 0, a.rows());
      kernels.addRow(a, row, shifted, 0, a.rows());
      kernels.scale(a, 0.3f, scaled, 0, a.rows());
      kernels.sumRows(a, down, 0, a.columns());
      each(a, (i, j) -> assertEquals(a.get(i, j) + b.get(i, j), sum.get(i, j)));
      each(a, (i, j) -> assertEquals(a.get(i, j) * b.get(i, j), product.get(i, j)));
      each(a, (i, j) -> assertEquals(a.get(i, j) + row.get(0, j), shifted.get(i, j)));
      each(a, (i, j) -> assertEquals(a.get(i, j) * 0.3f, scaled.get(i, j)));
      for (int j = 0; j < size[1]; j++) {
        double expected = 0;
        double absolute = 0;
        for (int i = 0; i < size[0]; i++) {
          expected += a.get(i, j);
          absolute += Math.abs(a.get(i, j));
        }
        assertSum(expected, down.get(0, j), size[0], absolute, "column " + j);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void activationsAndTheirGradients(Kernels kernels) {
    for (int[] size : SIZES) {
      Matrix x = random(size[0], size[1], 4);
      kernels.scale(x, 4, x, 0, x.rows());
      x.set(0, 0, 0f);
      Matrix dy = random(size[0], size[1], 5);
      Matrix relu = new Matrix(size[0], size[1]);
      Matrix sigmoid = new Matrix(size[0], size[1]);
      Matrix tanh = new Matrix(size[0], size[1]);
      Matrix dRelu = new Matrix(size[0], size[1]);
      Matrix dSigmoid = new Matrix(size[0], size[1]);
      Matrix dTanh = new Matrix(size[0], size[1]);
      kernels.relu(x, relu, 0, x.rows());
      kernels.sigmoid(x, sigmoid, 0, x.rows());
      kernels.tanh(x, tanh, 0, x.rows());
      kernels.reluGradient(x, dy, dRelu, 0, x.rows());
      kernels.sigmoidGradient(sigmoid, dy, dSigmoid, 0, sigmoid.rows());
      kernels.tanhGradient(tanh, dy, dTanh, 0, tanh.rows());
      each(
          x,
          (i, j) -> {
            double v = x.get(i, j);
            double up = dy.get(i, j);
            double s = sigmoid.get(i, j);
            double t = tanh.get(i, j);
            assertEquals((float) Math.max(v, 0), relu.get(i, j));
            assertEquals(v > 0 ? dy.get(i, j) : 0f, dRelu.get(i, j));
            assertUnits(1 / (1 + Math.exp(-v)), (float) s, FUNCTION_UNITS, "σ(" + v + ")");
            assertUnits(Math.tanh(v), (float) t, FUNCTION_UNITS, "tanh(" + v + ")");
            assertUnits(up * s * (1 - s), dSigmoid.get(i, j), FUNCTION_UNITS, "σ′ at " + v);
            assertUnits(up * (1 - t) * (1 + t), dTanh.get(i, j), FUNCTION_UNITS, "tanh′ at " + v);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void activationsFarOutAndNearZero(Kernels kernels) {
    float[] places = {
      -1e30f, -100, -88, -30, -1e-3f, -1e-8f, 0, 1e-8f, 1e-3f, 0.3f, 30, 88, 100, 1e30f
    };
    Matrix x = new Matrix(1, places.length);
    x.read(places, 0);
    Matrix sigmoid = new Matrix(1, places.length);
    Matrix tanh = new Matrix(1, places.length);
    kernels.sigmoid(x, sigmoid, 0, x.rows());
    kernels.tanh(x, tanh, 0, x.rows());
    each(
        x,
        (i, j) -> {
          double v = places[j];
          // below the smallest normal float, sigmoid may be any number as small
          assertUnits(1 / (1 + Math.exp(-v)), sigmoid.get(i, j), FUNCTION_UNITS, "σ(" + v + ")");
          assertUnits(Math.tanh(v), tanh.get(i, j), FUNCTION_UNITS, "tanh(" + v + ")");
        });
  }

  @ParameterizedTest
  @MethodSource("all")
  void notANumberStaysNotANumber(Kernels kernels) {
    Matrix x = new Matrix(2, 3);
    x.set(1, 1, Float.NaN);
    Matrix y = new Matrix(2, 3);
    kernels.relu(x, y, 0, x.rows());
    assertTrue(Float.isNaN(y.get(1, 1)));
    kernels.sigmoid(x, y, 0, x.rows());
    assertTrue(Float.isNaN(y.get(1, 1)));
    kernels.tanh(x, y, 0, x.rows());
    assertTrue(Float.isNaN(y.get(1, 1)));
    assertTrue(Double.isNaN(loss(kernels, x, new int[] {0, 1}, y)));
    assertTrue(Float.isNaN(kernels.largest(x)));
  }

  @ParameterizedTest
  @MethodSource("all")
  void softmaxAndItsLoss(Kernels kernels) {
    for (int[] size : SIZES) {
      int rows = size[0];
      int columns = size[1];
      Matrix x = random(rows, columns, 6);
      kernels.scale(x, 5, x, 0, x.rows());
      int[] labels = new int[rows];
      Matrix oneHot = new Matrix(rows, columns);
      for (int i = 0; i < rows; i++) {
        labels[i] = i * 7 % columns;
        oneHot.set(i, labels[i], 1);
      }
      Matrix y = new Matrix(rows, columns);
      Matrix y2 = new Matrix(rows, columns);
      Matrix y3 = new Matrix(rows, columns);
      Matrix dx = new Matrix(rows, columns);
      Matrix dx2 = new Matrix(rows, columns);
      Matrix dy = random(rows, columns, 7);
      Matrix dSoftmax = new Matrix(rows, columns);
      kernels.softmax(x, y3, 0, x.rows());
      kernels.softmaxGradient(y3, dy, dSoftmax, 0, y3.rows());
      double loss = loss(kernels, x, labels, y);
      double[] losses = new double[x.rows()];
      kernels.softmaxLoss(x, oneHot, y2, losses, 0, x.rows());
      double loss2 = Arrays.stream(losses).average().orElseThrow();
      kernels.softmaxLossGradient(y, labels, 2f, dx, 0, y.rows());
      kernels.softmaxLossGradient(y2, oneHot, 2f, dx2, 0, y.rows());
      double expectedLoss = 0;
      for (int i = 0; i < rows; i++) {
        double[] p = softmax(x, i);
        expectedLoss -= Math.log(p[labels[i]]) / rows;
        double dot = 0;
        for (int j = 0; j < columns; j++) {
          dot += p[j] * dy.get(i, j);
        }
        for (int j = 0; j < columns; j++) {
          String what = rows + "×" + columns + " at " + i + ", " + j;
          // the exponent x − max is rounded, and exp turns that into a relative error
          double relative = 2 + Math.abs(Math.log(p[j]));
          assertSum(p[j], y.get(i, j), columns, p[j] * relative, what);
          assertEquals(y.get(i, j), y2.get(i, j));
          assertEquals(y.get(i, j), y3.get(i, j));
          double t = j == labels[i] ? 1 : 0;
          assertSum(
              2 * (p[j] - t) / rows, dx.get(i, j), columns, 2 * (p[j] * relative + t) / rows, what);
          assertEquals(2 * (p[j] - t) / rows, dx2.get(i, j), 16 * KernelChecks.UNIT);
          double size1 = p[j] * (Math.abs(dy.get(i, j)) + columns * 3) * relative;
          assertSum(p[j] * (dy.get(i, j) - dot), dSoftmax.get(i, j), columns, size1, what);
        }
      }
      assertEquals(expectedLoss, loss, 1e-6 * (1 + expectedLoss));
      assertEquals(expectedLoss, loss2, 1e-6 * (1 + expectedLoss));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSureMistakeHasALargeLossNotInfinity(Kernels kernels) {
    Matrix x = new Matrix(1, 3);
    x.read(new float[] {0, 500, -500}, 0);
    Matrix y = new Matrix(1, 3);
    assertEquals(1000, loss(kernels, x, new int[] {2}, y), 1e-4);
    assertEquals(1f, y.get(0, 1));
  }

  @ParameterizedTest
  @MethodSource("all")
  void updatesFollowTheirFormulas(Kernels kernels) {
    int[] size = {17, 13};
    Matrix g = random(size[0], size[1], 8);
    Matrix start = random(size[0], size[1], 9);
    Matrix m = random(size[0], size[1], 10);
    Matrix v = random(size[0], size[1], 11);
    kernels.multiplyElements(v, v, v, 0, v.rows());
    Matrix w = copy(start);
    kernels.sgd(w, g, 0.1f, 0, w.rows());
    each(w, (i, j) -> assertSum(start.get(i, j) - 0.1 * g.get(i, j), w.get(i, j), 2, 4, "sgd"));

    Matrix w2 = copy(start);
    Matrix speed = copy(m);
    kernels.momentum(w2, g, speed, 0.1f, 0.9f, 0, w2.rows());
    each(
        w2,
        (i, j) -> {
          double after = 0.9 * m.get(i, j) + g.get(i, j);
          assertSum(after, speed.get(i, j), 2, 8, "speed");
          assertSum(start.get(i, j) - 0.1 * after, w2.get(i, j), 3, 8, "momentum");
        });

    Matrix w5 = copy(start);
    Matrix look = copy(m);
    kernels.nesterov(w5, g, look, 0.1f, 0.9f, 0, w5.rows());
    each(
        w5,
        (i, j) -> {
          double after = 0.9 * m.get(i, j) + g.get(i, j);
          assertSum(after, look.get(i, j), 2, 8, "speed");
          double ahead = g.get(i, j) + 0.9 * after;
          assertSum(start.get(i, j) - 0.1 * ahead, w5.get(i, j), 4, 12, "nesterov");
        });

    Matrix w6 = copy(start);
    Matrix squares = copy(v);
    kernels.rmsProp(w6, g, squares, 0.1f, 0.01f, 1e-8f, 0, w6.rows());
    each(
        w6,
        (i, j) -> {
          double slope = g.get(i, j);
          double after = v.get(i, j) + 0.01 * (slope * slope - v.get(i, j));
          assertSum(after, squares.get(i, j), 2, 4 + after, "v");
          double step = 0.1 * slope / (Math.sqrt(after) + 1e-8);
          assertSum(start.get(i, j) - step, w6.get(i, j), 4, 4 + Math.abs(step), "rmsprop");
        });

    Matrix w3 = copy(start);
    Matrix h = copy(v);
    kernels.adaGrad(w3, g, h, 0.1f, 1e-7f, 0, w3.rows());
    each(
        w3,
        (i, j) -> {
          double slope = g.get(i, j);
          double after = v.get(i, j) + slope * slope;
          assertSum(after, h.get(i, j), 2, after, "h");
          double step = 0.1 * slope / (Math.sqrt(after) + 1e-7);
          assertSum(start.get(i, j) - step, w3.get(i, j), 4, 4, "adagrad");
        });

    Matrix w4 = copy(start);
    Matrix first = copy(m);
    Matrix second = copy(v);
    kernels.adam(w4, g, first, second, 0.01f, 1.5f, 0.1f, 0.001f, 1e-8f, 0, w4.rows());
    each(
        w4,
        (i, j) -> {
          double slope = g.get(i, j);
          double mean = m.get(i, j) + 0.1 * (slope - m.get(i, j));
          double square = v.get(i, j) + 0.001 * (slope * slope - v.get(i, j));
          assertSum(mean, first.get(i, j), 2, 4, "m");
          assertSum(square, second.get(i, j), 2, 4 + square, "v");
          double step = 0.01 * mean / (Math.sqrt(square) * 1.5 + 1e-8);
          assertSum(start.get(i, j) - step, w4.get(i, j), 4, 4 + Math.abs(step), "adam");
        });
  }

  @ParameterizedTest
  @MethodSource("all")
  void gradientsAreClippedDecayedAndMeasured(Kernels kernels) {
    for (int columns = 1; columns <= 17; columns++) {
      Matrix x = random(3, columns, 4);
      Matrix y = random(3, columns, 5);
      Matrix sum = copy(y);
      kernels.addScaled(x, 0.3f, sum, 0, x.rows());
      Matrix cut = copy(x);
      kernels.clip(cut, 0.5f, 0, cut.rows());
      each(
          x,
          (i, j) -> {
            double expected = y.get(i, j) + 0.3 * x.get(i, j);
            assertSum(expected, sum.get(i, j), 2, 8, "added");
            assertEquals(Math.max(-0.5f, Math.min(0.5f, x.get(i, j))), cut.get(i, j));
          });
      double squares = 0;
      for (float number : x.toArray()) {
        squares += (double) number * number;
      }
      java.util.Arrays.fill(x.data, columns, x.stride, 1e6f); // padding counts for nothing
      assertSum(squares, (float) kernels.sumOfSquares(x), columns, squares, "squares");
    }
    Matrix broken = new Matrix(1, 20);
    broken.set(0, 3, Float.NaN);
    broken.set(0, 18, Float.NEGATIVE_INFINITY);
    assertTrue(Double.isNaN(kernels.sumOfSquares(broken)));
    kernels.clip(broken, 1, 0, broken.rows());
    assertTrue(Float.isNaN(broken.get(0, 3)), "a NaN is not hidden");
    assertEquals(-1f, broken.get(0, 18));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRowIsStandardisedAndNoOther(Kernels kernels) {
    for (int columns = 1; columns <= 17; columns++) {
      Matrix x = random(3, columns, 6);
      Matrix before = copy(x);
      kernels.shiftRow(x, 1, 3.25f, -0.5f);
      each(
          x,
          (i, j) -> {
            double kept = before.get(i, j);
            assertSum(i == 1 ? kept * 3.25 - 0.5 : kept, x.get(i, j), 2, 14, "row " + i);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyPixelIsItsQuotientToTheBit(Kernels kernels) {
    byte[] bytes = new byte[300];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Matrix x = new Matrix(3, 261);
    kernels.pixels(bytes, 39, x, 1);
    for (int j = 0; j < 261; j++) {
      assertEquals(((39 + j) & 255) / 255f, x.get(1, j));
      assertEquals(0f, x.get(0, j));
      assertEquals(0f, x.get(2, j));
    }
  }

  private static double[] softmax(Matrix x, int row) {
    double[] p = new double[x.columns()];
    double max = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < p.length; j++) {
      max = Math.max(max, x.get(row, j));
    }
    double sum = 0;
    for (int j = 0; j < p.length; j++) {
      p[j] = Math.exp(x.get(row, j) - max);
      sum += p[j];
    }
    for (int j = 0; j < p.length; j++) {
      p[j] /= sum;
    }
    return p;
  }

  private static Matrix copy(Matrix x) {
    Matrix copy = new Matrix(x.rows(), x.columns());
    copy.copy(x);
    return copy;
  }

  /// The mean of the rows' losses.
  private static double loss(Kernels kernels, Matrix x, int[] labels, Matrix y) {
    double[] losses = new double[x.rows()];
    kernels.softmaxLoss(x, labels, y, losses, 0, x.rows());
    return Arrays.stream(losses).average().orElseThrow();
  }
}
