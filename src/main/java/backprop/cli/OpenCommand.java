package backprop.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `open FILE`: opens the document in the window.
final class OpenCommand implements Command {
  @Override
  public String name() {
    return "open";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("cli.open"));
    spec.addPositional(Options.file(console));
  }

  @Override
  public Request run(ParseResult given, Console console) {
    return new Request.OpenWindow(Optional.of(console.file(Options.argument(given))));
  }
}
