package backprop.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.tensor.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkeletonTest {

  private static final int SIDE = 28;

  private static byte[] drawn(Ink ink) {
    return ink.image(SIDE, SIDE).toBytes();
  }

  private static Ink line(double radius, double... places) {
    List<InkPoint> points = new ArrayList<>();
    for (int i = 0; i < places.length; i += 2) {
      points.add(new InkPoint(places[i], places[i + 1]));
    }
    return new Ink(List.of(new Stroke(points, radius)));
  }

  private static Ink ring(double middleX, double middleY, double size, double radius) {
    double[] places = new double[2 * 41];
    for (int i = 0; i <= 40; i++) {
      places[2 * i] = middleX + size * Math.cos(Math.PI * i / 20);
      places[2 * i + 1] = middleY + size * Math.sin(Math.PI * i / 20);
    }
    return line(radius, places);
  }

  private static Skeleton.Lines lines(Ink ink) {
    return new Skeleton().of(drawn(ink), SIDE, SIDE);
  }

  private static double x(Skeleton.Lines lines, int place) {
    return lines.places()[2 * place] * Skeleton.UNIT;
  }

  private static double y(Skeleton.Lines lines, int place) {
    return lines.places()[2 * place + 1] * Skeleton.UNIT;
  }

  @Test
  void theMiddleOfAStrokeIsFoundToThreeTenthsOfAPixel() {
    for (double radius : new double[] {0.8, 1.2, 2}) {
      Skeleton.Lines lines = lines(line(radius, 6, 20, 20, 6));
      assertTrue(lines.pieces().length >= 8);
      for (short end : lines.pieces()) {
        // x + y = 26 on the line
        assertEquals(26, x(lines, end) + y(lines, end), 0.3 * Math.sqrt(2), "radius " + radius);
      }
    }
  }

  @Test
  void aRingStaysOneClosedRing() {
    for (double radius : new double[] {0.8, 1.5, 2.5}) {
      Skeleton.Lines lines = lines(ring(14, 13, 7, radius));
      int[] degree = new int[lines.places().length / 2];
      for (short end : lines.pieces()) {
        degree[end]++;
        assertEquals(7, Math.hypot(x(lines, end) - 14, y(lines, end) - 13), 0.6);
      }
      for (int ends : degree) {
        assertTrue(ends == 0 || ends == 2, "an end or a fork in a ring");
      }
      assertTrue(lines.pieces().length >= 2 * 10, "too few pieces for a ring");
    }
  }

  @Test
  void aDotIsAPieceOfNoLength() {
    // a dot of nine pixels of the enlarged image; one of four would vanish, as in the paper
    byte[] image = new byte[SIDE * SIDE];
    image[12 * SIDE + 10] = (byte) 255;
    image[12 * SIDE + 11] = (byte) 140;
    image[13 * SIDE + 10] = (byte) 140;
    image[13 * SIDE + 11] = (byte) 100;
    Skeleton.Lines lines = new Skeleton().of(image, SIDE, SIDE);
    assertEquals(1, lines.pieces().length / 2);
    assertEquals(lines.pieces()[0], lines.pieces()[1]);
    assertEquals(10.5, x(lines, lines.pieces()[0]), 0.6);
  }

  @Test
  void emptyPaperHasNoLines() {
    Skeleton.Lines lines = new Skeleton().of(new byte[SIDE * SIDE], SIDE, SIDE);
    assertEquals(0, lines.pieces().length);
    assertEquals(0, lines.places().length);
  }

  /// Rows thinned at once against the definition pixel by pixel, on digits, noise and full ink.
  @Test
  void thinningIsThatOfZhangAndSuen() {
    Skeleton skeleton = new Skeleton();
    int compared = 0;
    for (int trial = 0; trial < 60; trial++) {
      byte[] image =
          trial < 30 ? drawnDigit(trial) : trial == 59 ? full() : noise(trial, trial < 45 ? 3 : 50);
      boolean[] expected = PlainThinning.of(image, SIDE);
      for (int row = 0; row < 2 * SIDE; row++) {
        for (int column = 0; column < 2 * SIDE; column++) {
          if (column == 0 && row == 0) {
            skeleton.of(image, SIDE, SIDE);
          }
          assertEquals(
              expected[row * 2 * SIDE + column],
              skeleton.isMiddle(row, column),
              "image " + trial + " at " + column + ", " + row);
          compared++;
        }
      }
    }
    assertEquals(60 * 56 * 56, compared);
  }

  private static byte[] drawnDigit(int trial) {
    Ink ink = new DigitGenerator(1).write(trial % 10, trial);
    return Framing.frame(ink).orElseThrow().field().toBytes();
  }

  private static byte[] full() {
    byte[] image = new byte[SIDE * SIDE];
    java.util.Arrays.fill(image, (byte) 255);
    return image;
  }

  private static byte[] noise(long seed, int percent) {
    byte[] image = new byte[SIDE * SIDE];
    for (int i = 0; i < image.length; i++) {
      boolean ink = CounterRandom.below(seed, i, 100) < percent;
      image[i] = (byte) (ink ? 255 : 0);
    }
    return image;
  }
}
