package backprop.ui.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import javafx.geometry.Insets;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

class PanZoomTest {

  private static final double EXACT = 1e-9;

  @Test
  void thePointUnderThePointerStays() {
    Random random = new Random(3);
    PanZoom view = PanZoom.IDENTITY;
    for (int i = 0; i < 500; i++) {
      double x = random.nextDouble(1440);
      double y = random.nextDouble(900);
      Point2D before = view.toWorld(x, y);
      view = view.zoomedAt(x, y, random.nextDouble(0.5, 2));
      Point2D after = view.toWorld(x, y);
      // Offsets grow to some thousands of pixels; a double keeps twelve digits behind them.
      assertEquals(before.getX(), after.getX(), 1e-6);
      assertEquals(before.getY(), after.getY(), 1e-6);
      assertTrue(view.scale() >= PanZoom.MIN_SCALE && view.scale() <= PanZoom.MAX_SCALE);
      // Walk back so that the drawing does not leave the range of what is looked at.
      if (Math.abs(view.x()) > 1e4 || Math.abs(view.y()) > 1e4) {
        view = PanZoom.IDENTITY;
      }
    }
  }

  @Test
  void atTheLimitZoomingMovesNothing() {
    PanZoom small = new PanZoom(PanZoom.MIN_SCALE, 30, 40);
    assertEquals(small, small.zoomedAt(500, 300, 0.5));
    PanZoom large = new PanZoom(PanZoom.MAX_SCALE, 30, 40);
    assertEquals(large, large.zoomedAt(500, 300, 2));
    assertEquals(PanZoom.MAX_SCALE, new PanZoom(1000, 0, 0).scale());
  }

  @Test
  void screenAndWorldAreInverse() {
    PanZoom view = new PanZoom(1.7, -120, 33);
    Point2D screen = view.toScreen(12, 34);
    Point2D world = view.toWorld(screen.getX(), screen.getY());
    assertEquals(12, world.getX(), EXACT);
    assertEquals(34, world.getY(), EXACT);
    assertEquals(new Point2D(12 * 1.7 - 110, 34 * 1.7 + 40), view.panned(10, 7).toScreen(12, 34));
  }

  @Test
  void fitShowsTheWholeDrawingCentredBesideWhatIsCovered() {
    Rectangle2D world = new Rectangle2D(-100, 50, 800, 300);
    Insets margins = new Insets(60, 330, 40, 20);
    PanZoom view = PanZoom.fit(world, 1190, 750, margins, 1.5);
    Point2D corner = view.toScreen(world.getMinX(), world.getMinY());
    Point2D opposite = view.toScreen(world.getMaxX(), world.getMaxY());
    assertEquals(20, corner.getX(), EXACT);
    assertEquals(1190 - 330, opposite.getX(), EXACT);
    assertEquals(corner.getY() - 60, 750 - 40 - opposite.getY(), EXACT);
    assertTrue(corner.getY() >= 60);
  }

  @Test
  void fitDoesNotBlowUpASmallDrawing() {
    assertEquals(
        1.25, PanZoom.fit(new Rectangle2D(0, 0, 10, 10), 1000, 800, Insets.EMPTY, 1.25).scale());
  }

  @Test
  void fitOfNothingIsTheIdentity() {
    assertSame(
        PanZoom.IDENTITY, PanZoom.fit(new Rectangle2D(0, 0, 0, 0), 1000, 800, Insets.EMPTY, 1));
    assertSame(PanZoom.IDENTITY, PanZoom.fit(new Rectangle2D(0, 0, 9, 9), 0, 0, Insets.EMPTY, 1));
    assertSame(
        PanZoom.IDENTITY,
        PanZoom.fit(new Rectangle2D(0, 0, 9, 9), 300, 200, new Insets(0, 330, 0, 0), 1));
  }

  @Test
  void visibleIsWhatTheCornersShow() {
    Rectangle2D visible = new PanZoom(2, -100, 50).visible(400, 300);
    assertEquals(new Rectangle2D(50, -25, 200, 150), visible);
  }
}
