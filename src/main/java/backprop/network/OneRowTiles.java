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

  /// One row times four vectors of columns, only the terms at `places`.
  static void some1x4(
      float[] a, int[] places, int count, float[] b, int b0, int ldb, float[] c, int c0) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    for (int k = 0; k < count; k++) {
      int p = places[k];
      FloatVector x = FloatVector.broadcast(S, a[p]);
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

  /// One row times one vector of columns, only the terms at `places`: as four sums, so that an
  /// addition need not wait for the one before.
  static void some1x1(
      float[] a, int[] places, int count, float[] b, int b0, int ldb, float[] c, int c0) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int k = 0;
    for (; k <= count - 4; k += 4) {
      int p = places[k];
      s0 = FloatVector.broadcast(S, a[p]).fma(FloatVector.fromArray(S, b, b0 + p * ldb), s0);
      p = places[k + 1];
      s1 = FloatVector.broadcast(S, a[p]).fma(FloatVector.fromArray(S, b, b0 + p * ldb), s1);
      p = places[k + 2];
      s2 = FloatVector.broadcast(S, a[p]).fma(FloatVector.fromArray(S, b, b0 + p * ldb), s2);
      p = places[k + 3];
      s3 = FloatVector.broadcast(S, a[p]).fma(FloatVector.fromArray(S, b, b0 + p * ldb), s3);
    }
    for (; k < count; k++) {
      int p = places[k];
      s0 = FloatVector.broadcast(S, a[p]).fma(FloatVector.fromArray(S, b, b0 + p * ldb), s0);
    }
    s0.add(s1).add(s2.add(s3)).intoArray(c, c0);
  }

  /// The same for all `inner` terms.
  static void all1x1(float[] a, int inner, float[] b, int b0, int ldb, float[] c, int c0) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int p = 0;
    for (; p <= inner - 4; p += 4) {
      int q = b0 + p * ldb;
      s0 = FloatVector.broadcast(S, a[p]).fma(FloatVector.fromArray(S, b, q), s0);
      s1 = FloatVector.broadcast(S, a[p + 1]).fma(FloatVector.fromArray(S, b, q + ldb), s1);
      s2 = FloatVector.broadcast(S, a[p + 2]).fma(FloatVector.fromArray(S, b, q + 2 * ldb), s2);
      s3 = FloatVector.broadcast(S, a[p + 3]).fma(FloatVector.fromArray(S, b, q + 3 * ldb), s3);
    }
    for (; p < inner; p++) {
      s0 = FloatVector.broadcast(S, a[p]).fma(FloatVector.fromArray(S, b, b0 + p * ldb), s0);
    }
    s0.add(s1).add(s2.add(s3)).intoArray(c, c0);
  }
}
