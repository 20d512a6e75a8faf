package backprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.tensor.CounterRandom;
import org.junit.jupiter.api.Test;

/// The fast look through the sheet against the formula in float64.
class WarpTest {

  private static final int ROWS = 28;
  private static final int COLUMNS = 23;

  /// Shares of a pixel are kept in 256ths across and down: half of one each, of 255 greys, and the
  /// rounding.
  private static final double GREYS = 255.0 / 256 + 1;

  private static byte[] noise(long seed, int left, int top, int right, int bottom) {
    byte[] image = new byte[ROWS * COLUMNS];
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        int at = row * COLUMNS + column;
        image[at] = (byte) CounterRandom.below(seed, at, 256);
      }
    }
    return image;
  }

  private static double at(byte[] image, int column, int row) {
    boolean inside = column >= 0 && column < COLUMNS && row >= 0 && row < ROWS;
    return inside ? image[row * COLUMNS + column] & 0xff : 0;
  }

  private static double smooth(byte[] image, double x, double y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    double fx = x - column;
    double fy = y - row;
    return (1 - fy) * ((1 - fx) * at(image, column, row) + fx * at(image, column + 1, row))
        + fy * ((1 - fx) * at(image, column, row + 1) + fx * at(image, column + 1, row + 1));
  }

  @Test
  void everyPixelComesFromWhereTheFormulaSays() {
    ElasticFields fields = new ElasticFields(ROWS, COLUMNS, 0.8, 3);
    Warp warp = new Warp(ROWS, COLUMNS);
    byte[] seen = new byte[ROWS * COLUMNS];
    double worst = 0;
    int inked = 0;
    for (int trial = 0; trial < 60; trial++) {
      Draws draws = new Draws(trial);
      int left = draws.below(10);
      int top = draws.below(10);
      int right = COLUMNS - draws.below(10);
      int bottom = ROWS - draws.below(10);
      byte[] image = noise(trial, left, top, right, bottom);
      double xx = 1 + draws.normal(0.2);
      double xy = draws.normal(0.3);
      double yx = draws.normal(0.3);
      double yy = 1 + draws.normal(0.2);
      double x = draws.normal(2);
      double y = draws.normal(2);
      ElasticFields bent = trial % 2 == 0 ? fields : null;
      int field = draws.below(ElasticFields.COUNT);
      warp.open(image, left, top, right, bottom);
      warp.look(xx, xy, yx, yy, x, y, bent, field, 0, seen);
      for (int at = 0; at < seen.length; at++) {
        double u = at % COLUMNS + 0.5 - COLUMNS / 2.0;
        double v = Math.floorDiv(at, COLUMNS) + 0.5 - ROWS / 2.0;
        int bend = bent == null ? 0 : fields.bends()[fields.start(field) + at];
        double fromX = xx * u + xy * v + x + COLUMNS / 2.0 - 0.5;
        double fromY = yx * u + yy * v + y + ROWS / 2.0 - 0.5;
        double expected =
            smooth(
                image,
                fromX + ElasticFields.across(bend) / (double) ElasticFields.UNIT,
                fromY + ElasticFields.down(bend) / (double) ElasticFields.UNIT);
        worst = Math.max(worst, Math.abs(expected - (seen[at] & 0xff)));
        inked += expected > 0 ? 1 : 0;
      }
    }
    assertTrue(worst <= GREYS, "off by " + worst + " greys");
    assertTrue(inked > 60 * 200, inked + " pixels of ink");
  }

  @Test
  void aStraightSheetShowsTheImageItself() {
    Warp warp = new Warp(ROWS, COLUMNS);
    byte[] image = noise(1, 0, 0, COLUMNS, ROWS);
    byte[] seen = new byte[image.length];
    warp.open(image);
    warp.look(1, 0, 0, 1, 0, 0, null, 0, 0, seen);
    assertArrayEquals(image, seen);
  }

  @Test
  void thickerStrokesHaveMoreInkAndThinnerOnesLess() {
    byte[] image = new byte[ROWS * COLUMNS];
    for (int row = 5; row < 20; row++) {
      image[row * COLUMNS + 9] = 100;
      image[row * COLUMNS + 10] = (byte) 255;
      image[row * COLUMNS + 11] = 100;
    }
    assertEquals(255, edge(image, 1), 0); // 100 · e is beyond full
    assertEquals(165, edge(image, 0.5), 1); // 100 · √e
    assertEquals(100, edge(image, 0), 0);
    assertEquals(0, edge(image, -1), 0); // 255 − 155 · e is below 0
    assertTrue(edge(image, -0.3) > 0 && edge(image, -0.3) < 100);
  }

  private static int edge(byte[] image, double thicker) {
    Warp warp = new Warp(ROWS, COLUMNS);
    byte[] seen = new byte[image.length];
    warp.open(image);
    warp.look(1, 0, 0, 1, 0, 0, null, 0, thicker, seen);
    int middle = seen[10 * COLUMNS + 10] & 0xff;
    assertEquals(255, middle, "the middle of the stroke stays full");
    int side = seen[10 * COLUMNS + 9] & 0xff;
    return side;
  }
}
