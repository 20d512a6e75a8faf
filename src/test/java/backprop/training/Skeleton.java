package backprop.training;

import backprop.data.GreyImage;
import java.util.ArrayList;
import java.util.List;

/// The middle lines of a small grey digit, thinned by Zhang and Suen's method (1984).
///
/// The image is enlarged twice first, so that the lines lie to half a pixel.
final class Skeleton {
  /// One short piece of a line, in pixels of the image.
  record Piece(double x0, double y0, double x1, double y1) {}

  private static final int FINE = 2;
  private static final float INK = 0.45f;
  private static final int[] ACROSS = {0, 1, 1, 1, 0, -1, -1, -1};
  private static final int[] DOWN = {-1, -1, 0, 1, 1, 1, 0, -1};
  private static final boolean[] LOWER_RIGHT = peeled(true);
  private static final boolean[] UPPER_LEFT = peeled(false);

  private final int width;
  private final int height;
  private final boolean[] ink;
  private final int[] going;

  private Skeleton(int width, int height, boolean[] ink) {
    this.width = width;
    this.height = height;
    this.ink = ink;
    this.going = new int[ink.length];
  }

  /// The pieces of the middle lines; a lone dot is a piece of no length.
  static List<Piece> of(GreyImage image) {
    int width = image.width() * FINE;
    int height = image.height() * FINE;
    boolean[] ink = new boolean[width * height];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        ink[row * width + column] =
            smooth(image, (column + 0.5) / FINE - 0.5, (row + 0.5) / FINE - 0.5) > INK;
      }
    }
    Skeleton skeleton = new Skeleton(width, height, ink);
    skeleton.thin();
    return skeleton.pieces();
  }

  /// Bilinear interpolation.
  static float smooth(GreyImage image, double x, double y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    float fx = (float) (x - column);
    float fy = (float) (y - row);
    return (1 - fy) * ((1 - fx) * at(image, column, row) + fx * at(image, column + 1, row))
        + fy * ((1 - fx) * at(image, column, row + 1) + fx * at(image, column + 1, row + 1));
  }

  private static float at(GreyImage image, int column, int row) {
    boolean inside = column >= 0 && row >= 0 && column < image.width() && row < image.height();
    return inside ? image.at(column, row) : 0;
  }

  private boolean at(int column, int row) {
    return column >= 0 && row >= 0 && column < width && row < height && ink[row * width + column];
  }

  private void thin() {
    boolean changed = true;
    while (changed) {
      boolean first = peel(true);
      changed = peel(false) || first;
    }
  }

  /// Takes away one layer of the rim, from the lower right or from the upper left.
  private boolean peel(boolean lowerRight) {
    boolean[] peels = lowerRight ? LOWER_RIGHT : UPPER_LEFT;
    int gone = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        if (ink[row * width + column] && peels[around(column, row)]) {
          going[gone++] = row * width + column;
        }
      }
    }
    for (int i = 0; i < gone; i++) {
      ink[going[i]] = false;
    }
    return gone > 0;
  }

  /// Which of the eight neighbours are ink, a bit each, clockwise from the one above.
  private int around(int x, int y) {
    int bits = 0;
    for (int i = 0; i < 8; i++) {
      bits |= at(x + ACROSS[i], y + DOWN[i]) ? 1 << i : 0;
    }
    return bits;
  }

  /// For each neighbourhood whether its middle is peeled off.
  private static boolean[] peeled(boolean lowerRight) {
    boolean[] table = new boolean[256];
    for (int bits = 0; bits < table.length; bits++) {
      int count = Integer.bitCount(bits);
      int turned = (bits >>> 1 | bits << 7) & 255;
      int rises = Integer.bitCount(~bits & turned & 255);
      int one = lowerRight ? 0b0001_0101 : 0b0100_0101;
      int other = lowerRight ? 0b0101_0100 : 0b0101_0001;
      boolean rim = (bits & one) != one && (bits & other) != other;
      table[bits] = count >= 2 && count <= 6 && rises == 1 && rim;
    }
    return table;
  }

  private List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (at(x, y)) {
          boolean linked = false;
          // to the right and down, so that every pair is joined once; diagonals only where no
          // corner joins them
          linked |= join(pieces, x, y, 1, 0);
          linked |= join(pieces, x, y, 0, 1);
          linked |= !at(x + 1, y) && !at(x, y + 1) && join(pieces, x, y, 1, 1);
          linked |= !at(x - 1, y) && !at(x, y + 1) && join(pieces, x, y, -1, 1);
          if (!linked && alone(x, y)) {
            pieces.add(piece(x, y, 0, 0));
          }
        }
      }
    }
    return pieces;
  }

  private boolean alone(int x, int y) {
    return !at(x - 1, y) && !at(x, y - 1) && !at(x - 1, y - 1) && !at(x + 1, y - 1);
  }

  private boolean join(List<Piece> pieces, int x, int y, int dx, int dy) {
    if (!at(x + dx, y + dy)) {
      return false;
    }
    pieces.add(piece(x, y, dx, dy));
    return true;
  }

  private static Piece piece(int x, int y, int dx, int dy) {
    return new Piece(
        (x + 0.5) / FINE, (y + 0.5) / FINE, (x + dx + 0.5) / FINE, (y + dy + 0.5) / FINE);
  }
}
