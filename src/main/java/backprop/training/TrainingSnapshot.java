package backprop.training;

import backprop.graph.NodeId;
import backprop.network.Weights;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run at one moment between two batches, with its whole record: who misses a snapshot loses
/// nothing.
///
/// @param run counts the service's runs from 1; rewinding keeps it
/// @param plan what the run was made from
/// @param state where it stands
/// @param iteration mini-batches done
/// @param iterations mini-batches in all
/// @param rate the learning rate now, before the schedule
/// @param pace the pace now
/// @param imagesPerSecond training images a second over about the last second, evaluation of the
///   sets and pauses left out; 0 at first
/// @param elapsed time since the start, pauses left out
/// @param timeLeft how long the rest will take at this speed; empty while unknown or ended
/// @param losses the loss of every mini-batch
/// @param meanLosses the mean over the last [#MEAN_OVER] mini-batches (fewer at the start), after
///   each mini-batch
/// @param epochs the epoch table so far
/// @param weights the parameters at this moment
/// @param largest the largest absolute value of each parameter
/// @param failure why the run failed, if it did
public record TrainingSnapshot(
    int run,
    TrainingPlan plan,
    TrainingState state,
    long iteration,
    long iterations,
    double rate,
    Pace pace,
    double imagesPerSecond,
    Duration elapsed,
    Optional<Duration> timeLeft,
    FloatSeries losses,
    FloatSeries meanLosses,
    List<EpochRecord> epochs,
    Weights weights,
    Map<NodeId, Float> largest,
    Optional<Failure> failure) {
  /// How many mini-batches the running mean covers.
  public static final int MEAN_OVER = 100;

  public TrainingSnapshot {
    epochs = List.copyOf(epochs);
  }

  /// How many times the number of training images was seen.
  public double epoch() {
    return plan.epochs(iteration);
  }

  /// The share of the run that is done, 0 to 1.
  public double progress() {
    return (double) iteration / iterations;
  }

  /// The newest row of the epoch table.
  public Optional<EpochRecord> newest() {
    return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.getLast());
  }

  /// The newest accuracy on the whole test set, 0 to 1.
  public Optional<Double> testAccuracy() {
    return newest().map(row -> row.test().accuracy());
  }
}
