package backprop.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Micro-kernels of four rows: 4×3 sums for vectors under 512 bits, 4×2 and 4×1 for the rest of
/// rows and columns.
///
/// Lean for the reason given in [TwelveRowTiles], with the same meaning of the arguments.
final class FourRowTiles {
  private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
  private static final int L = S.length();

  private FourRowTiles() {}

  /// Four rows of `a` times three vectors of columns.
  static void straight4x3(
      float[] a,
      int a0,
      int lda,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      int ldc,
      int inner) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s02 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s12 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s22 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    FloatVector s32 = FloatVector.zero(S);
    int a1r = a0 + lda;
    int a2r = a1r + lda;
    int a3r = a2r + lda;
    for (int p = 0; p < inner; p++) {
      FloatVector b0v = FloatVector.fromArray(S, b, b0 + p * ldb);
      FloatVector b1v = FloatVector.fromArray(S, b, b0 + p * ldb + L);
      FloatVector b2v = FloatVector.fromArray(S, b, b0 + p * ldb + 2 * L);
      FloatVector x = FloatVector.broadcast(S, a[a0 + p]);
      s00 = x.fma(b0v, s00);
      s01 = x.fma(b1v, s01);
      s02 = x.fma(b2v, s02);
      x = FloatVector.broadcast(S, a[a1r + p]);
      s10 = x.fma(b0v, s10);
      s11 = x.fma(b1v, s11);
      s12 = x.fma(b2v, s12);
      x = FloatVector.broadcast(S, a[a2r + p]);
      s20 = x.fma(b0v, s20);
      s21 = x.fma(b1v, s21);
      s22 = x.fma(b2v, s22);
      x = FloatVector.broadcast(S, a[a3r + p]);
      s30 = x.fma(b0v, s30);
      s31 = x.fma(b1v, s31);
      s32 = x.fma(b2v, s32);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + L);
    s02.intoArray(c, c0 + 2 * L);
    s10.intoArray(c, c0 + ldc);
    s11.intoArray(c, c0 + ldc + L);
    s12.intoArray(c, c0 + ldc + 2 * L);
    s20.intoArray(c, c0 + 2 * ldc);
    s21.intoArray(c, c0 + 2 * ldc + L);
    s22.intoArray(c, c0 + 2 * ldc + 2 * L);
    s30.intoArray(c, c0 + 3 * ldc);
    s31.intoArray(c, c0 + 3 * ldc + L);
    s32.intoArray(c, c0 + 3 * ldc + 2 * L);
  }

  /// Four rows of `a` times two vectors of columns.
  static void straight4x2(
      float[] a,
      int a0,
      int lda,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      int ldc,
      int inner) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    int a1r = a0 + lda;
    int a2r = a1r + lda;
    int a3r = a2r + lda;
    for (int p = 0; p < inner; p++) {
      FloatVector b0v = FloatVector.fromArray(S, b, b0 + p * ldb);
      FloatVector b1v = FloatVector.fromArray(S, b, b0 + p * ldb + L);
      FloatVector x = FloatVector.broadcast(S, a[a0 + p]);
      s00 = x.fma(b0v, s00);
      s01 = x.fma(b1v, s01);
      x = FloatVector.broadcast(S, a[a1r + p]);
      s10 = x.fma(b0v, s10);
      s11 = x.fma(b1v, s11);
      x = FloatVector.broadcast(S, a[a2r + p]);
      s20 = x.fma(b0v, s20);
      s21 = x.fma(b1v, s21);
      x = FloatVector.broadcast(S, a[a3r + p]);
      s30 = x.fma(b0v, s30);
      s31 = x.fma(b1v, s31);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + L);
    s10.intoArray(c, c0 + ldc);
    s11.intoArray(c, c0 + ldc + L);
    s20.intoArray(c, c0 + 2 * ldc);
    s21.intoArray(c, c0 + 2 * ldc + L);
    s30.intoArray(c, c0 + 3 * ldc);
    s31.intoArray(c, c0 + 3 * ldc + L);
  }

  /// Four rows of `a` times one vector of columns.
  static void straight4x1(
      float[] a,
      int a0,
      int lda,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      int ldc,
      int inner) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    int a1r = a0 + lda;
    int a2r = a1r + lda;
    int a3r = a2r + lda;
    for (int p = 0; p < inner; p++) {
      FloatVector b0v = FloatVector.fromArray(S, b, b0 + p * ldb);
      FloatVector x = FloatVector.broadcast(S, a[a0 + p]);
      s00 = x.fma(b0v, s00);
      x = FloatVector.broadcast(S, a[a1r + p]);
      s10 = x.fma(b0v, s10);
      x = FloatVector.broadcast(S, a[a2r + p]);
      s20 = x.fma(b0v, s20);
      x = FloatVector.broadcast(S, a[a3r + p]);
      s30 = x.fma(b0v, s30);
    }
    s00.intoArray(c, c0);
    s10.intoArray(c, c0 + ldc);
    s20.intoArray(c, c0 + 2 * ldc);
    s30.intoArray(c, c0 + 3 * ldc);
  }

  /// Four columns of `a` times three vectors of columns.
  static void transposed4x3(
      float[] a,
      int a0,
      int lda,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      int ldc,
      int inner) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s02 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s12 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s22 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    FloatVector s32 = FloatVector.zero(S);
    for (int p = 0; p < inner; p++) {
      FloatVector b0v = FloatVector.fromArray(S, b, b0 + p * ldb);
      FloatVector b1v = FloatVector.fromArray(S, b, b0 + p * ldb + L);
      FloatVector b2v = FloatVector.fromArray(S, b, b0 + p * ldb + 2 * L);
      int q = a0 + p * lda;
      FloatVector x = FloatVector.broadcast(S, a[q]);
      s00 = x.fma(b0v, s00);
      s01 = x.fma(b1v, s01);
      s02 = x.fma(b2v, s02);
      x = FloatVector.broadcast(S, a[q + 1]);
      s10 = x.fma(b0v, s10);
      s11 = x.fma(b1v, s11);
      s12 = x.fma(b2v, s12);
      x = FloatVector.broadcast(S, a[q + 2]);
      s20 = x.fma(b0v, s20);
      s21 = x.fma(b1v, s21);
      s22 = x.fma(b2v, s22);
      x = FloatVector.broadcast(S, a[q + 3]);
      s30 = x.fma(b0v, s30);
      s31 = x.fma(b1v, s31);
      s32 = x.fma(b2v, s32);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + L);
    s02.intoArray(c, c0 + 2 * L);
    s10.intoArray(c, c0 + ldc);
    s11.intoArray(c, c0 + ldc + L);
    s12.intoArray(c, c0 + ldc + 2 * L);
    s20.intoArray(c, c0 + 2 * ldc);
    s21.intoArray(c, c0 + 2 * ldc + L);
    s22.intoArray(c, c0 + 2 * ldc + 2 * L);
    s30.intoArray(c, c0 + 3 * ldc);
    s31.intoArray(c, c0 + 3 * ldc + L);
    s32.intoArray(c, c0 + 3 * ldc + 2 * L);
  }

  /// Four columns of `a` times two vectors of columns.
  static void transposed4x2(
      float[] a,
      int a0,
      int lda,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      int ldc,
      int inner) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    for (int p = 0; p < inner; p++) {
      FloatVector b0v = FloatVector.fromArray(S, b, b0 + p * ldb);
      FloatVector b1v = FloatVector.fromArray(S, b, b0 + p * ldb + L);
      int q = a0 + p * lda;
      FloatVector x = FloatVector.broadcast(S, a[q]);
      s00 = x.fma(b0v, s00);
      s01 = x.fma(b1v, s01);
      x = FloatVector.broadcast(S, a[q + 1]);
      s10 = x.fma(b0v, s10);
      s11 = x.fma(b1v, s11);
      x = FloatVector.broadcast(S, a[q + 2]);
      s20 = x.fma(b0v, s20);
      s21 = x.fma(b1v, s21);
      x = FloatVector.broadcast(S, a[q + 3]);
      s30 = x.fma(b0v, s30);
      s31 = x.fma(b1v, s31);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + L);
    s10.intoArray(c, c0 + ldc);
    s11.intoArray(c, c0 + ldc + L);
    s20.intoArray(c, c0 + 2 * ldc);
    s21.intoArray(c, c0 + 2 * ldc + L);
    s30.intoArray(c, c0 + 3 * ldc);
    s31.intoArray(c, c0 + 3 * ldc + L);
  }

  /// Four columns of `a` times one vector of columns.
  static void transposed4x1(
      float[] a,
      int a0,
      int lda,
      float[] b,
      int b0,
      int ldb,
      float[] c,
      int c0,
      int ldc,
      int inner) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    for (int p = 0; p < inner; p++) {
      FloatVector b0v = FloatVector.fromArray(S, b, b0 + p * ldb);
      int q = a0 + p * lda;
      FloatVector x = FloatVector.broadcast(S, a[q]);
      s00 = x.fma(b0v, s00);
      x = FloatVector.broadcast(S, a[q + 1]);
      s10 = x.fma(b0v, s10);
      x = FloatVector.broadcast(S, a[q + 2]);
      s20 = x.fma(b0v, s20);
      x = FloatVector.broadcast(S, a[q + 3]);
      s30 = x.fma(b0v, s30);
    }
    s00.intoArray(c, c0);
    s10.intoArray(c, c0 + ldc);
    s20.intoArray(c, c0 + 2 * ldc);
    s30.intoArray(c, c0 + 3 * ldc);
  }
}
