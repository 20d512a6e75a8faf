package backprop.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.graph.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurveTest {
  private static final double CLOSE = 1e-9;
  private static final Curve EDGE = Curve.connecting(new Point(0, 0), new Point(200, 120));

  @Test
  void leavesToTheRightAndArrivesFromTheLeft() {
    assertTrue(EDGE.control1().x() > 0);
    assertEquals(0, EDGE.control1().y(), CLOSE);
    assertTrue(EDGE.control2().x() < 200);
    assertEquals(120, EDGE.control2().y(), CLOSE);
    Curve back = Curve.connecting(new Point(0, 0), new Point(-100, 50));
    assertTrue(back.at(0.05).x() > 0, "turns round by leaving to the right");
  }

  @Test
  void theMiddleIsTheMiddleOfTheEnds() {
    assertEquals(100, EDGE.at(0.5).x(), CLOSE);
    assertEquals(60, EDGE.at(0.5).y(), CLOSE);
  }

  @ParameterizedTest
  @CsvSource({"200,0", "200,120", "200,-120", "120,300", "300,-40", "90,-200"})
  void theSecondLineKeepsItsDistance(double x, double y) {
    Curve edge = Curve.connecting(new Point(0, 0), new Point(x, y));
    Curve beside = edge.beside(5);
    for (double t = 0; t <= 1; t += 0.1) {
      double distance = edge.distance(beside.at(t));
      assertTrue(distance > 2.9 && distance < 6, "at " + t + " it is " + distance);
    }
    assertTrue(beside.at(0.5).y() > edge.at(0.5).y() || x < Math.abs(y), "and lies below");
  }

  @Test
  void untilIsThePartThatWasTravelled() {
    Curve part = EDGE.until(0.3);
    assertEquals(EDGE.start(), part.start());
    assertEquals(EDGE.at(0.3).x(), part.end().x(), CLOSE);
    assertEquals(EDGE.at(0.3).y(), part.end().y(), CLOSE);
    assertEquals(EDGE.at(0.15).x(), part.at(0.5).x(), CLOSE);
    assertEquals(EDGE.at(0.25), EDGE.reversed().at(0.75));
  }

  @Test
  void distanceIsZeroOnTheCurveAndGrowsBesideIt() {
    assertEquals(0, EDGE.distance(EDGE.at(0.37)), 0.1);
    Point normal = EDGE.normal(0.5);
    Point middle = EDGE.at(0.5);
    assertEquals(10, EDGE.distance(middle.plus(10 * normal.x(), 10 * normal.y())), 0.2);
    assertTrue(normal.y() < 0, "the normal points up on an edge that goes right");
  }

  @Test
  void crossesTheBoxesItPassesThrough() {
    assertTrue(EDGE.crosses(Bounds.around(new Point(100, 60), 10, 10)));
    assertFalse(EDGE.crosses(Bounds.around(new Point(40, 110), 10, 10)));
    assertTrue(EDGE.bounds().contains(EDGE.at(0.8)));
  }

  @Test
  void aLineCrossesACurveOnlyWhereTheyMeet() {
    Curve curve = Curve.connecting(new Point(0, 0), new Point(100, 60));
    Point middle = curve.at(0.5);
    assertTrue(curve.crosses(middle.plus(-5, 5), middle.plus(5, -5)));
    assertTrue(curve.crosses(middle.plus(0, -200), middle.plus(0, 200)));
    assertFalse(curve.crosses(middle.plus(0, -200), middle.plus(0, -20)), "ends before it");
    assertFalse(curve.crosses(new Point(0, 20), new Point(20, 20)), "beside it");
    assertFalse(curve.crosses(new Point(-10, -50), new Point(-10, 50)), "before its start");
  }
}
