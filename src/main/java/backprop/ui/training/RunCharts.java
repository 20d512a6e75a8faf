package backprop.ui.training;

import backprop.message.NumberText;
import backprop.training.FloatSeries;
import backprop.training.TrainingSnapshot;
import java.util.List;

/// A run's loss and accuracy as charts.
final class RunCharts {
  /// The loss of a guess among ten: −ln 0.1. Where a run usually begins.
  private static final double GUESS = 2.3;

  private RunCharts() {}

  /// Loss: every mini-batch faint, their running mean solid, the test set dashed.
  static ChartView.Content loss(TrainingSnapshot run) {
    double most = Math.max(1e-3, largest(run));
    List<Double> ticks = Ticks.upTo(Math.min(most, 4 * GUESS), 4);
    return new ChartView.Content(
        run.iterations(),
        ticks,
        tick -> NumberText.of(tick, 3),
        List.of(
            new ChartPainter.Line(Curves.of(run.losses()), ChartPainter.Look.FAINT),
            new ChartPainter.Line(Curves.of(run.meanLosses()), ChartPainter.Look.SOLID),
            new ChartPainter.Line(
                Curves.of(run.epochs(), row -> row.test().loss()), ChartPainter.Look.DASHED)));
  }

  private static double largest(TrainingSnapshot run) {
    FloatSeries means = run.meanLosses();
    double most = run.epochs().isEmpty() ? GUESS : 0;
    for (var row : run.epochs()) {
      most = Math.max(most, row.test().loss());
    }
    for (int i = 0; i < means.size(); i++) {
      most = means.get(i) > most ? means.get(i) : most;
    }
    return most;
  }

  /// Accuracy: the whole training set solid, the whole test set dashed.
  static ChartView.Content accuracy(TrainingSnapshot run) {
    return new ChartView.Content(
        run.iterations(),
        List.of(0.0, 0.25, 0.5, 0.75, 1.0),
        tick -> tick == 1 ? "100 %" : Integer.toString((int) Math.round(100 * tick)),
        List.of(
            new ChartPainter.Line(
                Curves.of(run.epochs(), row -> row.train().accuracy()), ChartPainter.Look.SOLID),
            new ChartPainter.Line(
                Curves.of(run.epochs(), row -> row.test().accuracy()), ChartPainter.Look.DASHED)));
  }

  /// The charts before the first run: axes and nothing on them.
  static ChartView.Content emptyLoss(long iterations) {
    return new ChartView.Content(
        iterations, Ticks.upTo(GUESS, 4), tick -> NumberText.of(tick, 3), List.of());
  }

  /// The charts before the first run: axes and nothing on them.
  static ChartView.Content emptyAccuracy(long iterations) {
    return new ChartView.Content(
        iterations,
        List.of(0.0, 0.25, 0.5, 0.75, 1.0),
        tick -> tick == 1 ? "100 %" : Integer.toString((int) Math.round(100 * tick)),
        List.of());
  }
}
