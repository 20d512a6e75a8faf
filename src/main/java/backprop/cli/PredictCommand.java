package backprop.cli;

import backprop.data.DataException;
import backprop.data.Framed;
import backprop.data.Framing;
import backprop.data.Picture;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `predict --model FILE|shipped IMAGE…`: which digit each picture shows, a line for each in the
/// order given.
///
/// A picture that cannot be read is said on standard error, keeps its line, and makes the status 2;
/// the others are read all the same.
final class PredictCommand implements Command {
  private static final int BROKEN = 2;

  @Override
  public String name() {
    return "predict";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("cli.predict"));
    spec.addOption(ModelArgument.option(console));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("IMAGE")
            .index("0..*")
            .arity("1..*")
            .required(true)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(console.text("cli.parameter.images"))
            .build());
    spec.addOption(Options.json(console));
  }

  @Override
  public Request run(ParseResult given, Console console) throws IOException {
    var reader = DigitReader.of(ModelArgument.read(given, console));
    boolean json = Options.json(given);
    boolean whole = true;
    List<String> images = given.matchedPositionalValue(0, List.of());
    for (String image : images) {
      String line;
      try {
        Optional<Framed> framed = Framing.frame(Picture.read(console.file(image)));
        Optional<float[]> read = framed.map(picture -> reader.read(picture.pixels()));
        line = json ? json(image, read, reader) : text(image, read, reader, console);
      } catch (DataException e) {
        whole = false;
        console.say(e.problem());
        String sentence = console.messages().format(e.problem());
        line = json ? broken(image, sentence) : image + "\t–";
      }
      console.out().println(line);
    }
    return whole ? Request.DONE : new Request.End(BROKEN);
  }

  private static String text(
      String image, Optional<float[]> read, DigitReader reader, Console console) {
    if (read.isEmpty()) {
      return image + "\t" + console.text("cli.predict.blank");
    }
    int digit = DigitReader.largest(read.get());
    return String.format(
        Locale.ROOT, "%s\t%s\t%.1f %%", image, reader.label(digit), 100 * read.get()[digit]);
  }

  private static String json(String image, Optional<float[]> read, DigitReader reader) {
    return AnswerJson.text(
        json -> {
          json.writeStartObject();
          json.writeStringField("file", image);
          if (read.isEmpty()) {
            json.writeNullField("digit");
          } else {
            int digit = DigitReader.largest(read.get());
            json.writeNumberField("digit", digit);
            if (!reader.label(digit).equals(Integer.toString(digit))) {
              json.writeStringField("label", reader.label(digit));
            }
            json.writeArrayFieldStart("probabilities");
            for (float probability : read.get()) {
              json.writeRawValue(PlainNumber.text(probability));
            }
            json.writeEndArray();
          }
          json.writeEndObject();
        });
  }

  private static String broken(String image, String sentence) {
    return AnswerJson.text(
        json -> {
          json.writeStartObject();
          json.writeStringField("file", image);
          json.writeNullField("digit");
          json.writeStringField("error", sentence);
          json.writeEndObject();
        });
  }
}
