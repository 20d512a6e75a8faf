package backprop.cli;

import backprop.autodiff.TheirNumbers;
import backprop.file.DocumentFile;
import backprop.file.Npz;
import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.message.NumberText;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `compare FILE.npz DOCUMENT`: the numbers of a person's own program beside a document's.
///
/// Ends with status 0 if all agree and 1 if one is off.
final class CompareCommand implements Command {
  private static final double FLOAT64 = 1e-7;
  private static final double FLOAT32 = 1e-3;
  private static final double FLOAT16 = 5e-2;
  private static final int FLOAT64_DIGITS = 16;
  private static final int FLOAT32_DIGITS = 7;

  @Override
  public String name() {
    return "compare";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("check.compare.command"));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE.npz")
            .arity("1")
            .index("0")
            .required(true)
            .type(String.class)
            .description(console.text("check.compare.file"))
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DOCUMENT")
            .arity("1")
            .index("1")
            .required(true)
            .type(String.class)
            .description(console.text("cli.parameter.file"))
            .build());
    spec.addOption(Options.json(console));
  }

  @Override
  public Request run(ParseResult given, Console console) {
    String file = given.matchedPositionalValue(0, "");
    String name = given.matchedPositionalValue(1, "");
    Map<String, Npz.Array> arrays = Npz.read(console.file(file));
    GraphDocument document = DocumentFile.read(console.file(name));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    arrays.forEach((array, read) -> tensors.put(array, read.tensor()));
    var found = TheirNumbers.compare(document, tensors, tolerance(arrays));
    if (found.rows().isEmpty()) {
      throw new MessageException(
          Message.of(
              "check.compare.nothing",
              file,
              name,
              String.join(", ", arrays.keySet()),
              String.join(", ", NamedNodes.of(document.graph()).all().keySet())));
    }
    if (Options.json(given)) {
      console.out().println(json(found, console));
    } else {
      console.out().print(text(found, console));
    }
    return found.first().isEmpty() ? Request.DONE : new Request.End(1);
  }

  /// How far numbers of this precision may be apart after the sums of a small network.
  private static double tolerance(Map<String, Npz.Array> arrays) {
    int digits = arrays.values().stream().mapToInt(Npz.Array::digits).min().orElse(FLOAT64_DIGITS);
    return digits >= FLOAT64_DIGITS ? FLOAT64 : digits >= FLOAT32_DIGITS ? FLOAT32 : FLOAT16;
  }

  private static Message sentence(TheirNumbers.Found found) {
    return found
        .first()
        .map(
            row ->
                Message.of(
                    row.mistake().isPresent() ? "check.compare.off.known" : "check.compare.off",
                    row.array(),
                    NumberText.of(row.error(), 2),
                    row.mistake().map(mistake -> (Object) mistake.sentence()).orElse("")))
        .orElseGet(() -> Message.of("check.compare.agree", found.rows().size()));
  }

  private static String text(TheirNumbers.Found found, Console console) {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add(console.messages().format(sentence(found)));
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            console.text("check.head.array"),
            console.text("check.head.shape"),
            console.text("check.head.error"),
            ""));
    for (var row : found.rows()) {
      rows.add(
          List.of(
              row.array(),
              row.theirs().shape().toString(),
              NumberText.of(row.error(), 2),
              console.text(row.off() ? "check.verdict.off" : "check.verdict.right")));
    }
    lines.add("");
    AnswerText.columns(rows).forEach(lines::add);
    if (!found.unmatched().isEmpty()) {
      lines.add("");
      lines.add(console.text("check.compare.unmatched", String.join(", ", found.unmatched())));
    }
    return lines.toString();
  }

  private static String json(TheirNumbers.Found found, Console console) {
    return AnswerJson.text(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("agree", found.first().isEmpty());
          json.writeStringField("sentence", console.messages().format(sentence(found)));
          json.writeArrayFieldStart("arrays");
          for (var row : found.rows()) {
            json.writeStartObject();
            json.writeStringField("array", row.array());
            json.writeStringField("node", found.trace().names().symbol(row.node()));
            json.writeBooleanField("gradient", row.gradient());
            json.writeNumberField("error", row.error());
            json.writeBooleanField("off", row.off());
            if (row.mistake().isPresent()) {
              json.writeStringField("mistake", CheckJson.name(row.mistake().get()));
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("unmatched");
          for (String name : found.unmatched()) {
            json.writeString(name);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
