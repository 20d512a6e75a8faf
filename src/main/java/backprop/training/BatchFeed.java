package backprop.training;

import backprop.data.DigitSet;
import backprop.network.Workspace;
import java.util.Optional;

/// Puts the images and labels of each mini-batch into a workspace; allocates nothing when asked.
final class BatchFeed {
  private final Optional<DigitSet> train;
  private final Batches batches;
  private final int[] batch;
  private final byte[] pixels;

  private BatchFeed(TrainingPlan plan, Optional<DigitSet> train) {
    this.train = train;
    this.batches = new Batches(plan.sampling(), plan.seed(), train.map(DigitSet::count).orElse(0));
    this.batch = new int[plan.batch()];
    this.pixels = new byte[train.map(DigitSet::pixelsPerImage).orElse(0)];
  }

  /// The feed of a plan's run; one that does nothing where the document has its own values.
  static BatchFeed of(TrainingPlan plan) {
    return new BatchFeed(plan, plan.source().map(data -> data.train()));
  }

  /// Gathers the mini-batch of an iteration.
  void gather(long iteration, Workspace workspace) {
    if (train.isEmpty()) {
      return;
    }
    DigitSet set = train.get();
    batches.fill(iteration, batch);
    for (int row = 0; row < batch.length; row++) {
      set.copyBytes(batch[row], pixels, 0);
      workspace.pixels(row, pixels, 0).label(row, set.label(batch[row]));
    }
  }
}
