package backprop.ui.training;

import backprop.training.EpochRecord;
import backprop.training.FloatSeries;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// A run's record as curves over its iterations.
final class Curves {

  private Curves() {}

  /// One number a mini-batch: the first belongs to iteration 1.
  static Curve of(FloatSeries series) {
    return new Curve() {
      @Override
      public int size() {
        return series.size();
      }

      @Override
      public double x(int point) {
        return point + 1.0;
      }

      @Override
      public double y(int point) {
        return series.get(point);
      }
    };
  }

  /// One number a row of the epoch table, where the row was made.
  static Curve of(List<EpochRecord> rows, ToDoubleFunction<EpochRecord> number) {
    return new Curve() {
      @Override
      public int size() {
        return rows.size();
      }

      @Override
      public double x(int point) {
        return rows.get(point).iteration();
      }

      @Override
      public double y(int point) {
        return number.applyAsDouble(rows.get(point));
      }
    };
  }
}
