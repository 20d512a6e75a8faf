package backprop.cli;

import backprop.data.DigitData;
import backprop.file.CheckpointFile;
import backprop.file.DocumentFile;
import backprop.file.Presets;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.network.Mode;
import backprop.network.Program;
import backprop.network.Weights;
import backprop.training.Checkpoint;
import backprop.training.Pace;
import backprop.training.PixelScale;
import backprop.training.Recipe;
import backprop.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/// A run that is about to begin, or to go on.
///
/// @param from its plan, and where it stands
record TrainStart(Checkpoint from) {
  static final String SCALING = "--scaling";
  static final String HOLD_BACK = "--hold-back";

  static List<String> presets() {
    return Presets.all().stream().map(Presets.Preset::id).toList();
  }

  /// A run from the beginning.
  ///
  /// @param name the preset or the file of the document
  /// @throws MessageException if it cannot begin
  static TrainStart fresh(
      String name, ParseResult given, TrainOptions options, TrainData reading, Console console)
      throws IOException {
    Optional<Presets.Preset> preset = Presets.find(name);
    GraphDocument document = preset.isPresent() ? preset.get().open() : document(name, console);
    // before the data are there, which may take seconds
    Program.compile(document, Set.of(), Mode.GRADIENT);
    Recipe recipe =
        options.over(
            options.base(preset.map(Presets.Preset::recipe).orElse(Recipe.TEXTBOOK), console));
    Optional<DigitData> data = data(document, given, reading);
    if (given.hasMatchedOption(SCALING)) {
      document = scaled(document, data, Options.value(given, SCALING));
    }
    TrainingPlan plan =
        new TrainingPlan(
            document, Weights.initial(document.graph()), data, recipe, Pace.FULL_SPEED);
    return new TrainStart(Checkpoint.start(plan));
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

  /// A run that goes on from a checkpoint.
  ///
  /// @param name the preset or the file of the document; may be empty
  /// @throws MessageException if it would be another run
  static TrainStart resumed(
      CheckpointFile.Kept kept,
      String name,
      ParseResult given,
      TrainOptions options,
      TrainData reading,
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
    Optional<DigitData> data = data(document, given, reading);
    if (!data.map(CheckpointFile::sum).equals(kept.data())) {
      throw new MessageException(Message.of("train.resume-data"));
    }
    TrainingPlan plan =
        new TrainingPlan(document, from.plan().initial(), data, recipe, Pace.FULL_SPEED);
    if (from.iteration() > plan.iterations()) {
      throw new MessageException(
          Message.of("train.resume-length", from.iteration(), plan.iterations()));
    }
    Checkpoint there = from.withPlan(plan);
    return new TrainStart(options.has(TrainFlags.RATE) ? there.withRate(recipe.rate()) : there);
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
      GraphDocument document, ParseResult given, TrainData reading) {
    boolean wanted = waitsForData(document.graph());
    if (!reading.isNamed() && wanted) {
      throw new MessageException(Message.of("train.no-data"));
    }
    if (!wanted) {
      if (reading.isNamed()) {
        throw new MessageException(Message.of("train.own-data"));
      }
      return Optional.empty();
    }
    DigitData data = reading.await();
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
}
