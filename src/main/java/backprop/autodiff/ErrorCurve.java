package backprop.autodiff;

import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleUnaryOperator;

/// How wrong the textbook's numerical derivative is, by its step: from h = 1e-1 to 1e-12.
///
/// The difference is `(f(x + h) − f(x − h)) / 2h`. To the left its error is the truncation of the
/// series, which falls with h²; to the right it is round-off, which grows with 1/h. In float64 the
/// valley lies near 1e-5, in float32 near 1e-2. What it is held against is [NumericalGradient]'s
/// extrapolated derivative, so that the curve says nothing about backpropagation.
///
/// For float32 every value of the graph, the difference and the quotient are rounded to float32;
/// sums inside one operation are not.
///
/// @param node the node whose gradient it is
/// @param float64 the errors in float64, from the widest step to the narrowest
/// @param float32 the same in float32
/// @param numbers how many numbers of the gradient were looked at
public record ErrorCurve(NodeId node, List<Point> float64, List<Point> float32, int numbers) {
  /// The most numbers of a tensor that are looked at.
  public static final int MOST_NUMBERS = 24;

  private static final int DECADES = 12;
  private static final int PER_DECADE = 2;

  public ErrorCurve {
    float64 = List.copyOf(float64);
    float32 = List.copyOf(float32);
  }

  /// The error of all the differences of one step.
  ///
  /// @param step h
  /// @param error √Σ(difference − derivative)² / √Σ derivative²; the absolute error where the
  ///   derivative is 0; NaN where something was not finite
  public record Point(double step, double error) {}

  /// The step at which a curve is lowest.
  public static Point lowest(List<Point> curve) {
    return curve.stream()
        .filter(point -> Double.isFinite(point.error()))
        .min(java.util.Comparator.comparingDouble(Point::error))
        .orElse(new Point(Double.NaN, Double.NaN));
  }

  /// The curve of one node's gradient.
  ///
  /// @throws CancellationException if cancelled
  public static ErrorCurve of(Trace trace, NodeId node, BooleanSupplier cancelled) {
    Cut cut = new Cut(trace, node);
    Tensor upstream = GradientCheck.seed(trace);
    Kinks kinks = new Kinks(trace, cut);
    int size = cut.value().size();
    int looked = Math.min(size, MOST_NUMBERS);
    List<Integer> positions = new ArrayList<>();
    List<Double> exact = new ArrayList<>();
    for (int i = 0; i < looked; i++) {
      stopIf(cancelled);
      int position = (int) ((long) i * size / looked);
      double derivative =
          NumericalGradient.partial(
                  cut::output, cut.value(), position, upstream, kinks.reach(position))
              .value();
      if (Double.isFinite(derivative)) {
        positions.add(position);
        exact.add(derivative);
      }
    }
    return new ErrorCurve(
        node,
        curve(cut, upstream, positions, exact, v -> v, cancelled),
        curve(cut.rounded(), upstream, positions, exact, v -> (double) (float) v, cancelled),
        positions.size());
  }

  private static List<Point> curve(
      Cut cut,
      Tensor upstream,
      List<Integer> positions,
      List<Double> exact,
      DoubleUnaryOperator rounding,
      BooleanSupplier cancelled) {
    List<Point> curve = new ArrayList<>();
    for (int i = 0; i <= (DECADES - 1) * PER_DECADE; i++) {
      double step = step(i);
      double off = 0;
      double size = 0;
      for (int k = 0; k < positions.size(); k++) {
        stopIf(cancelled);
        double derivative = twoPoint(cut, upstream, positions.get(k), step, rounding);
        off += Math.pow(derivative - exact.get(k), 2);
        size += exact.get(k) * exact.get(k);
      }
      double error = Math.sqrt(off) / (size == 0 ? 1 : Math.sqrt(size));
      curve.add(new Point(step, positions.isEmpty() ? Double.NaN : error));
    }
    return curve;
  }

  private static double step(int index) {
    int decade = 1 + index / PER_DECADE;
    String mantissa = index % PER_DECADE == 0 ? "1" : "3.1622776601683795";
    return Double.parseDouble(mantissa + "e-" + (index % PER_DECADE == 0 ? decade : decade + 1));
  }

  /// Σ upstream · (f(x + h) − f(x − h)) / 2h with every intermediate number rounded.
  private static double twoPoint(
      Cut cut, Tensor upstream, int position, double step, DoubleUnaryOperator rounding) {
    double x = rounding.applyAsDouble(cut.value().get(position));
    Tensor above = cut.output(cut.value().with(position, rounding.applyAsDouble(x + step)));
    Tensor below = cut.output(cut.value().with(position, rounding.applyAsDouble(x - step)));
    double sum = 0;
    for (int i = 0; i < upstream.size(); i++) {
      double difference = rounding.applyAsDouble(above.get(i) - below.get(i));
      sum = rounding.applyAsDouble(sum + rounding.applyAsDouble(upstream.get(i) * difference));
    }
    return rounding.applyAsDouble(sum / rounding.applyAsDouble(2 * step));
  }

  private static void stopIf(BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      throw new CancellationException();
    }
  }
}
