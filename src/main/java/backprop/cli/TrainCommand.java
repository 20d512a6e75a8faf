package backprop.cli;

import backprop.data.DataSource;
import backprop.file.AtomicFile;
import backprop.file.CheckpointFile;
import backprop.file.DocumentFile;
import backprop.file.ModelFile;
import backprop.file.TrainingNotes;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.network.Kernels;
import backprop.training.GradientMethod;
import backprop.training.NumericalCost;
import backprop.training.TrainingPlan;
import backprop.training.TrainingService;
import backprop.training.TrainingSnapshot;
import backprop.training.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
            .description(console.text("train.parameter", String.join(", ", TrainStart.presets())))
            .build());
    spec.addOption(
        Options.value(DATA, "DIR|" + DataSource.GENERATED, console.text("train.option.data")));
    TrainFlags.describe(spec, console);
    spec.addOption(
        Options.value(
            TrainStart.SCALING, "shares|standardised", console.text("train.option.scaling")));
    spec.addOption(
        Options.value(TrainStart.HOLD_BACK, "N", console.text("train.option.hold-back")));
    spec.addOption(Options.value(OUT, "FILE", console.text("train.option.out")));
    spec.addOption(Options.value(RESUME, "FILE", console.text("train.option.resume")));
    spec.addOption(Options.value(THREADS, "N", console.text("train.option.threads")));
    spec.addOption(Options.value(CHECKPOINT, "SECONDS", console.text("train.option.checkpoint")));
    spec.addOption(Options.flag("--json", console.text("train.option.json")));
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
    // kernels and data come while the document is read
    var _ = CompletableFuture.runAsync(Kernels::best);
    TrainData reading = TrainData.begin(Options.value(given, DATA), console);
    TrainStart start =
        kept.isPresent()
            ? TrainStart.resumed(kept.get(), name, given, options, reading, console)
            : TrainStart.fresh(name, given, options, reading, console);
    return train(start, name, given, console);
  }

  // ---- the run -------------------------------------------------------------------------------

  private static Request train(TrainStart start, String name, ParseResult given, Console console) {
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
              () -> start.from().plan().source().map(CheckpointFile::sum),
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
        List.of(
            DATA, TrainStart.HOLD_BACK, OUT, THREADS, TrainFlags.EPOCHS, TrainFlags.ITERATIONS)) {
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
