package backprop.ui.training;

import java.util.ArrayList;
import java.util.List;

/// The marked numbers of an axis that begins at 0.
final class Ticks {

  private Ticks() {}

  /// At most `most` + 1 round numbers (1, 2, 2.5 or 5 times a power of ten apart) from 0 to the
  /// first that is at least `largest`.
  static List<Double> upTo(double largest, int most) {
    double step = Math.pow(10, Math.floor(Math.log10(largest / most)));
    for (double factor : new double[] {1, 2, 2.5, 5, 10}) {
      if (largest <= factor * step * most * (1 + 1e-12)) {
        return ticks(factor * step, largest);
      }
    }
    return ticks(10 * step, largest);
  }

  private static List<Double> ticks(double step, double largest) {
    List<Double> ticks = new ArrayList<>();
    int last = (int) Math.ceil(largest / step - 1e-9);
    for (int i = 0; i <= last; i++) {
      ticks.add(i * step);
    }
    return List.copyOf(ticks);
  }
}
