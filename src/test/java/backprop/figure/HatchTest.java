package backprop.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.graph.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class HatchTest {
  private static final Bounds SLOT = new Bounds(10, 20, 56, 36);

  @Test
  void stripesCoverHalfOfTheSlotAndStayInside() {
    double area = 0;
    for (List<Point> stripe : Hatch.stripes(SLOT)) {
      for (int i = 0; i < stripe.size(); i++) {
        Point a = stripe.get(i);
        Point b = stripe.get((i + 1) % stripe.size());
        assertTrue(SLOT.grow(1e-9).contains(a));
        area += (a.x() * b.y() - b.x() * a.y()) / 2;
      }
    }
    double half = SLOT.width() * SLOT.height() / 2;
    assertEquals(half, Math.abs(area), 0.08 * half, "a stripe more or less at the ends");
  }

  @Test
  void noStripeReachesIntoARoundedCorner() {
    for (List<Point> stripe : Hatch.stripes(SLOT)) {
      for (Point point : stripe) {
        double dx = Math.max(0, Math.abs(point.x() - 33) - (23 - Hatch.CORNER));
        double dy = Math.max(0, Math.abs(point.y() - 28) - (8 - Hatch.CORNER));
        assertTrue(Math.hypot(dx, dy) <= Hatch.CORNER + 1e-9, point.toString());
      }
    }
  }
}
