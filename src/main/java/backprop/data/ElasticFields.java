package backprop.data;

import backprop.tensor.CounterRandom;
import java.util.Arrays;

/// A stock of smooth bends of the sheet: for each pixel how far away its ink comes from.
///
/// Each is the sum of two waves of random direction, length and phase, and follows from the seed
/// and its number. They are made once, because a sine for each pixel of each image would cost more
/// than all the rest.
final class ElasticFields {

  /// How many there are.
  static final int COUNT = 128;

  /// Displacements are kept in this share of a pixel.
  static final int UNIT = 1 << 8;

  /// The farthest that ink is displaced, in pixels.
  private static final double FARTHEST = 100;

  private static final int WAVES = 2;

  /// Radians a pixel of an image of 28: a wave is about as long as the image.
  private static final double WAVE_NUMBER = 0.24 * 28;

  private final int rows;
  private final int columns;
  private final int[] bends;
  private final double[] farthest = new double[COUNT];

  /// @param strength standard deviation of a wave's height, in pixels
  ElasticFields(int rows, int columns, double strength, long seed) {
    this.rows = rows;
    this.columns = columns;
    int size = rows * columns;
    double[] across = new double[size];
    double[] down = new double[size];
    bends = new int[COUNT * size];
    double number = WAVE_NUMBER / Math.max(rows, columns);
    for (int field = 0; field < COUNT; field++) {
      Arrays.fill(across, 0);
      Arrays.fill(down, 0);
      Draws draws = new Draws(CounterRandom.key(seed, CounterRandom.name("elastic"), field));
      for (int wave = 0; wave < WAVES; wave++) {
        double side = draws.normal(strength);
        double drop = draws.normal(strength);
        double u = draws.normal(number);
        double v = draws.normal(number);
        double phase = draws.between(0, 2 * Math.PI);
        for (int at = 0; at < size; at++) {
          double swing =
              StrictMath.sin(
                  u * (at % columns + 0.5 - columns / 2.0)
                      + v * (Math.floorDiv(at, columns) + 0.5 - rows / 2.0)
                      + phase);
          across[at] += side * swing;
          down[at] += drop * swing;
        }
      }
      double most = 0;
      for (int at = 0; at < size; at++) {
        most = Math.max(most, Math.max(Math.abs(across[at]), Math.abs(down[at])));
        bends[field * size + at] = (kept(across[at]) << 16) | (kept(down[at]) & 0xffff);
      }
      farthest[field] = Math.min(most, FARTHEST);
    }
  }

  /// The largest displacement across or down in this field, in pixels.
  double farthest(int field) {
    return farthest[field];
  }

  private static int kept(double displacement) {
    return (int) Math.rint(Math.clamp(displacement, -FARTHEST, FARTHEST) * UNIT);
  }

  /// Where the field of this number begins in [#bends].
  int start(int field) {
    return field * rows * columns;
  }

  /// The displacements, field by field, row by row: across in the upper 16 bits, down in the lower.
  int[] bends() {
    return bends;
  }

  /// The displacement across that a number of [#bends] says, in [#UNIT]s of a pixel.
  static int across(int bend) {
    return bend >> 16;
  }

  /// The displacement down that a number of [#bends] says, in [#UNIT]s of a pixel.
  static int down(int bend) {
    return (short) bend;
  }

  /// The pixel at this place, or the nearest on the sheet.
  int nearest(double x, double y) {
    int column = (int) Math.clamp(x, 0.0, columns - 1.0);
    int row = (int) Math.clamp(y, 0.0, rows - 1.0);
    return row * columns + column;
  }
}
