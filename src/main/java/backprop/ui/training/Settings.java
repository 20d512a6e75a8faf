package backprop.ui.training;

import backprop.training.Pace;
import backprop.training.Recipe;
import backprop.training.Sampling;
import backprop.training.TrainingLength;

/// What a person chose for the next run, but for network and data.
///
/// @param optimizer how parameters move
/// @param rate the learning rate, positive
/// @param batch images in a mini-batch, at least 1
/// @param iterations mini-batches in all, at least 1
/// @param seed of the drawing of mini-batches
/// @param pace how fast it runs
record Settings(
    OptimizerKind optimizer, double rate, int batch, long iterations, long seed, Pace pace) {

  /// The textbook's run (Saito, chapter 5.7).
  static final Settings TEXTBOOK =
      new Settings(OptimizerKind.SGD, 0.1, 100, 10_000, 1, Pace.FULL_SPEED);

  /// The same as a recipe: mini-batches are drawn with replacement, as the textbook does.
  Recipe recipe() {
    return Recipe.TEXTBOOK
        .withOptimizer(optimizer.optimizer(), rate)
        .withWeightDecay(optimizer.optimizer().usualDecay())
        .withBatch(batch)
        .withLength(new TrainingLength.Iterations(iterations))
        .withSampling(Sampling.WITH_REPLACEMENT, seed);
  }

  Settings withOptimizer(OptimizerKind other) {
    return new Settings(other, other.usualRate(), batch, iterations, seed, pace);
  }

  Settings withRate(double other) {
    return new Settings(optimizer, other, batch, iterations, seed, pace);
  }

  Settings withBatch(int other) {
    return new Settings(optimizer, rate, other, iterations, seed, pace);
  }

  Settings withIterations(long other) {
    return new Settings(optimizer, rate, batch, other, seed, pace);
  }

  Settings withSeed(long other) {
    return new Settings(optimizer, rate, batch, iterations, other, pace);
  }

  Settings withPace(Pace other) {
    return new Settings(optimizer, rate, batch, iterations, seed, other);
  }
}
