package backprop.cli;

import backprop.file.AtomicFile;
import backprop.file.ModelFile;
import backprop.file.WeightsFile;
import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.message.MessageException;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `weights`: a model's numbers as a NumPy file, `--model net.safetensors --out weights.npz`, and
/// back, `--document net.backprop --from weights.npz --out net.safetensors`.
final class WeightsCommand implements Command {
  private static final String DOCUMENT = "--document";
  private static final String FROM = "--from";
  private static final String OUT = "--out";
  private static final String NPZ = ".npz";

  @Override
  public String name() {
    return "weights";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("cli.weights"));
    spec.addOption(ModelArgument.option(console));
    spec.addOption(
        Options.value(DOCUMENT, "DOCUMENT|PRESET", console.text("cli.option.weights-document")));
    spec.addOption(Options.value(FROM, "FILE.npz", console.text("cli.option.weights-from")));
    spec.addOption(
        OptionSpec.builder(OUT)
            .paramLabel("FILE")
            .arity("1")
            .required(true)
            .type(String.class)
            .description(console.text("cli.option.weights-out"))
            .build());
  }

  @Override
  public Request run(ParseResult given, Console console) throws IOException {
    String from = Options.value(given, FROM);
    String out = Options.value(given, OUT);
    expect(out, from.isEmpty() ? NPZ : ModelFile.EXTENSION);
    if (from.isEmpty()) {
      var model = ModelArgument.read(given, console);
      AtomicFile.write(console.file(out), WeightsFile.bytes(model.document(), model.weights()));
      return Request.DONE;
    }
    String name = Options.value(given, DOCUMENT);
    if (name.isEmpty()) {
      throw new MessageException(Message.of("cli.missing", DOCUMENT, name()));
    }
    GraphDocument document = GraphArgument.network(name, console);
    var weights = WeightsFile.read(console.file(from), document);
    ModelFile.write(new ModelFile.Model(document, weights, Map.of()), console.file(out));
    return Request.DONE;
  }

  private static void expect(String file, String extension) {
    if (!file.endsWith(extension)) {
      throw new MessageException(Message.of("cli.weights.extension", file, extension));
    }
  }
}
