package backprop.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Micro-kernels for the last columns where they fill no more than half of a 512-bit vector: 100
/// columns are six vectors and a half.
///
/// Lean for the reason given in [TwelveRowTiles], with the same meaning of the arguments.
final class HalfTiles {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_256;

  private HalfTiles() {}

  /// Twelve rows of `a` times half a vector of columns.
  static void straight12(
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
    FloatVector s40 = FloatVector.zero(S);
    FloatVector s50 = FloatVector.zero(S);
    FloatVector s60 = FloatVector.zero(S);
    FloatVector s70 = FloatVector.zero(S);
    FloatVector s80 = FloatVector.zero(S);
    FloatVector s90 = FloatVector.zero(S);
    FloatVector sa0 = FloatVector.zero(S);
    FloatVector sb0 = FloatVector.zero(S);
    int a1r = a0 + lda;
    int a2r = a1r + lda;
    int a3r = a2r + lda;
    int a4r = a3r + lda;
    int a5r = a4r + lda;
    int a6r = a5r + lda;
    int a7r = a6r + lda;
    int a8r = a7r + lda;
    int a9r = a8r + lda;
    int aar = a9r + lda;
    int abr = aar + lda;
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
      x = FloatVector.broadcast(S, a[a4r + p]);
      s40 = x.fma(b0v, s40);
      x = FloatVector.broadcast(S, a[a5r + p]);
      s50 = x.fma(b0v, s50);
      x = FloatVector.broadcast(S, a[a6r + p]);
      s60 = x.fma(b0v, s60);
      x = FloatVector.broadcast(S, a[a7r + p]);
      s70 = x.fma(b0v, s70);
      x = FloatVector.broadcast(S, a[a8r + p]);
      s80 = x.fma(b0v, s80);
      x = FloatVector.broadcast(S, a[a9r + p]);
      s90 = x.fma(b0v, s90);
      x = FloatVector.broadcast(S, a[aar + p]);
      sa0 = x.fma(b0v, sa0);
      x = FloatVector.broadcast(S, a[abr + p]);
      sb0 = x.fma(b0v, sb0);
    }
    s00.intoArray(c, c0);
    s10.intoArray(c, c0 + ldc);
    s20.intoArray(c, c0 + 2 * ldc);
    s30.intoArray(c, c0 + 3 * ldc);
    s40.intoArray(c, c0 + 4 * ldc);
    s50.intoArray(c, c0 + 5 * ldc);
    s60.intoArray(c, c0 + 6 * ldc);
    s70.intoArray(c, c0 + 7 * ldc);
    s80.intoArray(c, c0 + 8 * ldc);
    s90.intoArray(c, c0 + 9 * ldc);
    sa0.intoArray(c, c0 + 10 * ldc);
    sb0.intoArray(c, c0 + 11 * ldc);
  }

  /// Twelve columns of `a` times half a vector of columns.
  static void transposed12(
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
    FloatVector s40 = FloatVector.zero(S);
    FloatVector s50 = FloatVector.zero(S);
    FloatVector s60 = FloatVector.zero(S);
    FloatVector s70 = FloatVector.zero(S);
    FloatVector s80 = FloatVector.zero(S);
    FloatVector s90 = FloatVector.zero(S);
    FloatVector sa0 = FloatVector.zero(S);
    FloatVector sb0 = FloatVector.zero(S);
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
      x = FloatVector.broadcast(S, a[q + 4]);
      s40 = x.fma(b0v, s40);
      x = FloatVector.broadcast(S, a[q + 5]);
      s50 = x.fma(b0v, s50);
      x = FloatVector.broadcast(S, a[q + 6]);
      s60 = x.fma(b0v, s60);
      x = FloatVector.broadcast(S, a[q + 7]);
      s70 = x.fma(b0v, s70);
      x = FloatVector.broadcast(S, a[q + 8]);
      s80 = x.fma(b0v, s80);
      x = FloatVector.broadcast(S, a[q + 9]);
      s90 = x.fma(b0v, s90);
      x = FloatVector.broadcast(S, a[q + 10]);
      sa0 = x.fma(b0v, sa0);
      x = FloatVector.broadcast(S, a[q + 11]);
      sb0 = x.fma(b0v, sb0);
    }
    s00.intoArray(c, c0);
    s10.intoArray(c, c0 + ldc);
    s20.intoArray(c, c0 + 2 * ldc);
    s30.intoArray(c, c0 + 3 * ldc);
    s40.intoArray(c, c0 + 4 * ldc);
    s50.intoArray(c, c0 + 5 * ldc);
    s60.intoArray(c, c0 + 6 * ldc);
    s70.intoArray(c, c0 + 7 * ldc);
    s80.intoArray(c, c0 + 8 * ldc);
    s90.intoArray(c, c0 + 9 * ldc);
    sa0.intoArray(c, c0 + 10 * ldc);
    sb0.intoArray(c, c0 + 11 * ldc);
  }

  /// Four rows of `a` times half a vector of columns.
  static void straight4(
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

  /// Four columns of `a` times half a vector of columns.
  static void transposed4(
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
