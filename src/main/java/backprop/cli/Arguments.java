package backprop.cli;

import backprop.cli.Request.End;
import backprop.cli.Request.OpenWindow;
import backprop.cli.Request.PlayTour;
import backprop.message.Messages;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Reads the program's arguments: `--help`, `--version`, `--tour [DIR]`, or a document to open.
///
/// @param startedAs what the program was started as; without arguments the command line shows its
///   help where the window program opens its window
/// @param messages the language of the answers
/// @param out where answers go
/// @param err where a sentence about a wrong argument goes
public record Arguments(StartedAs startedAs, Messages messages, PrintWriter out, PrintWriter err) {
  /// Where the tour's pictures go if the person names no folder.
  public static final Path TOUR_FOLDER = Path.of("target", "tour");

  private static final int WRONG_USE = CommandLine.ExitCode.USAGE;

  /// Says what the arguments ask for, after writing what there is to answer.
  ///
  /// Nothing, or one name, needs no parser: opening the window does not wait for it.
  public Request read(String... arguments) {
    if (startedAs == StartedAs.WINDOW) {
      if (arguments.length == 0) {
        return new OpenWindow(Optional.empty());
      }
      if (arguments.length == 1 && !arguments[0].startsWith("-")) {
        return document(arguments[0]);
      }
    }
    var commandLine = commandLine();
    try {
      return answer(commandLine, commandLine.parseArgs(arguments));
    } catch (ParameterException e) {
      return refuse("launch.unknown-argument", wrongArgument(e));
    }
  }

  private Request answer(CommandLine commandLine, ParseResult given) {
    if (given.isVersionHelpRequested()) {
      out.println("Backprop Explorer " + Version.text());
      return new End(0);
    }
    if (given.isUsageHelpRequested()) {
      commandLine.usage(out);
      return new End(0);
    }
    if (given.hasMatchedOption("--tour")) {
      return tour(given.matchedOptionValue("--tour", ""));
    }
    var names = given.matchedPositionals().stream().map(p -> p.<String>getValue()).toList();
    if (names.size() > 1) {
      return refuse("launch.too-many", names.getLast());
    }
    if (startedAs == StartedAs.COMMAND) {
      if (names.isEmpty()) {
        commandLine.usage(out);
        return new End(0);
      }
      return refuse("launch.no-document-here", names.getFirst());
    }
    return names.isEmpty() ? new OpenWindow(Optional.empty()) : document(names.getFirst());
  }

  private Request tour(String folder) {
    try {
      return new PlayTour(folder.isEmpty() ? TOUR_FOLDER : Path.of(folder));
    } catch (InvalidPathException e) {
      return refuse("launch.no-path", folder);
    }
  }

  private Request document(String name) {
    try {
      return new OpenWindow(Optional.of(Path.of(name)));
    } catch (InvalidPathException e) {
      return refuse("launch.no-path", name);
    }
  }

  private Request refuse(String key, String argument) {
    err.println(messages.format(key, argument));
    return new End(WRONG_USE);
  }

  private static String wrongArgument(ParameterException e) {
    return switch (e) {
      case CommandLine.UnmatchedArgumentException unmatched -> unmatched.getUnmatched().getFirst();
      case ParameterException other when other.getValue() != null -> other.getValue();
      default -> String.valueOf(e.getMessage());
    };
  }

  private CommandLine commandLine() {
    var spec = CommandSpec.create().name(startedAs.commandName());
    spec.usageMessage().description(text("launch.usage"));
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description(text("launch.option.help"))
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description(text("launch.option.version"))
            .build());
    spec.addOption(
        OptionSpec.builder("--tour")
            .paramLabel("DIR")
            .arity("0..1")
            .fallbackValue("")
            .type(String.class)
            .description(text("launch.option.tour"))
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DOCUMENT")
            .arity("0..*")
            .type(String.class)
            .hidden(startedAs == StartedAs.COMMAND)
            .description(text("launch.parameter.document"))
            .build());
    return new CommandLine(spec);
  }

  private String text(String key) {
    return messages.format(key);
  }
}
