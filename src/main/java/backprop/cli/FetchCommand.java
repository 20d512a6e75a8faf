package backprop.cli;

import backprop.data.DataException;
import backprop.data.MnistDownload;
import backprop.message.Message;
import backprop.message.MessageException;
import java.io.IOException;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `fetch-mnist DIR`: brings MNIST's four files from the internet into a folder.
///
/// Broken off by Ctrl-C it goes on, when it is called again, where it ended.
final class FetchCommand implements Command {
  private static final double MEGABYTE = 1e6;

  @Override
  public String name() {
    return "fetch-mnist";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("cli.fetch"));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DIR")
            .arity("1")
            .index("0")
            .required(true)
            .type(String.class)
            .description(console.text("cli.parameter.fetch"))
            .build());
  }

  @Override
  public Request run(ParseResult given, Console console) throws IOException {
    boolean terminal = Terminal.seesStandardError();
    var folder = console.file(Options.argument(given));
    try {
      MnistDownload.fetch(folder, () -> false, how -> show(how, terminal, console));
    } catch (DataException e) {
      endLine(terminal, console);
      throw new MessageException(e.problem(), e);
    }
    endLine(terminal, console);
    console.say(Message.of("cli.fetch.done", folder.toString()));
    return Request.DONE;
  }

  private static void show(MnistDownload.Progress how, boolean terminal, Console console) {
    if (terminal) {
      console
          .err()
          .printf(
              Locale.ROOT,
              "\r%3.0f %%  %5.1f / %.1f MB  %-28s",
              100 * how.share(),
              how.done() / MEGABYTE,
              how.all() / MEGABYTE,
              how.file());
      console.err().flush();
    }
  }

  private static void endLine(boolean terminal, Console console) {
    if (terminal) {
      console.err().println();
    }
  }
}
