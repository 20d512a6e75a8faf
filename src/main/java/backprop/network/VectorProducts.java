package backprop.network;

/// Matrix products on the Vector API: cuts the result into tiles and hands each to a micro-kernel.
///
/// A tile writes its part of the result once, without reading it. So where the rows are no multiple
/// of the tile's height, the last tile starts earlier and writes some rows a second time with the
/// same values, instead of needing a micro-kernel for every rest.
final class VectorProducts {
  private static final int L = VectorWidth.FLOATS.length();

  private final boolean wide;

  /// `wide` chooses tiles of 12×2 vectors, which need the 32 registers of 512-bit processors;
  /// otherwise 4×3, which fit 16.
  VectorProducts(boolean wide) {
    this.wide = wide;
  }

  /// Rows `from` to before `end` of `c = a·b`.
  void straight(Matrix a, Matrix b, Matrix c, int from, int end) {
    int columns = (c.columns + L - 1) / L;
    // a panel of b (a few vectors wide) is used by all rows before the next panel: it stays in the
    // second-level cache
    for (int j = 0; j < columns; ) {
      int width = width(columns - j, end - from);
      for (int i = from; i < end; ) {
        int height = height(end - i, end - from);
        int row = Math.min(i, end - height);
        tile(height, width, false, a, row * a.stride, a.stride, b, c, row, j * L, a.columns);
        i = row + height;
      }
      j += width;
    }
  }

  /// [Kernels#multiplyRow].
  static void row(Matrix a, Matrix b, Matrix c, int[] places) {
    int columns = (c.columns + L - 1) / L;
    int j = 0;
    if (columns == 1) { // looking for zeros would take as long as the product
      OneRowTiles.all1x1(a.data, a.columns, b.data, 0, b.stride, c.data, 0);
      return;
    }
    int count = Rows.places(a, places);
    for (; j + 4 <= columns; j += 4) {
      OneRowTiles.some1x4(a.data, places, count, b.data, j * L, b.stride, c.data, j * L);
    }
    for (; j < columns; j++) {
      OneRowTiles.some1x1(a.data, places, count, b.data, j * L, b.stride, c.data, j * L);
    }
  }

  /// Rows `from` to before `end` of `c = aᵀ·b`.
  void transposedLeft(Matrix a, Matrix b, Matrix c, int from, int end) {
    int columns = (c.columns + L - 1) / L;
    // here b (batch × outputs) is the small factor: a strip of a's columns is used up before the
    // next
    for (int i = from; i < end; ) {
      int height = height(end - i, end - from);
      int row = Math.min(i, end - height);
      for (int j = 0; j < columns; ) {
        int width = width(columns - j, end - from);
        tile(height, width, true, a, row, a.stride, b, c, row, j * L, a.rows);
        j += width;
      }
      i = row + height;
    }
  }

  private int height(int left, int rows) {
    if (wide && rows >= 12 && left > 8) {
      return 12;
    }
    return rows >= 4 ? 4 : 1;
  }

  private int width(int left, int rows) {
    if (rows < 4) {
      return left >= 4 ? 4 : 1;
    }
    return Math.min(left, wide ? 2 : 3);
  }

  private static void tile(
      int height,
      int width,
      boolean transposed,
      Matrix a,
      int a0,
      int lda,
      Matrix b,
      Matrix c,
      int row,
      int column,
      int inner) {
    float[] x = a.data;
    float[] w = b.data;
    float[] y = c.data;
    int ldb = b.stride;
    int ldc = c.stride;
    int c0 = row * ldc + column;
    switch (height * 10 + width + (transposed ? 1000 : 0)) {
      case 122 -> TwelveRowTiles.straight12x2(x, a0, lda, w, column, ldb, y, c0, ldc, inner);
      case 121 -> TwelveRowTiles.straight12x1(x, a0, lda, w, column, ldb, y, c0, ldc, inner);
      case 43 -> FourRowTiles.straight4x3(x, a0, lda, w, column, ldb, y, c0, ldc, inner);
      case 42 -> FourRowTiles.straight4x2(x, a0, lda, w, column, ldb, y, c0, ldc, inner);
      case 41 -> FourRowTiles.straight4x1(x, a0, lda, w, column, ldb, y, c0, ldc, inner);
      case 1122 -> TwelveRowTiles.transposed12x2(x, a0, lda, w, column, ldb, y, c0, ldc, inner);
      case 1121 -> TwelveRowTiles.transposed12x1(x, a0, lda, w, column, ldb, y, c0, ldc, inner);
      case 1043 -> FourRowTiles.transposed4x3(x, a0, lda, w, column, ldb, y, c0, ldc, inner);
      case 1042 -> FourRowTiles.transposed4x2(x, a0, lda, w, column, ldb, y, c0, ldc, inner);
      case 1041 -> FourRowTiles.transposed4x1(x, a0, lda, w, column, ldb, y, c0, ldc, inner);
      case 14 -> OneRowTiles.row1x4(x, a0, 1, w, column, ldb, y, c0, inner);
      case 11 -> OneRowTiles.row1x1(x, a0, 1, w, column, ldb, y, c0, inner);
      case 1014 -> OneRowTiles.row1x4(x, a0, lda, w, column, ldb, y, c0, inner);
      case 1011 -> OneRowTiles.row1x1(x, a0, lda, w, column, ldb, y, c0, inner);
      default -> throw new AssertionError("no tile of " + height + "×" + width);
    }
  }
}
