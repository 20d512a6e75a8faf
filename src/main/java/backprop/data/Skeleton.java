package backprop.data;

import java.util.Arrays;

/// The middle lines of a small grey digit, thinned by Zhang and Suen's method (*A fast parallel
/// algorithm for thinning digital patterns*, CACM 27, 1984).
///
/// The image is enlarged twice first, so that the lines lie to half a pixel; afterwards the corners
/// of the grid are smoothed away, and every other place along a line is left out. A row of pixels
/// is one `long`, so that a layer of the rim is peeled off a whole row at a time. One object serves
/// many images, one after the other.
final class Skeleton {

  /// A line of an image is made of places and of pieces between two of them.
  ///
  /// @param places `x, y` of each place in [#UNIT]ths of a pixel of the image
  /// @param pieces the numbers of the two places of each piece; a lone dot is a piece of no length
  record Lines(short[] places, short[] pieces) {}

  /// Places are kept in this share of a pixel.
  static final float UNIT = 1 / 64f;

  /// The widest and highest image.
  static final int LONGEST_SIDE = 31;

  private static final int FINE = 2;
  private static final int INK = 115; // of 255
  private static final int SMOOTHINGS = 2;
  private static final int MOST = FINE * LONGEST_SIDE;

  private final long[] ink = new long[MOST + 2];
  private final long[] peeled = new long[MOST + 2];
  private final short[] number = new short[(MOST + 2) * (MOST + 2)];
  private final float[] x = new float[MOST * MOST];
  private final float[] y = new float[MOST * MOST];
  private final float[] smoothX = new float[MOST * MOST];
  private final float[] smoothY = new float[MOST * MOST];
  private final short[] degree = new short[MOST * MOST];
  private final short[] pieces = new short[8 * MOST * MOST];
  private final short[] incident = new short[2 * MOST * MOST];
  private final boolean[] stays = new boolean[MOST * MOST];
  private int width;
  private int height;
  private int places;
  private int ends;

  /// The middle lines of an image of `rows` × `columns` bytes, 255 for full ink.
  Lines of(byte[] image, int rows, int columns) {
    enlarge(image, rows, columns);
    boolean changed = true;
    while (changed) {
      boolean first = peel(true);
      changed = peel(false) || first;
    }
    join();
    for (int i = 0; i < SMOOTHINGS; i++) {
      smooth();
    }
    thinOut();
    short[] found = new short[2 * places];
    for (int i = 0; i < places; i++) {
      found[2 * i] = (short) Math.round(x[i] / UNIT);
      found[2 * i + 1] = (short) Math.round(y[i] / UNIT);
    }
    return new Lines(found, Arrays.copyOf(pieces, ends));
  }

  /// Each pixel becomes four, by linear interpolation, and each of them ink or paper.
  private void enlarge(byte[] image, int rows, int columns) {
    width = FINE * columns;
    height = FINE * rows;
    Arrays.fill(ink, 0);
    for (int row = 0; row < height; row++) {
      int near = row / 2;
      int far = near + (row % 2 == 0 ? -1 : 1);
      long bits = 0;
      for (int column = 0; column < width; column++) {
        int close = column / 2;
        int away = close + (column % 2 == 0 ? -1 : 1);
        int grey =
            9 * at(image, rows, columns, near, close)
                + 3 * at(image, rows, columns, near, away)
                + 3 * at(image, rows, columns, far, close)
                + at(image, rows, columns, far, away);
        bits |= grey > 16 * INK ? 1L << (column + 1) : 0;
      }
      ink[row + 1] = bits;
    }
  }

  private static int at(byte[] image, int rows, int columns, int row, int column) {
    boolean inside = row >= 0 && row < rows && column >= 0 && column < columns;
    return inside ? image[row * columns + column] & 0xff : 0;
  }

  /// Takes away one layer of the rim, from the lower right or from the upper left.
  ///
  /// @return whether there was anything to take
  private boolean peel(boolean lowerRight) {
    long any = 0;
    for (int row = 1; row <= height; row++) {
      long middle = ink[row];
      long north = ink[row - 1];
      long south = ink[row + 1];
      long east = middle >>> 1;
      long west = middle << 1;
      long northEast = north >>> 1;
      long northWest = north << 1;
      long southEast = south >>> 1;
      long southWest = south << 1;
      long one = north | northEast;
      long two = north & northEast;
      two |= one & east;
      one |= east;
      two |= one & southEast;
      one |= southEast;
      two |= one & south;
      one |= south;
      two |= one & southWest;
      one |= southWest;
      two |= one & west;
      one |= west;
      two |= one & northWest;
      // at least two of the eight are paper
      long paper = ~north | ~northEast;
      long papers = ~north & ~northEast;
      papers |= paper & ~east;
      paper |= ~east;
      papers |= paper & ~southEast;
      paper |= ~southEast;
      papers |= paper & ~south;
      paper |= ~south;
      papers |= paper & ~southWest;
      paper |= ~southWest;
      papers |= paper & ~west;
      paper |= ~west;
      papers |= paper & ~northWest;
      // going round once, paper turns into ink exactly once
      long turns = ~north & northEast;
      long again = 0;
      long turn = ~northEast & east;
      again |= turns & turn;
      turns |= turn;
      turn = ~east & southEast;
      again |= turns & turn;
      turns |= turn;
      turn = ~southEast & south;
      again |= turns & turn;
      turns |= turn;
      turn = ~south & southWest;
      again |= turns & turn;
      turns |= turn;
      turn = ~southWest & west;
      again |= turns & turn;
      turns |= turn;
      turn = ~west & northWest;
      again |= turns & turn;
      turns |= turn;
      turn = ~northWest & north;
      again |= turns & turn;
      turns |= turn;
      long rim =
          lowerRight
              ? ~(north & east & south) & ~(east & south & west)
              : ~(north & east & west) & ~(north & south & west);
      long gone = middle & two & papers & turns & ~again & rim;
      peeled[row] = gone;
      any |= gone;
    }
    for (int row = 1; row <= height; row++) {
      ink[row] &= ~peeled[row];
    }
    return any != 0;
  }

  /// Numbers the places and joins neighbours, each pair once, diagonals only where no corner joins
  /// them.
  private void join() {
    places = 0;
    ends = 0;
    for (int row = 1; row <= height; row++) {
      for (long bits = ink[row]; bits != 0; bits &= bits - 1) {
        int column = Long.numberOfTrailingZeros(bits);
        number[row * (MOST + 2) + column] = (short) places;
        x[places] = (column - 0.5f) / FINE;
        y[places] = (row - 0.5f) / FINE;
        degree[places] = 0;
        places++;
      }
    }
    for (int row = 1; row <= height; row++) {
      for (long bits = ink[row]; bits != 0; bits &= bits - 1) {
        int column = Long.numberOfTrailingZeros(bits);
        int here = number[row * (MOST + 2) + column];
        boolean east = ink(row, column + 1);
        boolean south = ink(row + 1, column);
        if (east) {
          piece(here, row, column + 1);
        }
        if (south) {
          piece(here, row + 1, column);
        } else {
          if (!east && ink(row + 1, column + 1)) {
            piece(here, row + 1, column + 1);
          }
          if (!ink(row, column - 1) && ink(row + 1, column - 1)) {
            piece(here, row + 1, column - 1);
          }
        }
      }
    }
    for (int place = 0; place < places; place++) {
      if (degree[place] == 0) {
        pieces[ends++] = (short) place;
        pieces[ends++] = (short) place;
      }
    }
  }

  private boolean ink(int row, int column) {
    return ((ink[row] >>> column) & 1) != 0;
  }

  /// Whether a pixel of the enlarged image was left by the last thinning.
  boolean isMiddle(int row, int column) {
    return ink(row + 1, column + 1);
  }

  private void piece(int from, int row, int column) {
    int to = number[row * (MOST + 2) + column];
    pieces[ends++] = (short) from;
    pieces[ends++] = (short) to;
    degree[from]++;
    degree[to]++;
  }

  /// Moves each place that has two neighbours half way to their middle; ends and forks stay.
  private void smooth() {
    Arrays.fill(smoothX, 0, places, 0);
    Arrays.fill(smoothY, 0, places, 0);
    for (int i = 0; i < ends; i += 2) {
      int from = pieces[i];
      int to = pieces[i + 1];
      smoothX[from] += x[to];
      smoothY[from] += y[to];
      smoothX[to] += x[from];
      smoothY[to] += y[from];
    }
    for (int i = 0; i < places; i++) {
      if (degree[i] == 2) {
        x[i] = x[i] / 2 + smoothX[i] / 4;
        y[i] = y[i] / 2 + smoothY[i] / 4;
      }
    }
  }

  /// Leaves out places with two neighbours, never two in a row: two pieces become one.
  private void thinOut() {
    Arrays.fill(incident, 0, 2 * places, (short) -1);
    Arrays.fill(stays, 0, places, false);
    for (int i = 0; i < ends; i++) {
      int at = 2 * pieces[i];
      incident[incident[at] < 0 ? at : at + 1] = (short) (i / 2);
    }
    for (int place = 0; place < places; place++) {
      int first = incident[2 * place];
      int second = incident[2 * place + 1];
      if (degree[place] != 2 || stays[place]) {
        continue;
      }
      int from = pieces[2 * first] + pieces[2 * first + 1] - place;
      int to = pieces[2 * second] + pieces[2 * second + 1] - place;
      if (from == to) {
        continue;
      }
      pieces[2 * first] = (short) from;
      pieces[2 * first + 1] = (short) to;
      pieces[2 * second] = -1;
      // the far place now ends the first piece
      incident[incident[2 * to] == second ? 2 * to : 2 * to + 1] = (short) first;
      stays[from] = true;
      stays[to] = true;
    }
    int kept = 0;
    for (int i = 0; i < ends; i += 2) {
      if (pieces[i] >= 0) {
        pieces[kept++] = pieces[i];
        pieces[kept++] = pieces[i + 1];
      }
    }
    ends = kept;
  }
}
