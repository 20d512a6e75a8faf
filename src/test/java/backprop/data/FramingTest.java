package backprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {

  /// One grey step of a byte image.
  private static final double GREY_STEP = 1 / 255.0;

  private static Ink ink(double radius, double... places) {
    List<InkPoint> points = new ArrayList<>();
    for (int i = 0; i < places.length; i += 2) {
      points.add(new InkPoint(places[i], places[i + 1]));
    }
    return new Ink(List.of(new Stroke(points, radius)));
  }

  private static Framed frame(Ink ink) {
    return Framing.frame(ink).orElseThrow();
  }

  private static double sum(GreyImage image) {
    double sum = 0;
    for (float pixel : image.toArray()) {
      sum += pixel;
    }
    return sum;
  }

  /// Centre of mass in pixel indices: column, row.
  private static double[] mass(GreyImage image) {
    double x = 0;
    double y = 0;
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        x += column * image.at(column, row);
        y += row * image.at(column, row);
      }
    }
    return new double[] {x / sum(image), y / sum(image)};
  }

  @Test
  void emptyInkAndEmptyPaperHaveNoFrame() {
    assertEquals(Optional.empty(), Framing.frame(Ink.EMPTY));
    assertEquals(Optional.empty(), Framing.frame(new GreyImage(30, 20, new float[600])));
  }

  @Test
  void theLongerSideIsTwentyPixels() {
    // Upright, 100 + 2 × 10 high and 40 + 2 × 10 wide: 20 by 10 pixels.
    Framed framed = frame(ink(10, 50, 50, 90, 150));
    assertEquals(new Box(40, 40, 60, 120), framed.box());
    assertEquals(20 / 120.0, framed.scale(), 1e-12);
    assertEquals(10, framed.innerWidth());
    assertEquals(20, framed.innerHeight());
    assertEquals(new Box(framed.left(), framed.top(), 10, 20), framed.field().box(0).orElseThrow());
  }

  @Test
  void anAreaKeepsItsSize() {
    // A capsule of radius 20 and straight length 100: π·20² + 40·100, at a scale of 20/140.
    Framed framed = frame(ink(20, 30, 30, 30, 130));
    double scale = 20 / 140.0;
    double area = (Math.PI * 400 + 4000) * scale * scale;
    // The width of 40 becomes 5.71 pixels in a field of 6, nothing of it is cut: edges within 1 %.
    assertEquals(area, sum(framed.field()), 0.01 * area);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void theCentreOfMassComesToTheMiddle(int digit) {
    for (int i = 0; i < 100; i++) {
      Framed framed = frame(new DigitGenerator(4).write(digit, i));
      double[] mass = mass(framed.field());
      for (double at : mass) {
        boolean atTheEdge =
            framed.left() == 0
                || framed.top() == 0
                || framed.left() + framed.innerWidth() == Framing.SIDE
                || framed.top() + framed.innerHeight() == Framing.SIDE;
        assertTrue(atTheEdge || (at >= 13.5 - 1e-5 && at < 14.5 + 1e-5), "centre of mass at " + at);
      }
    }
  }

  @Test
  void theFactsFitTheField() {
    Framed framed = frame(ink(8, 60, 40, 120, 60, 70, 200, 150, 210));
    double[] mass = mass(framed.field());
    double x = framed.box().x() + (mass[0] + 0.5 - framed.left()) / framed.scale();
    double y = framed.box().y() + (mass[1] + 0.5 - framed.top()) / framed.scale();
    // The shorter side is rounded to whole pixels: half a pixel is 1/(2 scale).
    assertEquals(x, framed.mass().x(), 0.5 / framed.scale());
    assertEquals(y, framed.mass().y(), 1e-3 / framed.scale());
  }

  @Test
  void placeAndSizeOnThePadDoNotMatter() {
    // Powers of two and whole numbers: not even rounding differs.
    Ink small = ink(4, 20, 16, 60, 24, 32, 72, 64, 80);
    Ink large = ink(8, 140, 132, 220, 148, 164, 244, 228, 260);
    assertArrayEquals(frame(small).pixels(), frame(large).pixels());
  }

  @Test
  void aPictureOfTheInkIsFramedLikeTheInk() {
    for (int digit = 0; digit < 10; digit++) {
      Ink unit = new DigitGenerator(6).write(digit, 1);
      Ink pad = onPad(unit);
      float[] drawn = frame(pad).pixels();
      float[] read = Framing.frame(pad.image(280, 280)).orElseThrow().pixels();
      // The picture's box is whole pixels, the ink's is not: single edges differ, the image does
      // not.
      double difference = 0;
      double ink = 0;
      for (int i = 0; i < drawn.length; i++) {
        difference += Math.abs(drawn[i] - read[i]);
        ink += drawn[i];
      }
      assertTrue(difference < 0.12 * ink, digit + " differs by " + difference / ink);
    }
  }

  private static Ink onPad(Ink unit) {
    Box box = unit.box().orElseThrow();
    double scale = 200 / box.longerSide();
    List<Stroke> strokes = new ArrayList<>();
    for (Stroke stroke : unit.strokes()) {
      List<InkPoint> points = new ArrayList<>();
      for (InkPoint point : stroke.points()) {
        points.add(
            new InkPoint(40 + (point.x() - box.x()) * scale, 40 + (point.y() - box.y()) * scale));
      }
      strokes.add(new Stroke(points, stroke.radius() * scale));
    }
    return new Ink(strokes);
  }

  @Test
  void aDotFillsTheInnerSquareWithADisc() {
    Framed framed = frame(ink(10, 100, 100));
    assertEquals(20, framed.innerWidth());
    assertEquals(20, framed.innerHeight());
    assertEquals(Math.PI * 100, sum(framed.field()), 0.01 * Math.PI * 100);
    assertEquals(1, framed.field().at(14, 14));
  }

  @Test
  void aHairlineStillHasAFrame() {
    Framed framed = frame(ink(1e-9, 0, 0, 100, 0, 100, 100));
    for (float pixel : framed.pixels()) {
      assertTrue(Float.isFinite(pixel));
    }
    assertTrue(framed.left() >= 0 && framed.top() >= 0);
  }

  @Test
  void theLawsOfFramingAreThoseOfMnist() throws IOException {
    DigitSet train = Mnist.read().train();
    int twenty = 0;
    for (int i = 0; i < train.count(); i++) {
      GreyImage image = train.image(i);
      twenty += image.box(0).orElseThrow().longerSide() == Framing.INNER ? 1 : 0;
      for (double at : mass(image)) {
        assertEquals(14, at, 0.5 + 0.02, "image " + i);
      }
    }
    assertEquals(59_987, twenty);
  }

  @Test
  void framingMnistAgainChangesNothing() throws IOException {
    DigitSet test = Mnist.read().test();
    int same = 0;
    for (int i = 0; i < 1000; i++) {
      GreyImage image = test.image(i);
      if (image.box(0.1).orElseThrow().longerSide() == Framing.INNER) {
        float[] again = Framing.frame(image).orElseThrow().pixels();
        double worst = 0;
        for (int p = 0; p < again.length; p++) {
          worst = Math.max(worst, Math.abs(again[p] - image.toArray()[p]));
        }
        // Grey of 0.1 and less beyond the box is taken for paper; nothing else may change.
        same += worst <= 0.1 + GREY_STEP ? 1 : 0;
      }
    }
    assertTrue(same > 900, same + " of 1000");
  }

  @Test
  void framingADrawnDigitTakesUnderTwoMilliseconds() {
    Ink pad = onPad(new DigitGenerator(6).write(8, 1));
    for (int i = 0; i < 200; i++) {
      frame(pad);
    }
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 50; i++) {
      long start = System.nanoTime();
      frame(pad);
      best = Math.min(best, System.nanoTime() - start);
    }
    assertTrue(best < 2_000_000, best / 1e6 + " ms");
  }
}
