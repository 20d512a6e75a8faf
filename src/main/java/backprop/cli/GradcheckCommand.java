package backprop.cli;

import backprop.data.DataException;
import backprop.data.DataSource;
import backprop.data.DigitSet;
import backprop.file.DocumentFile;
import backprop.file.ModelFile;
import backprop.file.Presets;
import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.message.NumberText;
import backprop.network.Weights;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `gradcheck DOCUMENT|PRESET|MODEL --data DIR`: the trainer's float32 gradients of one batch
/// against the float64 explorer's, parameter by parameter.
///
/// Ends with status 0 if all agree within what rounding explains, 1 if one does not.
final class GradcheckCommand implements Command {
  private static final String DATA = "--data";
  private static final String BATCH = "--batch";
  private static final String SEED = "--seed";
  private static final int USUAL_BATCH = 10;
  private static final int MOST_BATCH = 1_000;
  private static final int DIGITS = 2;

  @Override
  public String name() {
    return "gradcheck";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("train.gradcheck"));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DOCUMENT|PRESET|MODEL")
            .arity("1")
            .index("0")
            .required(true)
            .type(String.class)
            .description(console.text("train.gradcheck.parameter"))
            .build());
    spec.addOption(
        Options.value(DATA, "DIR|" + DataSource.GENERATED, console.text("train.option.data")));
    spec.addOption(Options.value(BATCH, "N", console.text("train.gradcheck.batch")));
    spec.addOption(Options.value(SEED, "N", console.text("train.gradcheck.seed")));
    spec.addOption(Options.json(console));
  }

  /// A document with the weights to look at.
  private record Subject(GraphDocument document, Weights weights) {
    static Subject initial(GraphDocument document) {
      return new Subject(document, Weights.initial(document.graph()));
    }
  }

  @Override
  public Request run(ParseResult given, Console console) throws IOException {
    Subject subject = subject(Options.argument(given), console);
    int batch =
        given.hasMatchedOption(BATCH)
            ? (int) TrainOptions.whole(given, BATCH, 1, MOST_BATCH)
            : USUAL_BATCH;
    long seed =
        given.hasMatchedOption(SEED)
            ? TrainOptions.whole(given, SEED, Long.MIN_VALUE, Long.MAX_VALUE)
            : 1;
    GradientComparison comparison =
        GradientComparison.of(
            subject.document(), subject.weights(), images(given, console), batch, seed);
    if (Options.json(given)) {
      console.out().println(json(comparison));
    } else {
      text(comparison, console).forEach(console.out()::println);
    }
    return comparison.agrees() ? Request.DONE : new Request.End(1);
  }

  private static Subject subject(String name, Console console) {
    Optional<Presets.Preset> preset = Presets.find(name);
    if (preset.isPresent()) {
      return Subject.initial(preset.get().open());
    }
    Path file = console.file(name);
    if (!Files.exists(file)) {
      List<String> presets = Presets.all().stream().map(Presets.Preset::id).toList();
      throw new MessageException(Message.of("train.no-document", name, String.join(", ", presets)));
    }
    if (name.endsWith(ModelFile.EXTENSION)) {
      ModelFile.Model model = ModelFile.read(file);
      return new Subject(model.document(), model.weights());
    }
    return Subject.initial(DocumentFile.read(file));
  }

  private static Optional<DigitSet> images(ParseResult given, Console console) {
    if (!given.hasMatchedOption(DATA)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          DataSource.open(
                  Options.value(given, DATA), console.folder(), Runnable::run, () -> false, _ -> {})
              .train());
    } catch (DataException e) {
      throw new MessageException(e.problem(), e);
    }
  }

  private static List<String> text(GradientComparison comparison, Console console) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            console.text("train.gradcheck.head.parameter"),
            console.text("train.gradcheck.head.shape"),
            console.text("train.gradcheck.head.largest"),
            console.text("train.gradcheck.head.difference"),
            console.text("train.gradcheck.head.relative"),
            ""));
    for (GradientComparison.Row row : comparison.rows()) {
      rows.add(
          List.of(
              row.name(),
              row.shape().toString(),
              NumberText.of(row.largest(), DIGITS),
              NumberText.of(row.difference(), DIGITS),
              NumberText.of(row.relative(), DIGITS),
              console.text(row.agrees() ? "train.gradcheck.right" : "train.gradcheck.wrong")));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        console.text(
            comparison.agrees() ? "train.gradcheck.agree" : "train.gradcheck.disagree",
            comparison.batch(),
            NumberText.of(comparison.loss32(), 7),
            NumberText.of(comparison.loss64(), 7)));
    lines.add("");
    lines.addAll(AnswerText.columns(rows));
    return lines;
  }

  private static String json(GradientComparison comparison) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("agrees", comparison.agrees());
    json.put("batch", comparison.batch());
    json.put("loss_float32", comparison.loss32());
    json.put("loss_float64", comparison.loss64());
    var rows = json.putArray("parameters");
    for (GradientComparison.Row row : comparison.rows()) {
      ObjectNode one = rows.addObject();
      one.put("name", row.name());
      var shape = one.putArray("shape");
      for (int dim : row.shape().dims()) {
        shape.add(dim);
      }
      one.put("largest", row.largest());
      one.put("difference", row.difference());
      one.put("relative", row.relative());
      one.put("agrees", row.agrees());
    }
    return json.toString();
  }
}
