package backprop.training;

import backprop.network.Kernels;
import backprop.network.NumericalGradients;
import backprop.network.Program;
import backprop.network.Team;
import backprop.network.Workspace;
import java.time.Duration;

/// What following numerical gradients will cost, estimated before it begins.
///
/// @param numbers how many numbers the parameters have
/// @param step how long one step will take
/// @param run how long the whole run will take
public record NumericalCost(long numbers, Duration step, Duration run) {
  private static final int WARM_UP = 20;
  private static final long WARM_UP_NANOS = 300_000_000L;
  private static final int MEASURED = 5;

  /// Measures a few forward passes of this plan and multiplies; takes less than half a second but
  /// for very large networks.
  ///
  /// @throws backprop.network.ProgramException if the document cannot be trained
  /// @throws TrainingException if it does not fit the data
  public static NumericalCost of(TrainingPlan plan, Kernels kernels) {
    Program program = Run.check(plan);
    Workspace workspace = program.workspace(plan.batch(), kernels).load(plan.initial());
    workspace.train(plan.seed(), 0);
    BatchFeed.of(plan, workspace, Team.ALONE).gather(0);
    long start = System.nanoTime();
    for (int i = 0; i < WARM_UP && System.nanoTime() - start < WARM_UP_NANOS; i++) {
      workspace.forward();
    }
    long best = Long.MAX_VALUE;
    for (int i = 0;
        i < MEASURED && (i == 0 || System.nanoTime() - start < 2 * WARM_UP_NANOS);
        i++) {
      long before = System.nanoTime();
      workspace.forward();
      best = Math.min(best, System.nanoTime() - before);
    }
    long numbers = new NumericalGradients(workspace).numbers();
    double nanos = (2.0 * numbers + 1) * best;
    return new NumericalCost(numbers, duration(nanos), duration(nanos * plan.iterations()));
  }

  private static Duration duration(double nanos) {
    return Duration.ofMillis((long) Math.min(nanos / 1e6, Long.MAX_VALUE / 1e3));
  }
}
