package backprop.training;

import backprop.data.DigitSet;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.network.FloatTensor;
import backprop.network.Kernels;
import backprop.network.Mode;
import backprop.network.Program;
import backprop.network.Updater;
import backprop.network.Weights;
import backprop.network.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// The work of one run, batch by batch; knows nothing of threads and waiting. [#step] allocates
/// nothing.
final class Run {
  private final int number;
  private final TrainingPlan plan;
  private final DigitSet train;
  private final long iterations;
  private final Program program;
  private final Workspace workspace;
  private final Evaluator evaluator;
  private final byte[] pixels;
  private final int[] batch;
  private final Stopwatch watch = new Stopwatch();

  private Updater updater;
  private Batches batches;
  private Losses losses;
  private List<EpochRecord> epochs = new ArrayList<>();
  private long iteration;
  private Optional<Message> failure = Optional.empty();

  /// Makes the buffers for a plan.
  ///
  /// @throws backprop.network.ProgramException if the document cannot be trained
  /// @throws TrainingException if it does not fit the data
  Run(int number, TrainingPlan plan, Program program, Kernels kernels) {
    this.number = number;
    this.plan = plan;
    this.train = plan.data().train();
    this.iterations = plan.iterations();
    this.program = program;
    this.workspace = program.workspace(plan.batch(), kernels).load(plan.initial());
    this.evaluator = new Evaluator(plan.document(), kernels);
    this.pixels = new byte[train.pixelsPerImage()];
    this.batch = new int[plan.batch()];
    this.updater = new Updater(workspace, plan.optimizer());
    this.batches = new Batches(plan.sampling(), plan.seed(), train.count());
    this.losses = new Losses(iterations);
  }

  /// Compiles the plan's document and checks that it fits the data.
  static Program check(TrainingPlan plan) {
    Program program = Program.compile(plan.document(), Set.of(), Mode.GRADIENT);
    DigitSet train = plan.data().train();
    Graph graph = plan.document().graph();
    if (program.image().isEmpty() || program.label().isEmpty()) {
      throw new TrainingException(Message.of("trainer.no-data-input"));
    }
    if (program.pixels() != train.pixelsPerImage()) {
      throw new TrainingException(
          Message.of(
              "trainer.pixels",
              graph.node(program.image().get()).name(),
              program.pixels(),
              train.pixelsPerImage()));
    }
    if (program.classes() != train.classes()) {
      throw new TrainingException(
          Message.of("trainer.classes", program.classes(), train.classes()));
    }
    if (!program.shape(program.image().get()).isSymbolic()) {
      throw new TrainingException(
          Message.of(
              "trainer.batch-axis",
              graph.node(program.image().get()).name(),
              program.shape(program.image().get()).toString()));
    }
    return program;
  }

  /// Back to the plan's initial weights and an empty record.
  void rewind() {
    workspace.load(plan.initial());
    updater = new Updater(workspace, plan.optimizer());
    batches = new Batches(plan.sampling(), plan.seed(), train.count());
    losses = new Losses(iterations);
    epochs = new ArrayList<>();
    iteration = 0;
    failure = Optional.empty();
    watch.reset();
  }

  TrainingPlan plan() {
    return plan;
  }

  Stopwatch watch() {
    return watch;
  }

  long iteration() {
    return iteration;
  }

  boolean finished() {
    return iteration >= iterations;
  }

  boolean failed() {
    return failure.isPresent();
  }

  /// Whether the epoch table has no row for this iteration yet although it should: at the start, at
  /// an epoch's end, at the run's end.
  boolean evaluationDue() {
    boolean recorded = !epochs.isEmpty() && epochs.getLast().iteration() == iteration;
    return !recorded && !failed() && (finished() || atEpochEnd());
  }

  private boolean atEpochEnd() {
    long size = plan.batch();
    return iteration == 0
        || iteration * size / train.count() > (iteration - 1) * size / train.count();
  }

  /// One mini-batch: gather, forward, backward, update.
  void step(double rate) {
    batches.fill(iteration, batch);
    for (int row = 0; row < batch.length; row++) {
      train.copyBytes(batch[row], pixels, 0);
      workspace.pixels(row, pixels, 0).label(row, train.label(batch[row]));
    }
    workspace.train(plan.seed(), iteration);
    double loss = workspace.forward();
    iteration++;
    losses.add((float) loss);
    if (!Double.isFinite(loss)) {
      fail();
      return;
    }
    workspace.backward();
    updater.update(rate);
    if (finished()) {
      failIfBroken();
    }
  }

  /// Says where the first NaN or infinity of this forward pass is, in its order: a parameter, or a
  /// value that overflowed.
  private void fail() {
    failure =
        program.order().stream()
            .filter(id -> !program.label().equals(Optional.of(id)))
            .flatMap(id -> broken(id).stream())
            .findFirst()
            .or(() -> Optional.of(Message.of("trainer.failure.loss", iteration, losses.last())));
  }

  private void failIfBroken() {
    failure = program.parameters().stream().flatMap(id -> broken(id).stream()).findFirst();
  }

  private Optional<Message> broken(NodeId id) {
    float largest = workspace.value(id).largest();
    if (Float.isFinite(largest)) {
      return Optional.empty();
    }
    boolean parameter = plan.document().graph().node(id) instanceof Node.Parameter;
    String key = parameter ? "trainer.failure.parameter" : "trainer.failure.value";
    return Optional.of(Message.of(key, iteration, program.nameOf(id), largest));
  }

  /// Reads both sets a last time, unless the table has this iteration already.
  void evaluateIfNew(double rate, BooleanSupplier cancelled) {
    if (epochs.isEmpty() || epochs.getLast().iteration() != iteration) {
      evaluate(rate, cancelled);
    }
  }

  /// Reads both sets whole and writes a row of the epoch table, unless cancelled.
  void evaluate(double rate, BooleanSupplier cancelled) {
    Optional<Evaluation> onTest = evaluator.evaluate(plan.data().test(), workspace, cancelled);
    if (onTest.isEmpty()) {
      return;
    }
    Optional<Evaluation> onTrain = evaluator.evaluate(train, workspace, cancelled);
    if (onTrain.isPresent()) {
      epochs.add(
          new EpochRecord(
              plan.epochs(iteration),
              iteration,
              onTrain.get(),
              onTest.get(),
              rate,
              watch.elapsed()));
    }
  }

  TrainingSnapshot snapshot(TrainingState state, double rate, Pace pace) {
    Weights weights = workspace.weights();
    Map<NodeId, Float> largest = new LinkedHashMap<>();
    for (Map.Entry<NodeId, FloatTensor> entry : weights.tensors().entrySet()) {
      largest.put(entry.getKey(), entry.getValue().largest());
    }
    double perSecond = watch.perSecond();
    Optional<Duration> left =
        state.ended() || perSecond == 0
            ? Optional.empty()
            : Optional.of(Duration.ofMillis((long) (1000 * (iterations - iteration) / perSecond)));
    return new TrainingSnapshot(
        number,
        plan,
        state,
        iteration,
        iterations,
        rate,
        pace,
        perSecond * plan.batch(),
        watch.elapsed(),
        left,
        losses.series(),
        losses.means(),
        epochs,
        weights,
        largest,
        failure);
  }
}
