package backprop.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Micro-kernels of one row, for a batch of one to three: `c[0][j] = Σₚ a[a0 + p·step]·b[p][j]`.
///
/// A single image is bound by reading the weights, so a wide tile hides the additions' latency well
/// enough. Lean for the reason given in [TwelveRowTiles].
final class OneRowTiles {
  private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
  private static final int L = S.length();

  private OneRowTiles() {}

  /// One row times four vectors of columns.
  static void row1x4(
      float[] a, int a0, int step, float[] b, int b0, int ldb, float[] c, int c0, int inner) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    for (int p = 0; p < inner; p++) {
      FloatVector x = FloatVector.broadcast(S, a[a0 + p * step]);
      int q = b0 + p * ldb;
      s0 = x.fma(FloatVector.fromArray(S, b, q), s0);
      s1 = x.fma(FloatVector.fromArray(S, b, q + L), s1);
      s2 = x.fma(FloatVector.fromArray(S, b, q + 2 * L), s2);
      s3 = x.fma(FloatVector.fromArray(S, b, q + 3 * L), s3);
    }
    s0.intoArray(c, c0);
    s1.intoArray(c, c0 + L);
    s2.intoArray(c, c0 + 2 * L);
    s3.intoArray(c, c0 + 3 * L);
  }

  /// One row times one vector of columns.
  static void row1x1(
      float[] a, int a0, int step, float[] b, int b0, int ldb, float[] c, int c0, int inner) {
    FloatVector s = FloatVector.zero(S);
    for (int p = 0; p < inner; p++) {
      s =
          FloatVector.broadcast(S, a[a0 + p * step])
              .fma(FloatVector.fromArray(S, b, b0 + p * ldb), s);
    }
    s.intoArray(c, c0);
  }
}
