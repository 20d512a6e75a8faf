package backprop.ui.training;

/// A line of straight pieces in pixels, short enough to be drawn in every frame.
///
/// Where several points fall on one column of pixels, only the first, the lowest, the highest and
/// the last are kept: the line looks the same, and 100,000 points take no longer than the chart is
/// wide (4 points a column).
final class Polyline {
  private final double[] x;
  private final double[] y;
  private final int size;

  private Polyline(double[] x, double[] y, int size) {
    this.x = x;
    this.y = y;
    this.size = size;
  }

  /// Pixels from the left, never decreasing; only the first [#size] count.
  double[] x() {
    return x;
  }

  /// Pixels from the top; only the first [#size] count.
  double[] y() {
    return y;
  }

  /// How many points the line has.
  int size() {
    return size;
  }

  /// The line of a curve on a plot; points whose number is not finite are left out.
  static Polyline of(Curve curve, PlotScale scale) {
    Builder builder = new Builder(4 * ((int) Math.ceil(scale.width()) + 2));
    for (int i = 0; i < curve.size(); i++) {
      double y = curve.y(i);
      if (Double.isFinite(y)) {
        builder.add(scale.x(curve.x(i)), scale.y(y));
      }
    }
    return builder.build();
  }

  private static final class Builder {
    private double[] xs;
    private double[] ys;
    private int size;
    private int column = Integer.MIN_VALUE;
    private int inColumn;
    private final double[] columnX = new double[4];
    private final double[] columnY = new double[4];
    private int lowest;
    private int highest;

    Builder(int capacity) {
      xs = new double[capacity];
      ys = new double[capacity];
    }

    void add(double x, double y) {
      int at = (int) Math.floor(x);
      if (at != column) {
        flush();
        column = at;
      }
      // slots: 0 first, 1 and 2 the extremes in the order they came, 3 last
      if (inColumn == 0) {
        set(0, x, y);
        set(1, x, y);
        set(2, x, y);
        lowest = 0;
        highest = 0;
      }
      if (y < columnY[1]) {
        set(1, x, y);
        lowest = inColumn;
      }
      if (y > columnY[2]) {
        set(2, x, y);
        highest = inColumn;
      }
      set(3, x, y);
      inColumn++;
    }

    private void set(int slot, double x, double y) {
      columnX[slot] = x;
      columnY[slot] = y;
    }

    private void flush() {
      if (inColumn == 0) {
        return;
      }
      emit(0);
      if (inColumn > 1) {
        int first = lowest <= highest ? 1 : 2;
        int second = 3 - first;
        int firstAt = Math.min(lowest, highest);
        int secondAt = Math.max(lowest, highest);
        if (firstAt > 0 && firstAt < inColumn - 1) {
          emit(first);
        }
        if (secondAt > firstAt && secondAt < inColumn - 1) {
          emit(second);
        }
        emit(3);
      }
      inColumn = 0;
    }

    private void emit(int slot) {
      if (size == xs.length) {
        xs = java.util.Arrays.copyOf(xs, 2 * size);
        ys = java.util.Arrays.copyOf(ys, 2 * size);
      }
      xs[size] = columnX[slot];
      ys[size] = columnY[slot];
      size++;
    }

    Polyline build() {
      flush();
      return new Polyline(xs, ys, size);
    }
  }
}
