package backprop.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InkTest {

  /// The edge of a stroke is one pixel of linear ramp: its area is right to a few percent of a
  /// pixel's width.
  private static final double EDGE = 0.02;

  private static Stroke line(double radius, double x0, double y0, double x1, double y1) {
    return new Stroke(List.of(new InkPoint(x0, y0), new InkPoint(x1, y1)), radius);
  }

  private static double area(GreyImage image) {
    double sum = 0;
    for (float pixel : image.toArray()) {
      sum += pixel;
    }
    return sum;
  }

  @Test
  void drawingOnMakesANewDrawing() {
    Stroke one = line(1, 0, 0, 1, 1);
    Stroke two = line(1, 1, 0, 0, 1);
    Ink first = Ink.EMPTY.with(one);
    Ink both = first.with(two);
    assertEquals(List.of(one), first.strokes());
    assertEquals(List.of(one, two), both.strokes());
    assertEquals(first, both.withoutNewest());
    assertEquals(Ink.EMPTY, first.withoutNewest());
    assertSame(Ink.EMPTY, Ink.EMPTY.withoutNewest());
    assertTrue(Ink.EMPTY.isEmpty());
    assertFalse(first.isEmpty());
  }

  @Test
  void aStrokeKeepsItsOwnPoints() {
    List<InkPoint> points = new ArrayList<>(List.of(new InkPoint(1, 2)));
    Stroke stroke = new Stroke(points, 3);
    points.clear();
    assertEquals(List.of(new InkPoint(1, 2)), stroke.points());
  }

  @Test
  void theBoxHoldsThePensWidth() {
    assertEquals(Optional.empty(), Ink.EMPTY.box());
    Ink ink = Ink.EMPTY.with(line(2, 10, 20, 30, 25)).with(line(5, 40, 30, 40, 30));
    assertEquals(Optional.of(new Box(8, 18, 37, 17)), ink.box());
  }

  @Test
  void pressureWidensTheLine() {
    Stroke pressed = new Stroke(List.of(new InkPoint(30, 50, 2), new InkPoint(70, 50, 0.5)), 4);
    Ink ink = Ink.EMPTY.with(pressed);
    assertEquals(Optional.of(new Box(22, 42, 50, 16)), ink.box());
    // Half discs of radius 8 and 2, and the trapezium between them.
    double expected = Math.PI * (64 + 4) / 2 + 40 * (16 + 4) / 2.0;
    assertEquals(expected, area(ink.image(100, 100)), EDGE * expected);
  }

  @Test
  void theAreaOfALineIsThatOfACapsule() {
    Ink ink = Ink.EMPTY.with(line(6, 30.3, 20.6, 71.2, 77.9));
    double length = Math.hypot(71.2 - 30.3, 77.9 - 20.6);
    double expected = Math.PI * 36 + 12 * length;
    assertEquals(expected, area(ink.image(100, 100)), EDGE * expected);
  }

  @Test
  void crossingInkIsNotDarkerThanInk() {
    Ink ink = Ink.EMPTY.with(line(3, 10, 10, 50, 50)).with(line(3, 50, 10, 10, 50));
    for (float pixel : ink.image(60, 60).toArray()) {
      assertTrue(pixel >= 0 && pixel <= 1);
    }
    assertEquals(1, ink.image(60, 60).at(30, 30));
  }

  @Test
  void whatLiesOutsideIsCutOff() {
    Ink ink = Ink.EMPTY.with(line(4, -1e6, 10, 1e6, 10));
    assertEquals(8 * 20, area(ink.image(20, 20)), EDGE * 160);
    assertEquals(0, area(Ink.EMPTY.with(line(4, 100, 100, 200, 200)).image(20, 20)));
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new InkPoint(Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new InkPoint(0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Stroke(List.of(), 1));
    assertThrows(IllegalArgumentException.class, () -> new Stroke(List.of(new InkPoint(0, 0)), 0));
  }
}
