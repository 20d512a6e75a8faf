package backprop.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Micro-kernels of convolutions on a [Grid]: 24 sums for 512-bit vectors, 12 for shorter ones.
///
/// Lean for the reason given in [TwelveRowTiles]: zero, loop, plain store.
final class SlideTiles {
  private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
  private static final int L = S.length();

  private SlideTiles() {}

  /// `y[i][place] = Σₚ w[w0 + p·step + i]·x[x0 + offsets[p] + place]` for eight filters at three
  /// vectors of places.
  static void slide8x3(
      float[] w,
      int w0,
      int step,
      int[] offsets,
      float[] x,
      int x0,
      float[] y,
      int y0,
      int ldy,
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
    FloatVector s40 = FloatVector.zero(S);
    FloatVector s41 = FloatVector.zero(S);
    FloatVector s42 = FloatVector.zero(S);
    FloatVector s50 = FloatVector.zero(S);
    FloatVector s51 = FloatVector.zero(S);
    FloatVector s52 = FloatVector.zero(S);
    FloatVector s60 = FloatVector.zero(S);
    FloatVector s61 = FloatVector.zero(S);
    FloatVector s62 = FloatVector.zero(S);
    FloatVector s70 = FloatVector.zero(S);
    FloatVector s71 = FloatVector.zero(S);
    FloatVector s72 = FloatVector.zero(S);
    for (int p = 0; p < inner; p++) {
      int q = x0 + offsets[p];
      FloatVector x0v = FloatVector.fromArray(S, x, q);
      FloatVector x1v = FloatVector.fromArray(S, x, q + L);
      FloatVector x2v = FloatVector.fromArray(S, x, q + 2 * L);
      int r = w0 + p * step;
      FloatVector f = FloatVector.broadcast(S, w[r]);
      s00 = f.fma(x0v, s00);
      s01 = f.fma(x1v, s01);
      s02 = f.fma(x2v, s02);
      f = FloatVector.broadcast(S, w[r + 1]);
      s10 = f.fma(x0v, s10);
      s11 = f.fma(x1v, s11);
      s12 = f.fma(x2v, s12);
      f = FloatVector.broadcast(S, w[r + 2]);
      s20 = f.fma(x0v, s20);
      s21 = f.fma(x1v, s21);
      s22 = f.fma(x2v, s22);
      f = FloatVector.broadcast(S, w[r + 3]);
      s30 = f.fma(x0v, s30);
      s31 = f.fma(x1v, s31);
      s32 = f.fma(x2v, s32);
      f = FloatVector.broadcast(S, w[r + 4]);
      s40 = f.fma(x0v, s40);
      s41 = f.fma(x1v, s41);
      s42 = f.fma(x2v, s42);
      f = FloatVector.broadcast(S, w[r + 5]);
      s50 = f.fma(x0v, s50);
      s51 = f.fma(x1v, s51);
      s52 = f.fma(x2v, s52);
      f = FloatVector.broadcast(S, w[r + 6]);
      s60 = f.fma(x0v, s60);
      s61 = f.fma(x1v, s61);
      s62 = f.fma(x2v, s62);
      f = FloatVector.broadcast(S, w[r + 7]);
      s70 = f.fma(x0v, s70);
      s71 = f.fma(x1v, s71);
      s72 = f.fma(x2v, s72);
    }
    s00.intoArray(y, y0);
    s01.intoArray(y, y0 + L);
    s02.intoArray(y, y0 + 2 * L);
    s10.intoArray(y, y0 + ldy);
    s11.intoArray(y, y0 + ldy + L);
    s12.intoArray(y, y0 + ldy + 2 * L);
    s20.intoArray(y, y0 + 2 * ldy);
    s21.intoArray(y, y0 + 2 * ldy + L);
    s22.intoArray(y, y0 + 2 * ldy + 2 * L);
    s30.intoArray(y, y0 + 3 * ldy);
    s31.intoArray(y, y0 + 3 * ldy + L);
    s32.intoArray(y, y0 + 3 * ldy + 2 * L);
    s40.intoArray(y, y0 + 4 * ldy);
    s41.intoArray(y, y0 + 4 * ldy + L);
    s42.intoArray(y, y0 + 4 * ldy + 2 * L);
    s50.intoArray(y, y0 + 5 * ldy);
    s51.intoArray(y, y0 + 5 * ldy + L);
    s52.intoArray(y, y0 + 5 * ldy + 2 * L);
    s60.intoArray(y, y0 + 6 * ldy);
    s61.intoArray(y, y0 + 6 * ldy + L);
    s62.intoArray(y, y0 + 6 * ldy + 2 * L);
    s70.intoArray(y, y0 + 7 * ldy);
    s71.intoArray(y, y0 + 7 * ldy + L);
    s72.intoArray(y, y0 + 7 * ldy + 2 * L);
  }

  /// The same for four filters.
  static void slide4x3(
      float[] w,
      int w0,
      int step,
      int[] offsets,
      float[] x,
      int x0,
      float[] y,
      int y0,
      int ldy,
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
      int q = x0 + offsets[p];
      FloatVector x0v = FloatVector.fromArray(S, x, q);
      FloatVector x1v = FloatVector.fromArray(S, x, q + L);
      FloatVector x2v = FloatVector.fromArray(S, x, q + 2 * L);
      int r = w0 + p * step;
      FloatVector f = FloatVector.broadcast(S, w[r]);
      s00 = f.fma(x0v, s00);
      s01 = f.fma(x1v, s01);
      s02 = f.fma(x2v, s02);
      f = FloatVector.broadcast(S, w[r + 1]);
      s10 = f.fma(x0v, s10);
      s11 = f.fma(x1v, s11);
      s12 = f.fma(x2v, s12);
      f = FloatVector.broadcast(S, w[r + 2]);
      s20 = f.fma(x0v, s20);
      s21 = f.fma(x1v, s21);
      s22 = f.fma(x2v, s22);
      f = FloatVector.broadcast(S, w[r + 3]);
      s30 = f.fma(x0v, s30);
      s31 = f.fma(x1v, s31);
      s32 = f.fma(x2v, s32);
    }
    s00.intoArray(y, y0);
    s01.intoArray(y, y0 + L);
    s02.intoArray(y, y0 + 2 * L);
    s10.intoArray(y, y0 + ldy);
    s11.intoArray(y, y0 + ldy + L);
    s12.intoArray(y, y0 + ldy + 2 * L);
    s20.intoArray(y, y0 + 2 * ldy);
    s21.intoArray(y, y0 + 2 * ldy + L);
    s22.intoArray(y, y0 + 2 * ldy + 2 * L);
    s30.intoArray(y, y0 + 3 * ldy);
    s31.intoArray(y, y0 + 3 * ldy + L);
    s32.intoArray(y, y0 + 3 * ldy + 2 * L);
  }

  /// `Σ g[i][place]·x[xⱼ + place]` for eight filters and three of their numbers; the sums of each
  /// pair lie lane by lane in `sums`, pair after pair.
  static void gradient8x3(
      float[] g, int g0, int ldg, float[] x, int x0, int x1, int x2, int places, float[] sums) {
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
    FloatVector s40 = FloatVector.zero(S);
    FloatVector s41 = FloatVector.zero(S);
    FloatVector s42 = FloatVector.zero(S);
    FloatVector s50 = FloatVector.zero(S);
    FloatVector s51 = FloatVector.zero(S);
    FloatVector s52 = FloatVector.zero(S);
    FloatVector s60 = FloatVector.zero(S);
    FloatVector s61 = FloatVector.zero(S);
    FloatVector s62 = FloatVector.zero(S);
    FloatVector s70 = FloatVector.zero(S);
    FloatVector s71 = FloatVector.zero(S);
    FloatVector s72 = FloatVector.zero(S);
    int g1 = g0 + ldg;
    int g2 = g1 + ldg;
    int g3 = g2 + ldg;
    int g4 = g3 + ldg;
    int g5 = g4 + ldg;
    int g6 = g5 + ldg;
    int g7 = g6 + ldg;
    for (int p = 0; p < places; p += L) {
      FloatVector x0v = FloatVector.fromArray(S, x, x0 + p);
      FloatVector x1v = FloatVector.fromArray(S, x, x1 + p);
      FloatVector x2v = FloatVector.fromArray(S, x, x2 + p);
      FloatVector d = FloatVector.fromArray(S, g, g0 + p);
      s00 = d.fma(x0v, s00);
      s01 = d.fma(x1v, s01);
      s02 = d.fma(x2v, s02);
      d = FloatVector.fromArray(S, g, g1 + p);
      s10 = d.fma(x0v, s10);
      s11 = d.fma(x1v, s11);
      s12 = d.fma(x2v, s12);
      d = FloatVector.fromArray(S, g, g2 + p);
      s20 = d.fma(x0v, s20);
      s21 = d.fma(x1v, s21);
      s22 = d.fma(x2v, s22);
      d = FloatVector.fromArray(S, g, g3 + p);
      s30 = d.fma(x0v, s30);
      s31 = d.fma(x1v, s31);
      s32 = d.fma(x2v, s32);
      d = FloatVector.fromArray(S, g, g4 + p);
      s40 = d.fma(x0v, s40);
      s41 = d.fma(x1v, s41);
      s42 = d.fma(x2v, s42);
      d = FloatVector.fromArray(S, g, g5 + p);
      s50 = d.fma(x0v, s50);
      s51 = d.fma(x1v, s51);
      s52 = d.fma(x2v, s52);
      d = FloatVector.fromArray(S, g, g6 + p);
      s60 = d.fma(x0v, s60);
      s61 = d.fma(x1v, s61);
      s62 = d.fma(x2v, s62);
      d = FloatVector.fromArray(S, g, g7 + p);
      s70 = d.fma(x0v, s70);
      s71 = d.fma(x1v, s71);
      s72 = d.fma(x2v, s72);
    }
    s00.intoArray(sums, 0);
    s01.intoArray(sums, L);
    s02.intoArray(sums, 2 * L);
    s10.intoArray(sums, 3 * L);
    s11.intoArray(sums, 4 * L);
    s12.intoArray(sums, 5 * L);
    s20.intoArray(sums, 6 * L);
    s21.intoArray(sums, 7 * L);
    s22.intoArray(sums, 8 * L);
    s30.intoArray(sums, 9 * L);
    s31.intoArray(sums, 10 * L);
    s32.intoArray(sums, 11 * L);
    s40.intoArray(sums, 12 * L);
    s41.intoArray(sums, 13 * L);
    s42.intoArray(sums, 14 * L);
    s50.intoArray(sums, 15 * L);
    s51.intoArray(sums, 16 * L);
    s52.intoArray(sums, 17 * L);
    s60.intoArray(sums, 18 * L);
    s61.intoArray(sums, 19 * L);
    s62.intoArray(sums, 20 * L);
    s70.intoArray(sums, 21 * L);
    s71.intoArray(sums, 22 * L);
    s72.intoArray(sums, 23 * L);
  }

  /// The same for four filters.
  static void gradient4x3(
      float[] g, int g0, int ldg, float[] x, int x0, int x1, int x2, int places, float[] sums) {
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
    int g1 = g0 + ldg;
    int g2 = g1 + ldg;
    int g3 = g2 + ldg;
    for (int p = 0; p < places; p += L) {
      FloatVector x0v = FloatVector.fromArray(S, x, x0 + p);
      FloatVector x1v = FloatVector.fromArray(S, x, x1 + p);
      FloatVector x2v = FloatVector.fromArray(S, x, x2 + p);
      FloatVector d = FloatVector.fromArray(S, g, g0 + p);
      s00 = d.fma(x0v, s00);
      s01 = d.fma(x1v, s01);
      s02 = d.fma(x2v, s02);
      d = FloatVector.fromArray(S, g, g1 + p);
      s10 = d.fma(x0v, s10);
      s11 = d.fma(x1v, s11);
      s12 = d.fma(x2v, s12);
      d = FloatVector.fromArray(S, g, g2 + p);
      s20 = d.fma(x0v, s20);
      s21 = d.fma(x1v, s21);
      s22 = d.fma(x2v, s22);
      d = FloatVector.fromArray(S, g, g3 + p);
      s30 = d.fma(x0v, s30);
      s31 = d.fma(x1v, s31);
      s32 = d.fma(x2v, s32);
    }
    s00.intoArray(sums, 0);
    s01.intoArray(sums, L);
    s02.intoArray(sums, 2 * L);
    s10.intoArray(sums, 3 * L);
    s11.intoArray(sums, 4 * L);
    s12.intoArray(sums, 5 * L);
    s20.intoArray(sums, 6 * L);
    s21.intoArray(sums, 7 * L);
    s22.intoArray(sums, 8 * L);
    s30.intoArray(sums, 9 * L);
    s31.intoArray(sums, 10 * L);
    s32.intoArray(sums, 11 * L);
  }

  /// Adds vectors of `x` from `from` on, up to `count` numbers or a little more, to the vector at
  /// `to`.
  static void add(float[] x, int from, int count, float[] sums, int to) {
    FloatVector sum = FloatVector.fromArray(S, sums, to);
    for (int k = 0; k < count; k += L) {
      sum = sum.add(FloatVector.fromArray(S, x, from + k));
    }
    sum.intoArray(sums, to);
  }
}
