package backprop.cli;

import backprop.data.DataException;
import backprop.data.DataSource;
import backprop.data.DigitData;
import backprop.file.AtomicFile;
import backprop.file.CheckpointFile;
import backprop.file.DocumentFile;
import backprop.file.ModelFile;
import backprop.file.Presets;
import backprop.file.TrainingNotes;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.network.Kernels;
import backprop.network.Mode;
import backprop.network.Program;
import backprop.network.Weights;
import backprop.training.Checkpoint;
import backprop.training.GradientMethod;
import backprop.training.NumericalCost;
import backprop.training.Pace;
import backprop.training.PixelScale;
import backprop.training.Recipe;
import backprop.training.TrainingPlan;
import backprop.training.TrainingService;
import backprop.training.TrainingSnapshot;
import backprop.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `train DOCUMENT|PRESET --data DIR|generated`: trains a network and writes a model file.
///
/// Ends with status 0 when the run is finished, 1 if a number was no longer finite, 2 if the run
/// cannot begin. A run that is interrupted leaves a checkpoint from which `--resume` goes on, bit
/// for bit.
final class TrainCommand implements Command {
  private static final String DATA = "--data";
  private static final String OUT = "--out";
  private static final String RESUME = "--resume";
  private static final String SCALING = "--scaling";
  private static final String HOLD_BACK = "--hold-back";
  private static final String THREADS = "--threads";
  private static final String CHECKPOINT = "--checkpoint";
  private static final double USUAL_CHECKPOINT_SECONDS = 30;
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int FAILED = 1;
  private static final int MOST_THREADS = 64;

  @Override
  public String name() {
    return "train";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("train.command"));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DOCUMENT|PRESET")
            .arity("0..1")
            .index("0")
            .type(String.class)
            .description(console.text("train.parameter", String.join(", ", presets())))
            .build());
    spec.addOption(
        Options.value(DATA, "DIR|" + DataSource.GENERATED, console.text("train.option.data")));
    TrainOptions.describe(spec, console);
    spec.addOption(
        Options.value(SCALING, "shares|standardised", console.text("train.option.scaling")));
    spec.addOption(Options.value(HOLD_BACK, "N", console.text("train.option.hold-back")));
    spec.addOption(Options.value(OUT, "FILE", console.text("train.option.out")));
    spec.addOption(Options.value(RESUME, "FILE", console.text("train.option.resume")));
    spec.addOption(Options.value(THREADS, "N", console.text("train.option.threads")));
    spec.addOption(Options.value(CHECKPOINT, "SECONDS", console.text("train.option.checkpoint")));
    spec.addOption(Options.flag("--json", console.text("train.option.json")));
  }

  private static List<String> presets() {
    return Presets.all().stream().map(Presets.Preset::id).toList();
  }

  @Override
  public Request run(ParseResult given, Console console) throws IOException {
    String name = given.matchedPositionalValue(0, "");
    Optional<CheckpointFile.Kept> kept =
        given.hasMatchedOption(RESUME)
            ? Optional.of(CheckpointFile.read(console.file(Options.value(given, RESUME))))
            : Optional.empty();
    if (name.isEmpty() && kept.isEmpty()) {
      throw new MessageException(Message.of("cli.missing", "DOCUMENT|PRESET", "backprop train"));
    }
    TrainOptions options = new TrainOptions(given);
    Start start =
        kept.isPresent()
            ? resumed(kept.get(), name, given, options, console)
            : fresh(name, given, options, console);
    return train(start, name, given, console);
  }

  /// A run that is about to begin, or to go on.
  ///
  /// @param from its plan, and where it stands
  /// @param sum over the data, as checkpoints keep it
  private record Start(Checkpoint from, Optional<Long> sum) {}

  // ---- how it begins -------------------------------------------------------------------------

  private static Start fresh(String name, ParseResult given, TrainOptions options, Console console)
      throws IOException {
    Optional<Presets.Preset> preset = Presets.find(name);
    GraphDocument document = preset.isPresent() ? preset.get().open() : document(name, console);
    // before data are read, which may take seconds
    Program.compile(document, Set.of(), Mode.GRADIENT);
    Recipe recipe =
        options.over(
            options.base(preset.map(Presets.Preset::recipe).orElse(Recipe.TEXTBOOK), console));
    Optional<DigitData> data = data(document, given, console);
    if (given.hasMatchedOption(SCALING)) {
      document = scaled(document, data, Options.value(given, SCALING));
    }
    TrainingPlan plan =
        new TrainingPlan(
            document, Weights.initial(document.graph()), data, recipe, Pace.FULL_SPEED);
    return new Start(Checkpoint.start(plan), data.map(CheckpointFile::sum));
  }

  private static GraphDocument document(String name, Console console) {
    Path file = console.file(name);
    if (!Files.exists(file)) {
      throw new MessageException(
          Message.of("train.no-document", name, String.join(", ", presets())));
    }
    return DocumentFile.read(file);
  }

  private static GraphDocument scaled(
      GraphDocument document, Optional<DigitData> data, String scaling) {
    return switch (scaling) {
      case "shares" -> PixelScale.with(document, Node.Scaling.SHARES);
      case "standardised" ->
          data.map(set -> PixelScale.with(document, PixelScale.of(set.train()))).orElse(document);
      default ->
          throw new MessageException(
              Message.of("train.choice", SCALING, scaling, "shares, standardised"));
    };
  }

  private static Start resumed(
      CheckpointFile.Kept kept,
      String name,
      ParseResult given,
      TrainOptions options,
      Console console)
      throws IOException {
    Checkpoint from = kept.checkpoint();
    GraphDocument document = from.plan().document();
    if (!name.isEmpty()) {
      GraphDocument named =
          Presets.find(name).map(Presets.Preset::open).orElseGet(() -> document(name, console));
      if (!named.graph().equals(PixelScale.with(document, scalingOf(named)).graph())) {
        throw new MessageException(Message.of("train.resume-document", name));
      }
    }
    Recipe before = from.plan().recipe();
    Recipe recipe = options.over(options.base(before, console));
    Recipe unchanged =
        recipe
            .withOptimizer(recipe.optimizer(), before.rate())
            .withLength(before.length())
            .withReading(before.reading());
    if (!unchanged.equals(before) || given.hasMatchedOption(SCALING)) {
      throw new MessageException(Message.of("train.resume-recipe"));
    }
    Optional<DigitData> data = data(document, given, console);
    Optional<Long> sum = data.map(CheckpointFile::sum);
    if (!sum.equals(kept.data())) {
      throw new MessageException(Message.of("train.resume-data"));
    }
    TrainingPlan plan =
        new TrainingPlan(document, from.plan().initial(), data, recipe, Pace.FULL_SPEED);
    if (from.iteration() > plan.iterations()) {
      throw new MessageException(
          Message.of("train.resume-length", from.iteration(), plan.iterations()));
    }
    Checkpoint there = from.withPlan(plan);
    return new Start(options.has(TrainOptions.RATE) ? there.withRate(recipe.rate()) : there, sum);
  }

  private static Node.Scaling scalingOf(GraphDocument document) {
    for (Node node : document.graph().nodes()) {
      if (node instanceof Node.Input input && input.source().scaling().isStandardised()) {
        return input.source().scaling();
      }
    }
    return Node.Scaling.SHARES;
  }

  private static Optional<DigitData> data(
      GraphDocument document, ParseResult given, Console console) {
    String name = Options.value(given, DATA);
    boolean wanted = waitsForData(document.graph());
    if (name.isEmpty() && wanted) {
      throw new MessageException(Message.of("train.no-data"));
    }
    if (!wanted) {
      if (!name.isEmpty()) {
        throw new MessageException(Message.of("train.own-data"));
      }
      return Optional.empty();
    }
    DigitData data = read(name, console);
    if (!given.hasMatchedOption(HOLD_BACK)) {
      return Optional.of(data);
    }
    int most = data.train().count() - 1;
    return Optional.of(data.holdBack((int) TrainOptions.whole(given, HOLD_BACK, 1, most)));
  }

  private static boolean waitsForData(Graph graph) {
    for (Node node : graph.nodes()) {
      if (node instanceof Node.Input(_, _, Node.Source.Data _)) {
        return true;
      }
    }
    return false;
  }

  private static DigitData read(String name, Console console) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService executor =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon(true).factory())) {
      return DataSource.open(name, console.folder(), executor, () -> false, _ -> {});
    } catch (DataException e) {
      throw new MessageException(e.problem(), e);
    }
  }

  // ---- the run -------------------------------------------------------------------------------

  private static Request train(Start start, String name, ParseResult given, Console console) {
    Optional<Path> out =
        Optional.of(Options.value(given, OUT)).filter(o -> !o.isEmpty()).map(console::file);
    out.ifPresent(AtomicFile::check);
    Path checkpointFile = checkpointFile(name, given, console);
    boolean bar = Terminal.seesStandardError();
    try (TrainingService service = TrainingService.withoutWindow(threads(given))) {
      estimate(start.from().plan(), service.kernels(), console);
      TrainReport report =
          new TrainReport(console, Options.json(given), bar, start.from().epochs().size());
      TrainCheckpoints checkpoints =
          new TrainCheckpoints(
              service,
              start.sum(),
              checkpointFile,
              out.isPresent(),
              Duration.ofMillis(
                  (long)
                      (1e3
                          * (given.hasMatchedOption(CHECKPOINT)
                              ? TrainOptions.number(given, CHECKPOINT, seconds -> seconds > 0)
                              : USUAL_CHECKPOINT_SECONDS))));
      service.start(start.from());
      Optional<TrainingSnapshot> end =
          follow(service, report, checkpoints, resume(name, given, checkpointFile), console);
      return end.map(last -> finish(last, out, checkpoints, report, console))
          .orElse(new Request.End(FAILED));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Request.End(FAILED);
    }
  }

  private static int threads(ParseResult given) {
    return given.hasMatchedOption(THREADS)
        ? (int) TrainOptions.whole(given, THREADS, 1, MOST_THREADS)
        : 1;
  }

  private static void estimate(TrainingPlan plan, Kernels kernels, Console console) {
    if (plan.recipe().method() == GradientMethod.NUMERICAL) {
      NumericalCost cost = NumericalCost.of(plan, kernels);
      console.say(
          Message.of(
              "train.numerical",
              cost.numbers(),
              TrainReport.duration(cost.step()),
              plan.iterations(),
              TrainReport.duration(cost.run())));
    }
  }

  /// Follows the run to its end; nothing if the process is ending before.
  private static Optional<TrainingSnapshot> follow(
      TrainingService service,
      TrainReport report,
      TrainCheckpoints checkpoints,
      String resume,
      Console console)
      throws InterruptedException {
    AtomicBoolean ending = new AtomicBoolean();
    Thread last =
        new Thread(
            () -> {
              ending.set(true);
              Message said = checkpoints.writeLast(resume);
              report.wipe();
              console.say(said);
            },
            "last checkpoint");
    Runtime.getRuntime().addShutdownHook(last);
    try {
      while (!ending.get()) {
        Optional<TrainingSnapshot> end = service.await(LOOK);
        if (end.isPresent()) {
          report.show(end.get());
          return end;
        }
        service.poll().ifPresent(report::show);
        checkpoints.tick();
      }
      // the process ends with the checkpoint that the other thread writes
      last.join();
      return Optional.empty();
    } finally {
      if (!ending.get()) {
        Runtime.getRuntime().removeShutdownHook(last);
      }
    }
  }

  private static Request finish(
      TrainingSnapshot end,
      Optional<Path> out,
      TrainCheckpoints checkpoints,
      TrainReport report,
      Console console) {
    report.wipe();
    if (end.state() == TrainingState.FAILED) {
      end.failure().ifPresent(failure -> console.say(failure.sentence()));
      return new Request.End(FAILED);
    }
    if (end.plan().source().isEmpty()) {
      report.showOwn(end);
    }
    if (out.isPresent()) {
      List<String> labels =
          end.plan().source().map(data -> data.train().labelNames()).orElse(List.of());
      ModelFile.write(
          new ModelFile.Model(
              end.plan().document(),
              end.weights(),
              TrainingNotes.of(end.plan().recipe(), end.epochs(), labels)),
          out.get());
      AtomicFile.discardIfThere(checkpoints.file());
    }
    return Request.DONE;
  }

  // ---- checkpoints ---------------------------------------------------------------------------

  /// Beside the model that is to be written; without one, in the folder of the command.
  private static Path checkpointFile(String name, ParseResult given, Console console) {
    String out = Options.value(given, OUT);
    if (out.isEmpty() && given.hasMatchedOption(RESUME)) {
      return console.file(Options.value(given, RESUME));
    }
    String base = out.isEmpty() ? String.valueOf(Path.of(name).getFileName()) : out;
    for (String extension : List.of(ModelFile.EXTENSION, DocumentFile.EXTENSION)) {
      if (base.endsWith(extension)) {
        base = base.substring(0, base.length() - extension.length());
      }
    }
    return console.file(base + CheckpointFile.MARK + ModelFile.EXTENSION);
  }

  /// The command that goes on from a checkpoint.
  private static String resume(String name, ParseResult given, Path checkpoint) {
    StringBuilder words = new StringBuilder("backprop train");
    if (!name.isEmpty()) {
      words.append(' ').append(quoted(name));
    }
    for (String option :
        List.of(DATA, HOLD_BACK, OUT, THREADS, TrainOptions.EPOCHS, TrainOptions.ITERATIONS)) {
      String value = Options.value(given, option);
      if (!value.isEmpty()) {
        words.append(' ').append(option).append(' ').append(quoted(value));
      }
    }
    if (Options.json(given)) {
      words.append(" --json");
    }
    return words.append(" --resume ").append(quoted(checkpoint.toString())).toString();
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
