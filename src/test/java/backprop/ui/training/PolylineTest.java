package backprop.ui.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.tensor.CounterRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolylineTest {
  private static final PlotScale HUNDRED = new PlotScale(0, 0, 100, 50, 0, 100, 0, 1);

  private record Points(double[] xs, double[] ys) implements Curve {
    @Override
    public int size() {
      return xs.length;
    }

    @Override
    public double x(int point) {
      return xs[point];
    }

    @Override
    public double y(int point) {
      return ys[point];
    }
  }

  @Test
  void fewPointsAreKeptAsTheyAre() {
    Polyline line =
        Polyline.of(new Points(new double[] {0, 50, 100}, new double[] {0, 1, 0.5}), HUNDRED);
    assertArrayEquals(new double[] {0, 50, 100}, Arrays.copyOf(line.x(), line.size()));
    assertArrayEquals(new double[] {50, 0, 25}, Arrays.copyOf(line.y(), line.size()));
  }

  @Test
  void aHundredThousandPointsBecomeAtMostFourAColumnAndKeepEveryExtreme() {
    int count = 100_000;
    double[] xs = new double[count];
    double[] ys = new double[count];
    double[] lowest = new double[101];
    double[] highest = new double[101];
    Arrays.fill(lowest, Double.MAX_VALUE);
    for (int i = 0; i < count; i++) {
      xs[i] = 100.0 * i / count;
      ys[i] = CounterRandom.uniform(7, i);
      int column = (int) Math.floor(HUNDRED.x(xs[i]));
      lowest[column] = Math.min(lowest[column], HUNDRED.y(ys[i]));
      highest[column] = Math.max(highest[column], HUNDRED.y(ys[i]));
    }
    Polyline line = Polyline.of(new Points(xs, ys), HUNDRED);
    assertTrue(line.size() <= 4 * 101, "points: " + line.size());
    for (int column = 0; column < 100; column++) {
      double low = Double.MAX_VALUE;
      double high = 0;
      for (int i = 0; i < line.size(); i++) {
        if ((int) Math.floor(line.x()[i]) == column) {
          low = Math.min(low, line.y()[i]);
          high = Math.max(high, line.y()[i]);
        }
      }
      assertEquals(lowest[column], low, "column " + column);
      assertEquals(highest[column], high, "column " + column);
    }
  }

  @Test
  void pointsStayInTheOrderInWhichTheyCame() {
    // one column: first 0.5, then the lowest value 0.1, then the highest 0.9, last 0.4
    Polyline line =
        Polyline.of(
            new Points(
                new double[] {10.1, 10.2, 10.3, 10.4, 10.5},
                new double[] {0.5, 0.1, 0.3, 0.9, 0.4}),
            HUNDRED);
    assertEquals(4, line.size());
    assertArrayEquals(new double[] {25, 45, 5, 30}, Arrays.copyOf(line.y(), line.size()), 1e-12);
  }

  @Test
  void aLossThatIsNotANumberLeavesNoPoint() {
    Polyline line =
        Polyline.of(new Points(new double[] {0, 1, 2}, new double[] {1, Double.NaN, 0.5}), HUNDRED);
    assertEquals(2, line.size());
  }

  @Test
  void ticksAreRoundAndReachTheLargest() {
    assertEquals(List.of(0.0, 0.5, 1.0, 1.5, 2.0, 2.5), Ticks.upTo(2.3, 5));
    assertEquals(List.of(0.0, 0.25, 0.5, 0.75, 1.0), Ticks.upTo(1.0, 4));
    for (double largest : new double[] {1e-3, 0.07, 0.9, 2.302, 17, 9_999, 10_000, 123_456}) {
      List<Double> ticks = Ticks.upTo(largest, 5);
      assertTrue(ticks.getLast() >= largest * (1 - 1e-9), largest + " " + ticks);
      assertTrue(ticks.size() >= 3 && ticks.size() <= 6, largest + " " + ticks);
    }
  }
}
