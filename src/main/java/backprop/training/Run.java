package backprop.training;

import backprop.data.DigitSet;
import backprop.graph.Graph;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.network.FloatTensor;
import backprop.network.Mode;
import backprop.network.NumericalGradients;
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
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// The work of one run, batch by batch; knows nothing of threads and waiting. [#step] allocates
/// nothing.
final class Run {
  private final int number;
  private final TrainingPlan plan;
  private final long iterations;
  private final Program program;
  private final Workspace workspace;
  private final Evaluator evaluator;
  private final Optional<NumericalGradients> numerical;
  private final BatchFeed feed;
  private final Stopwatch watch = new Stopwatch();

  private Updater updater;
  private Losses losses;
  private List<EpochRecord> epochs = new ArrayList<>();
  private long iteration;
  private boolean settled;
  private Optional<Failure> failure = Optional.empty();

  /// Makes the buffers for a plan.
  ///
  /// @throws backprop.network.ProgramException if the document cannot be trained
  /// @throws TrainingException if it does not fit the data
  Run(int number, TrainingPlan plan, Program program, Engine engine) {
    this.number = number;
    this.plan = plan;
    this.iterations = plan.iterations();
    this.program = program;
    this.workspace =
        program.workspace(plan.batch(), engine.kernels(), engine.team()).load(plan.initial());
    this.evaluator = new Evaluator(plan.document(), engine);
    this.feed = BatchFeed.of(plan, workspace, engine.team());
    this.updater = updater();
    this.losses = new Losses(iterations);
    this.numerical =
        plan.recipe().method() == GradientMethod.NUMERICAL
            ? Optional.of(new NumericalGradients(workspace))
            : Optional.empty();
  }

  /// Goes on from a checkpoint of this plan.
  ///
  /// @throws TrainingException if the checkpoint is not one of such a run
  Run(int number, Checkpoint from, Program program, Engine engine) {
    this(number, from.plan(), program, engine);
    workspace.load(from.weights());
    if (from.iteration() == 0) {
      return; // nothing to restore: the optimiser begins
    }
    try {
      updater.restore(from.steps(), from.moments());
    } catch (IllegalArgumentException e) {
      throw new TrainingException(Message.of("trainer.checkpoint.moments"), e);
    }
    for (int i = 0; i < from.losses().size(); i++) {
      losses.add(from.losses().get(i));
    }
    epochs.addAll(from.epochs());
    iteration = from.iteration();
    settled = settles();
    watch.add(from.elapsed());
  }

  private Updater updater() {
    Recipe recipe = plan.recipe();
    return new Updater(workspace, recipe.optimizer(), recipe.weightDecay(), recipe.clipping());
  }

  /// Compiles the plan's document and checks that it fits the data.
  static Program check(TrainingPlan plan) {
    Program program = Program.compile(plan.document(), Set.of(), Mode.GRADIENT);
    if (program.parameters().stream().noneMatch(program::hasGradient)) {
      throw new TrainingException(Message.of("trainer.no-parameters"));
    }
    if (plan.source().isPresent()) {
      check(program, plan.data().train());
      plan.recipe()
          .augmentation()
          .obstacle(plan.data().train())
          .ifPresent(
              obstacle -> {
                throw new TrainingException(obstacle);
              });
    } else if (program.image().isPresent() || program.label().isPresent()) {
      throw new TrainingException(Message.of("trainer.no-data"));
    }
    return program;
  }

  private static void check(Program program, DigitSet train) {
    Graph graph = program.document().graph();
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
  }

  /// Back to the plan's initial weights and an empty record.
  void rewind() {
    workspace.load(plan.initial());
    updater = updater();
    losses = new Losses(iterations);
    epochs = new ArrayList<>();
    iteration = 0;
    settled = false;
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
    return iteration >= iterations || settled;
  }

  boolean failed() {
    return failure.isPresent();
  }

  /// Whether the epoch table has no row for this iteration yet although it should: at the start, at
  /// an epoch's end, at the run's end.
  boolean evaluationDue() {
    boolean recorded = !epochs.isEmpty() && epochs.getLast().iteration() == iteration;
    boolean eachEpoch = plan.recipe().reading() == Reading.EACH_EPOCH;
    return plan.source().isPresent()
        && !recorded
        && !failed()
        && (finished() || (eachEpoch && atEpochEnd()));
  }

  private boolean atEpochEnd() {
    long size = plan.batch();
    long images = plan.images();
    return iteration == 0 || iteration * size / images > (iteration - 1) * size / images;
  }

  /// One mini-batch: gather, forward, backward, update.
  void step(double rate) {
    step(rate, () -> false);
  }

  /// One mini-batch: gather, forward, backward, update.
  ///
  /// @param rate the learning rate before the schedule
  /// @param cancelled asked while numerical gradients are computed, which may take minutes; a step
  ///   that was cancelled did nothing
  void step(double rate, BooleanSupplier cancelled) {
    feed.gather(iteration);
    workspace.train(plan.seed(), iteration);
    double loss;
    if (numerical.isPresent()) {
      OptionalDouble computed = numerical.get().compute(cancelled);
      if (computed.isEmpty()) {
        return;
      }
      loss = computed.getAsDouble();
    } else {
      loss = workspace.forward();
    }
    iteration++;
    losses.add((float) loss);
    if (!Double.isFinite(loss)) {
      failure =
          Optional.of(
              new FirstBreak(program, workspace, iteration).find().orElseGet(this::brokenLoss));
      return;
    }
    if (numerical.isEmpty()) {
      workspace.backward();
    }
    updater.update(plan.recipe().rate(rate, iteration - 1, iterations));
    settled = settles();
    if (finished()) {
      failIfBroken();
    }
  }

  private boolean settles() {
    Optional<StopRule> stop = plan.recipe().stop();
    return stop.isPresent() && stop.get().ends(losses.series());
  }

  private Failure brokenLoss() {
    return Failure.of("trainer.failure.loss", iteration, losses.last());
  }

  private void failIfBroken() {
    failure = new FirstBreak(program, workspace, iteration).parameter();
  }

  /// Reads both sets a last time, unless the table has this iteration already.
  void evaluateIfNew(double rate, BooleanSupplier cancelled) {
    if (epochs.isEmpty() || epochs.getLast().iteration() != iteration) {
      evaluate(rate, cancelled);
    }
  }

  /// Reads both sets whole and writes a row of the epoch table, unless cancelled or the document
  /// has its own values.
  void evaluate(double rate, BooleanSupplier cancelled) {
    if (plan.source().isEmpty()) {
      return;
    }
    failIfBroken();
    if (failed()) {
      return;
    }
    Optional<Evaluation> onTest = evaluator.evaluate(plan.data().test(), workspace, cancelled);
    if (onTest.isEmpty()) {
      return;
    }
    Optional<Evaluation> onTrain = evaluator.evaluate(plan.data().train(), workspace, cancelled);
    if (onTrain.isPresent()) {
      epochs.add(
          new EpochRecord(
              plan.epochs(iteration),
              iteration,
              onTrain.get(),
              onTest.get(),
              plan.recipe().rate(rate, Math.max(0, iteration - 1), iterations),
              watch.elapsed()));
    }
  }

  /// All that going on from here needs.
  Checkpoint checkpoint(double rate) {
    return new Checkpoint(
        plan,
        iteration,
        rate,
        workspace.weights(),
        updater.steps(),
        updater.moments(),
        losses.series(),
        epochs,
        watch.elapsed());
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
