package backprop.training;

import backprop.data.Augmentation;
import backprop.data.Augmenter;
import backprop.data.DigitSet;
import backprop.network.Team;
import backprop.network.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Puts the images and labels of each mini-batch, varied as the recipe says, into a workspace;
/// allocates nothing when asked.
///
/// The lanes of a team share the rows of a batch; what comes to stand in a row does not depend on
/// who puts it there.
final class BatchFeed {
  private final Optional<DigitSet> train;
  private final Batches batches;
  private final int[] batch;
  private final Team team;
  private final Team.Work gathering = this::gather;
  private final byte[][] pixels;
  private final List<Augmenter> augmenters;
  private final Workspace workspace;
  private long iteration;

  private BatchFeed(TrainingPlan plan, Optional<DigitSet> train, Workspace workspace, Team team) {
    this.train = train;
    this.workspace = workspace;
    this.team = team;
    this.batches = new Batches(plan.sampling(), plan.seed(), train.map(DigitSet::count).orElse(0));
    this.batch = new int[plan.batch()];
    this.pixels = new byte[team.lanes()][train.map(DigitSet::pixelsPerImage).orElse(0)];
    this.augmenters = train.map(set -> augmenters(plan, set, team.lanes())).orElseGet(List::of);
  }

  /// The feed of a plan's run into a workspace; one that does nothing where the document has its
  /// own values.
  static BatchFeed of(TrainingPlan plan, Workspace workspace, Team team) {
    return new BatchFeed(plan, plan.source().map(data -> data.train()), workspace, team);
  }

  /// Makes what varying needs on all processors (seconds where a pen redraws), once for each lane.
  private static List<Augmenter> augmenters(TrainingPlan plan, DigitSet set, int lanes) {
    Augmentation how = plan.recipe().augmentation();
    if (how.isNone()) {
      return List.of();
    }
    int threads = Runtime.getRuntime().availableProcessors();
    List<Augmenter> all = new ArrayList<>();
    try (ExecutorService executor =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon(true).factory())) {
      all.add(Augmenter.prepare(how, set, plan.batch(), plan.seed(), executor, () -> false).join());
    }
    while (all.size() < lanes) {
      all.add(all.getFirst().another());
    }
    return List.copyOf(all);
  }

  /// Gathers the mini-batch of an iteration.
  void gather(long iteration) {
    if (train.isEmpty()) {
      return;
    }
    this.iteration = iteration;
    batches.fill(iteration, batch);
    if (augmenters.isEmpty()) {
      // copying is sooner done than shared
      rows(0, 0, batch.length);
    } else {
      team.run(gathering);
    }
  }

  private void gather(int lane) {
    rows(
        lane,
        (int) ((long) batch.length * lane / team.lanes()),
        (int) ((long) batch.length * (lane + 1) / team.lanes()));
  }

  private void rows(int lane, int from, int end) {
    DigitSet set = train.orElseThrow();
    byte[] image = pixels[lane];
    for (int row = from; row < end; row++) {
      int label = image(set, lane, batch[row]);
      workspace.pixels(row, image, 0).label(row, label);
    }
  }

  /// Writes one image into a lane's bytes, and gives its label.
  private int image(DigitSet set, int lane, int image) {
    if (!augmenters.isEmpty()) {
      return augmenters.get(lane).apply(image, iteration, pixels[lane]);
    }
    set.copyBytes(image, pixels[lane], 0);
    return set.label(image);
  }
}
