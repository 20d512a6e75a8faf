package backprop.network;

/// Convolutions on a [Grid] with the Vector API: cuts filters and places into tiles.
final class VectorSlides {
  private static final int L = VectorWidth.FLOATS.length();

  private VectorSlides() {}

  /// [Kernels#slide].
  static void slide(
      Matrix filters, int first, int end, int[] offsets, Matrix in, Matrix out, int places) {
    int step = Grid.BLOCK;
    for (int block = first; block < end; block++) {
      // one block of filters stays in the first-level cache while the images pass
      int w = block * filters.stride;
      int row = (block - first) * step * out.stride;
      for (int place = 0; place < places; place += 3 * L) {
        if (L >= Matrix.LANES) {
          SlideTiles.slide8x3(
              filters.data,
              w,
              step,
              offsets,
              in.data,
              place,
              out.data,
              row + place,
              out.stride,
              offsets.length);
        } else {
          SlideTiles.slide4x3(
              filters.data,
              w,
              step,
              offsets,
              in.data,
              place,
              out.data,
              row + place,
              out.stride,
              offsets.length);
          SlideTiles.slide4x3(
              filters.data,
              w + 4,
              step,
              offsets,
              in.data,
              place,
              out.data,
              row + 4 * out.stride + place,
              out.stride,
              offsets.length);
        }
      }
    }
  }

  /// [Kernels#slideGradient].
  static void gradient(
      Matrix dy,
      int front,
      int[] offsets,
      Matrix in,
      int places,
      Matrix scratch,
      Matrix sums,
      int to) {
    int height = L >= Matrix.LANES ? 8 : 4;
    for (int row = 0; row < dy.rows; row += height) {
      for (int p = 0; p < offsets.length; p += 3) {
        int g = row * dy.stride + front;
        if (L >= Matrix.LANES) {
          SlideTiles.gradient8x3(
              dy.data,
              g,
              dy.stride,
              in.data,
              offsets[p],
              offsets[p + 1],
              offsets[p + 2],
              places,
              scratch.data);
        } else {
          SlideTiles.gradient4x3(
              dy.data,
              g,
              dy.stride,
              in.data,
              offsets[p],
              offsets[p + 1],
              offsets[p + 2],
              places,
              scratch.data);
        }
        for (int i = 0; i < height; i++) {
          int at = (to + row + i) * sums.stride + p;
          int from = i * 3 * L;
          sums.data[at] += lanes(scratch.data, from);
          sums.data[at + 1] += lanes(scratch.data, from + L);
          sums.data[at + 2] += lanes(scratch.data, from + 2 * L);
        }
      }
    }
  }

  /// The sum of a vector's lanes, in an order that does not depend on the JIT compiler.
  private static float lanes(float[] x, int at) {
    float sum = 0;
    for (int i = at; i < at + L; i += 4) {
      sum += (x[i] + x[i + 1]) + (x[i + 2] + x[i + 3]);
    }
    return sum;
  }

  /// [Kernels#addSums].
  static void addSums(Matrix x, int first, int count, Matrix sums, int to) {
    for (int i = 0; i < x.rows; i++) {
      SlideTiles.add(x.data, i * x.stride + first, count, sums.data, (to + i) * sums.stride);
    }
  }
}
