package backprop.network;

/// Convolutions on a [Grid] in plain Java, in loops that a JIT compiler makes vectors of.
final class PlainSlides {
  /// Places for which the sums stay in the first-level cache.
  private static final int STRIP = 512;

  private PlainSlides() {}

  /// [Kernels#slide].
  static void slide(
      Matrix filters, int first, int end, int[] offsets, Matrix in, Matrix out, int places) {
    for (int i = 0; i < (end - first) * Grid.BLOCK; i++) {
      int w = (first + i / Grid.BLOCK) * filters.stride + i % Grid.BLOCK;
      for (int place = 0; place < places; place += STRIP) {
        int to = i * out.stride + place;
        int length = Math.min(STRIP, places - place);
        java.util.Arrays.fill(out.data, to, to + length, 0f);
        for (int p = 0; p < offsets.length; p++) {
          add(filters.data[w + p * Grid.BLOCK], in.data, offsets[p] + place, out.data, to, length);
        }
      }
    }
  }

  private static void add(float w, float[] x, int from, float[] y, int to, int length) {
    for (int k = 0; k < length; k++) {
      y[to + k] += w * x[from + k];
    }
  }

  /// [Kernels#slideGradient].
  static void gradient(
      Matrix dy, int front, int[] offsets, Matrix in, int places, Matrix sums, int to) {
    for (int i = 0; i < dy.rows; i++) {
      for (int p = 0; p < offsets.length; p++) {
        sums.data[(to + i) * sums.stride + p] +=
            dot(dy.data, i * dy.stride + front, in.data, offsets[p], places);
      }
    }
  }

  /// Four sums at once, so that an addition need not wait for the one before.
  private static float dot(float[] a, int from, float[] b, int at, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int k = 0;
    for (; k + 4 <= length; k += 4) {
      s0 += a[from + k] * b[at + k];
      s1 += a[from + k + 1] * b[at + k + 1];
      s2 += a[from + k + 2] * b[at + k + 2];
      s3 += a[from + k + 3] * b[at + k + 3];
    }
    for (; k < length; k++) {
      s0 += a[from + k] * b[at + k];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /// [Kernels#addSums].
  static void addSums(Matrix x, int first, int count, Matrix sums, int to) {
    for (int i = 0; i < x.rows; i++) {
      int from = i * x.stride + first;
      double sum = 0;
      for (int k = from; k < from + count; k++) {
        sum += x.data[k];
      }
      sums.data[(to + i) * sums.stride] += (float) sum;
    }
  }

  /// [Kernels#addLines].
  static void addLines(
      float[] x, int from, int pitch, float[] y, int to, int step, int width, int lines, float b) {
    for (int i = 0; i < lines; i++) {
      int a = from + i * pitch;
      int z = to + i * step;
      for (int j = 0; j < width; j++) {
        y[z + j] = x[a + j] + b;
      }
    }
  }
}
