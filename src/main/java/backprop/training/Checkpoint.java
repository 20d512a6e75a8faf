package backprop.training;

import backprop.graph.NodeId;
import backprop.network.FloatTensor;
import backprop.network.Weights;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A run at one moment with all that going on from there needs: a run that goes on from it gives
/// the same bits as one that was never interrupted.
///
/// Mini-batches, masks and the schedule are pure functions of the plan and the iteration and so are
/// not here.
///
/// @param plan what the run was made from
/// @param iteration mini-batches done
/// @param rate the learning rate before the schedule, which a person may have changed
/// @param weights the parameters, and what operations remember
/// @param steps updates made
/// @param moments what the optimiser keeps of each parameter
/// @param losses the loss of every mini-batch
/// @param epochs the epoch table so far
/// @param elapsed time since the start, pauses left out
public record Checkpoint(
    TrainingPlan plan,
    long iteration,
    double rate,
    Weights weights,
    long steps,
    Map<NodeId, List<FloatTensor>> moments,
    FloatSeries losses,
    List<EpochRecord> epochs,
    Duration elapsed) {
  public Checkpoint {
    moments = Map.copyOf(moments);
    epochs = List.copyOf(epochs);
  }

  /// The beginning of a run.
  public static Checkpoint start(TrainingPlan plan) {
    return new Checkpoint(
        plan,
        0,
        plan.rate(),
        plan.initial(),
        0,
        Map.of(),
        FloatSeries.EMPTY,
        List.of(),
        Duration.ZERO);
  }

  /// The same with another plan for the rest of the run: longer, or at another pace.
  public Checkpoint withPlan(TrainingPlan plan) {
    return new Checkpoint(plan, iteration, rate, weights, steps, moments, losses, epochs, elapsed);
  }

  /// The same with another learning rate from here on.
  public Checkpoint withRate(double rate) {
    return new Checkpoint(plan, iteration, rate, weights, steps, moments, losses, epochs, elapsed);
  }
}
