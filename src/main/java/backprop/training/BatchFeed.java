package backprop.training;

import backprop.data.Augmentation;
import backprop.data.Augmenter;
import backprop.data.DigitSet;
import backprop.network.Workspace;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Puts the images and labels of each mini-batch, varied as the recipe says, into a workspace;
/// allocates nothing when asked.
final class BatchFeed {
  private final Optional<DigitSet> train;
  private final Batches batches;
  private final Optional<Augmenter> augmenter;
  private final int[] batch;
  private final byte[] pixels;

  private BatchFeed(TrainingPlan plan, Optional<DigitSet> train) {
    this.train = train;
    this.batches = new Batches(plan.sampling(), plan.seed(), train.map(DigitSet::count).orElse(0));
    this.augmenter = train.flatMap(set -> augmenter(plan, set));
    this.batch = new int[plan.batch()];
    this.pixels = new byte[train.map(DigitSet::pixelsPerImage).orElse(0)];
  }

  /// The feed of a plan's run; one that does nothing where the document has its own values.
  static BatchFeed of(TrainingPlan plan) {
    return new BatchFeed(plan, plan.source().map(data -> data.train()));
  }

  /// Makes what varying needs on all processors; seconds where a pen redraws.
  private static Optional<Augmenter> augmenter(TrainingPlan plan, DigitSet set) {
    Augmentation how = plan.recipe().augmentation();
    if (how.isNone()) {
      return Optional.empty();
    }
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService executor =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon(true).factory())) {
      return Optional.of(
          Augmenter.prepare(how, set, plan.batch(), plan.seed(), executor, () -> false).join());
    }
  }

  /// Gathers the mini-batch of an iteration.
  void gather(long iteration, Workspace workspace) {
    if (train.isEmpty()) {
      return;
    }
    DigitSet set = train.get();
    batches.fill(iteration, batch);
    for (int row = 0; row < batch.length; row++) {
      int label = image(set, batch[row], iteration);
      workspace.pixels(row, pixels, 0).label(row, label);
    }
  }

  /// Writes one image into the bytes, and gives its label.
  private int image(DigitSet set, int image, long iteration) {
    if (augmenter.isPresent()) {
      return augmenter.get().apply(image, iteration, pixels);
    }
    set.copyBytes(image, pixels, 0);
    return set.label(image);
  }
}
