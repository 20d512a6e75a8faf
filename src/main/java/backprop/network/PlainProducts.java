package backprop.network;

/// Matrix products in plain Java, one row of the result at a time as a sum of scaled rows of the
/// right factor.
final class PlainProducts {
  private PlainProducts() {}

  /// `c[row][j] = Σₚ a[a0 + p·step]·b[p][j]`, four terms a pass so that the sums are read and
  /// written a quarter as often.
  static void row(float[] a, int a0, int step, Matrix b, Matrix c, int row, int inner) {
    float[] x = b.data;
    float[] y = c.data;
    int columns = c.columns;
    int to = row * c.stride;
    java.util.Arrays.fill(y, to, to + columns, 0f);
    int p = 0;
    for (; p + 4 <= inner; p += 4) {
      int at = a0 + p * step;
      four(
          a[at],
          a[at + step],
          a[at + 2 * step],
          a[at + 3 * step],
          x,
          p * b.stride,
          b.stride,
          y,
          to,
          columns);
    }
    for (; p < inner; p++) {
      one(a[a0 + p * step], x, p * b.stride, y, to, columns);
    }
  }

  private static void four(
      float a0,
      float a1,
      float a2,
      float a3,
      float[] x,
      int from,
      int stride,
      float[] y,
      int to,
      int columns) {
    int from1 = from + stride;
    int from2 = from1 + stride;
    int from3 = from2 + stride;
    for (int j = 0; j < columns; j++) {
      y[to + j] += a0 * x[from + j] + a1 * x[from1 + j] + a2 * x[from2 + j] + a3 * x[from3 + j];
    }
  }

  private static void one(float a, float[] x, int from, float[] y, int to, int columns) {
    for (int j = 0; j < columns; j++) {
      y[to + j] += a * x[from + j];
    }
  }
}
