package backprop.network;

/// What both [Kernels] do in the same way, row by row in plain loops: short rows, or work too rare
/// to be worth vectors.
final class Rows {
  private static final int BLOCK = 16;

  private Rows() {}

  /// `y = xᵀ`, in blocks so that both sides stay in the first-level cache; only rows `from` to
  /// before `end` of `x`.
  static void transpose(Matrix x, Matrix y, int from, int end) {
    for (int i0 = from; i0 < end; i0 += BLOCK) {
      for (int j0 = 0; j0 < x.columns; j0 += BLOCK) {
        int i1 = Math.min(i0 + BLOCK, end);
        int j1 = Math.min(j0 + BLOCK, x.columns);
        for (int j = j0; j < j1; j++) {
          for (int i = i0; i < i1; i++) {
            y.data[j * y.stride + i] = x.data[i * x.stride + j];
          }
        }
      }
    }
  }

  static float max(Matrix x, int row) {
    int start = row * x.stride;
    float max = x.data[start];
    for (int j = 1; j < x.columns; j++) {
      max = Math.max(max, x.data[start + j]);
    }
    return max;
  }

  static float sum(Matrix x, int row) {
    int start = row * x.stride;
    float sum = 0;
    for (int j = 0; j < x.columns; j++) {
      sum += x.data[start + j];
    }
    return sum;
  }

  static double crossEntropy(Matrix x, Matrix targets, int row, double logSum) {
    double loss = 0;
    for (int j = 0; j < x.columns; j++) {
      float t = targets.get(row, j);
      if (t != 0) {
        loss += t * (logSum - x.get(row, j));
      }
    }
    return loss;
  }

  static void softmaxGradient(Matrix y, Matrix dy, Matrix dx, int from, int end) {
    for (int i = from; i < end; i++) {
      float dot = 0;
      for (int j = 0; j < y.columns; j++) {
        dot += y.get(i, j) * dy.get(i, j);
      }
      for (int j = 0; j < y.columns; j++) {
        dx.set(i, j, y.get(i, j) * (dy.get(i, j) - dot));
      }
    }
  }

  static void softmaxLossGradient(
      Matrix y, int[] labels, float upstream, Matrix dx, int from, int end) {
    float factor = upstream / y.rows;
    for (int i = from; i < end; i++) {
      int label = labels[i];
      for (int j = 0; j < y.columns; j++) {
        dx.set(i, j, factor * (y.get(i, j) - (j == label ? 1f : 0f)));
      }
    }
  }

  static void softmaxLossGradient(
      Matrix y, Matrix targets, float upstream, Matrix dx, int from, int end) {
    float factor = upstream / y.rows;
    for (int i = from; i < end; i++) {
      float sum = sum(targets, i);
      for (int j = 0; j < y.columns; j++) {
        dx.set(i, j, factor * (y.get(i, j) * sum - targets.get(i, j)));
      }
    }
  }

  static float largest(Matrix x) {
    float largest = 0;
    for (int i = 0; i < x.rows; i++) {
      int start = i * x.stride;
      for (int j = 0; j < x.columns; j++) {
        largest = Math.max(largest, Math.abs(x.data[start + j]));
      }
    }
    return largest;
  }

  /// Writes down where the first row of `x` is not 0, in order, and gives how many places these
  /// are.
  static int places(Matrix x, int[] places) {
    int count = 0;
    for (int j = 0; j < x.columns; j++) {
      places[count] = j;
      // 1 unless all bits but the sign are 0, without a branch that nobody can foretell
      int bits = Float.floatToRawIntBits(x.data[j]) << 1;
      count += (bits | -bits) >>> 31;
    }
    return count;
  }
}
