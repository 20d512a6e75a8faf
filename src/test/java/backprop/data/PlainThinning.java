package backprop.data;

/// Zhang and Suen's thinning pixel by pixel, as the paper defines it, of an image enlarged twice:
/// what [Skeleton] is held against.
final class PlainThinning {

  private static final int[] ACROSS = {0, 1, 1, 1, 0, -1, -1, -1};
  private static final int[] DOWN = {-1, -1, 0, 1, 1, 1, 0, -1};
  private static final double INK = 115 / 255.0;

  private final int side;
  private final boolean[] ink;

  private PlainThinning(int side) {
    this.side = side;
    this.ink = new boolean[side * side];
  }

  /// Which of the 2·side × 2·side pixels are left.
  static boolean[] of(byte[] image, int side) {
    PlainThinning thinning = new PlainThinning(2 * side);
    for (int row = 0; row < 2 * side; row++) {
      for (int column = 0; column < 2 * side; column++) {
        double grey = smooth(image, side, (column + 0.5) / 2 - 0.5, (row + 0.5) / 2 - 0.5);
        thinning.ink[row * 2 * side + column] = grey > INK + 1e-9;
      }
    }
    boolean changed = true;
    while (changed) {
      boolean lowerRight = thinning.peel(0, 2, 4, 2, 4, 6);
      changed = thinning.peel(0, 2, 6, 0, 4, 6) || lowerRight;
    }
    return thinning.ink;
  }

  private static double smooth(byte[] image, int side, double x, double y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    double fx = x - column;
    double fy = y - row;
    return (1 - fy)
            * ((1 - fx) * at(image, side, column, row) + fx * at(image, side, column + 1, row))
        + fy
            * ((1 - fx) * at(image, side, column, row + 1)
                + fx * at(image, side, column + 1, row + 1));
  }

  private static double at(byte[] image, int side, int column, int row) {
    boolean inside = column >= 0 && column < side && row >= 0 && row < side;
    return inside ? (image[row * side + column] & 0xff) / 255.0 : 0;
  }

  private boolean neighbour(int column, int row, int which) {
    int x = column + ACROSS[which];
    int y = row + DOWN[which];
    return x >= 0 && y >= 0 && x < side && y < side && ink[y * side + x];
  }

  /// One pass: the two triples of neighbours must not be all ink.
  private boolean peel(int... triples) {
    boolean[] gone = new boolean[ink.length];
    boolean any = false;
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        if (ink[row * side + column] && goes(column, row, triples)) {
          gone[row * side + column] = true;
          any = true;
        }
      }
    }
    for (int at = 0; at < ink.length; at++) {
      ink[at] &= !gone[at];
    }
    return any;
  }

  private boolean goes(int column, int row, int... triples) {
    int count = 0;
    int rises = 0;
    for (int i = 0; i < 8; i++) {
      boolean here = neighbour(column, row, i);
      count += here ? 1 : 0;
      rises += !here && neighbour(column, row, (i + 1) % 8) ? 1 : 0;
    }
    boolean first =
        neighbour(column, row, triples[0])
            && neighbour(column, row, triples[1])
            && neighbour(column, row, triples[2]);
    boolean second =
        neighbour(column, row, triples[3])
            && neighbour(column, row, triples[4])
            && neighbour(column, row, triples[5]);
    return count >= 2 && count <= 6 && rises == 1 && !first && !second;
  }
}
