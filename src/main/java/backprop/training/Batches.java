package backprop.training;

import backprop.tensor.CounterRandom;

/// Which images the mini-batches of a run hold: a pure function of the plan and the iteration.
///
/// So rewinding, pausing and a second run see the same batches. Allocates only when made.
final class Batches {
  private static final long DRAW = CounterRandom.name("mini-batch");
  private static final long SHUFFLE = CounterRandom.name("shuffle");

  private final Sampling sampling;
  private final long seed;
  private final int images;
  private final int[] order;
  private long shuffled = -1;

  Batches(Sampling sampling, long seed, int images) {
    this.sampling = sampling;
    this.seed = seed;
    this.images = images;
    this.order = new int[sampling == Sampling.SHUFFLED ? images : 0];
  }

  /// Writes the indices of the images of one mini-batch.
  void fill(long iteration, int[] batch) {
    switch (sampling) {
      case WITH_REPLACEMENT -> {
        long key = CounterRandom.key(seed, DRAW, iteration);
        for (int i = 0; i < batch.length; i++) {
          batch[i] = CounterRandom.below(key, i, images);
        }
      }
      case SHUFFLED -> {
        for (int i = 0; i < batch.length; i++) {
          long place = iteration * batch.length + i;
          shuffle(place / images);
          batch[i] = order[(int) (place % images)];
        }
      }
    }
  }

  private void shuffle(long epoch) {
    if (epoch == shuffled) {
      return;
    }
    shuffled = epoch;
    long key = CounterRandom.key(seed, SHUFFLE, epoch);
    for (int i = 0; i < images; i++) {
      order[i] = i;
    }
    for (int i = images - 1; i > 0; i--) {
      int j = CounterRandom.below(key, i, i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }
}
