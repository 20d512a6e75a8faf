package backprop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import backprop.cli.Request.End;
import backprop.message.Language;
import backprop.message.Messages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// Runs a command in this process and keeps what it wrote: what every command's test uses.
///
/// ```java
/// var ran = CommandLineProbe.in(folder).run("eval", "apples.backprop", "--json");
/// assertEquals(0, ran.status(), ran::err);
/// ```
///
/// @param folder where relative names of files begin
/// @param language the language of the sentences
/// @param input what standard input holds
public record CommandLineProbe(Path folder, Language language, String input) {

  /// What a run left: its status, and all that it wrote.
  public record Ran(int status, String out, String err) {
    /// The lines of standard output.
    public List<String> lines() {
      return out.lines().toList();
    }
  }

  /// The English command line in a folder, with nothing on standard input.
  public static CommandLineProbe in(Path folder) {
    return new CommandLineProbe(folder, Language.ENGLISH, "");
  }

  /// The same with this text on standard input.
  public CommandLineProbe with(String input) {
    return new CommandLineProbe(folder, language, input);
  }

  /// The same in another language.
  public CommandLineProbe with(Language language) {
    return new CommandLineProbe(folder, language, input);
  }

  /// Runs `backprop` with these arguments.
  ///
  /// @throws IllegalStateException if they ask for a window
  public Ran run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    return switch (request(StartedAs.COMMAND, out, err, arguments)) {
      case End(int status) -> new Ran(status, out.toString(), err.toString());
      case Request other -> throw new IllegalStateException("asks for " + other);
    };
  }

  /// What the arguments ask for, for tests of what needs a window.
  public Request request(
      StartedAs startedAs, StringWriter out, StringWriter err, String... arguments) {
    var console =
        new Console(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            Messages.in(language),
            folder);
    try {
      return new Arguments(startedAs, console).read(arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
