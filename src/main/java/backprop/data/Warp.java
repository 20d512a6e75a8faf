package backprop.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Looks at an image of bytes through a bent and moved sheet, and makes its strokes thicker or
/// thinner: one pass in whole numbers over the pixels that ink can reach.
///
/// A pixel's ink is interpolated between the four pixels around the place it comes from; outside
/// lies paper. One object serves many images, one after the other.
final class Warp {

  private static final int ONE = 1 << 16;

  /// Curves from "as thin" to "as thick as can be", an e-fold each [#CURVES_A_FOLD].
  private static final int CURVES_A_FOLD = 16;

  private static final int CURVES = 2 * CURVES_A_FOLD;
  private static final byte[][] CURVE = new byte[2 * CURVES + 1][256];

  static {
    for (int i = 0; i < CURVE.length; i++) {
      double gain = StrictMath.exp(Math.abs(i - CURVES) / (double) CURVES_A_FOLD);
      for (int grey = 0; grey < 256; grey++) {
        double grown =
            i >= CURVES ? Math.min(255, grey * gain) : Math.max(0, 255 - (255 - grey) * gain);
        CURVE[i][grey] = (byte) Math.round(grown);
      }
    }
  }

  private final int rows;
  private final int columns;

  /// The length of a padded row: a pixel of paper before the image, two behind it.
  private final int wide;

  /// The image with a rim of paper; each number holds a pixel and, 16 bits above, its right
  /// neighbour.
  private final int[] pairs;

  /// Where there is ink: all of it lies from here …
  private int left;

  private int top;

  /// … to before here.
  private int right;

  private int bottom;

  Warp(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.wide = columns + 3;
    this.pairs = new int[(rows + 3) * wide];
  }

  /// Puts an image under the sheet, whose ink lies in columns `left` … `right` − 1 and rows `top` …
  /// `bottom` − 1.
  void open(byte[] image, int left, int top, int right, int bottom) {
    this.left = left;
    this.top = top;
    this.right = right;
    this.bottom = bottom;
    Arrays.fill(pairs, 0);
    for (int row = top; row < bottom; row++) {
      int to = (row + 1) * wide;
      int before = 0;
      for (int column = left; column < right; column++) {
        int grey = image[row * columns + column] & 0xff;
        pairs[to + column] = before | (grey << 16);
        before = grey;
      }
      pairs[to + right] = before;
    }
  }

  /// Puts an image under the sheet, whose ink may lie anywhere.
  void open(byte[] image) {
    open(image, 0, 0, columns, rows);
  }

  /// Writes what is seen through the sheet: the pixel (column, row) of `into` comes from (xx·u +
  /// xy·v + x, yx·u + yy·v + y) from the middle of the image, where (u, v) is its own place from
  /// the middle, bent by an elastic field.
  ///
  /// @param fields the bends, or nothing
  /// @param field the number of the one that is used
  /// @param thicker by how many e-folds the grey of the strokes' edges grows; negative for thinner
  /// @param into another array than the image
  void look(
      double xx,
      double xy,
      double yx,
      double yy,
      double x,
      double y,
      @Nullable ElasticFields fields,
      int field,
      double thicker,
      byte[] into) {
    Arrays.fill(into, 0, rows * columns, (byte) 0);
    // what lies around the ink by more than this cannot be seen: a pixel for interpolation
    double reach = 1 + (fields == null ? 0 : fields.farthest(field));
    double determinant = xx * yy - xy * yx;
    double midX = (left + right) / 2.0 - columns / 2.0 - x;
    double midY = (top + bottom) / 2.0 - rows / 2.0 - y;
    double halfX = (right - left) / 2.0 + reach;
    double halfY = (bottom - top) / 2.0 + reach;
    double u = (yy * midX - xy * midY) / determinant + columns / 2.0;
    double v = (xx * midY - yx * midX) / determinant + rows / 2.0;
    double spreadU = (Math.abs(yy) * halfX + Math.abs(xy) * halfY) / Math.abs(determinant);
    double spreadV = (Math.abs(yx) * halfX + Math.abs(xx) * halfY) / Math.abs(determinant);
    int fromColumn = (int) Math.clamp(Math.floor(u - spreadU), 0.0, columns);
    int toColumn = (int) Math.clamp(Math.ceil(u + spreadU), 0.0, columns);
    int fromRow = (int) Math.clamp(Math.floor(v - spreadV), 0.0, rows);
    int toRow = (int) Math.clamp(Math.ceil(v + spreadV), 0.0, rows);
    // in the padded image the pixel (0, 0) lies at (1, 1)
    double firstU = fromColumn + 0.5 - columns / 2.0;
    double firstX = xx * firstU + x + columns / 2.0 + 0.5;
    double firstY = yx * firstU + y + rows / 2.0 + 0.5;
    byte[] curve = CURVE[curve(thicker)];
    for (int row = fromRow; row < toRow; row++) {
      double down = row + 0.5 - rows / 2.0;
      row(
          fixed(firstX + xy * down),
          fixed(firstY + yy * down),
          fixed(xx),
          fixed(yx),
          fields == null ? null : fields.bends(),
          fields == null ? 0 : fields.start(field) + row * columns + fromColumn,
          curve,
          into,
          row * columns + fromColumn,
          toColumn - fromColumn);
    }
  }

  /// One row of pixels, the first of which comes from (`startX`, `startY`) in 65,536ths of a pixel
  /// of the padded image.
  private void row(
      int startX,
      int startY,
      int stepX,
      int stepY,
      int @Nullable [] bends,
      int start,
      byte[] curve,
      byte[] into,
      int to,
      int count) {
    int limitX = (columns + 1) * ONE;
    int limitY = (rows + 1) * ONE;
    int stride = wide;
    int[] from = pairs;
    int atX = startX;
    int atY = startY;
    for (int i = 0; i < count; i++) {
      int bend = bends == null ? 0 : bends[start + i];
      int inX = Math.min(Math.max(atX + (ElasticFields.across(bend) << 8), 0), limitX);
      int inY = Math.min(Math.max(atY + (ElasticFields.down(bend) << 8), 0), limitY);
      int shareX = (inX >> 8) & 0xff;
      int shareY = (inY >> 8) & 0xff;
      int at = (inY >> 16) * stride + (inX >> 16);
      // two neighbours at once, 16 bits each: 255 · 256 just fits
      int sides = from[at] * (256 - shareY) + from[at + stride] * shareY;
      int mixed = (sides & 0xffff) * (256 - shareX) + (sides >>> 16) * shareX;
      int grey = (mixed + (ONE >> 1)) >> 16;
      into[to + i] = curve[grey & 0xff];
      atX += stepX;
      atY += stepY;
    }
  }

  private static int fixed(double value) {
    return (int) Math.clamp(Math.rint(value * ONE), -1e9, 1e9);
  }

  private static int curve(double thicker) {
    return CURVES + (int) Math.clamp(Math.rint(thicker * CURVES_A_FOLD), -(double) CURVES, CURVES);
  }
}
