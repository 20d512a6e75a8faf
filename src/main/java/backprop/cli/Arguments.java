package backprop.cli;

import backprop.cli.Request.End;
import backprop.cli.Request.OpenWindow;
import backprop.cli.Request.PlayTour;
import backprop.file.DocumentFile;
import backprop.message.Message;
import backprop.message.MessageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reads the program's arguments and does what they ask, or hands back what needs a window.
///
/// The first is a command of [Commands], or an option of the program itself, or a document to open
/// in the window. Only the command that is called is described to picocli.
///
/// @param startedAs what the program was started as; without arguments the command line shows its
///   help where the window program opens its window
/// @param console where answers and sentences go
public record Arguments(StartedAs startedAs, Console console) {
  /// Where the tour's pictures go if the person names no folder.
  public static final Path TOUR_FOLDER = Path.of("target", "tour");

  private static final End WRONG_USE = new End(CommandLine.ExitCode.USAGE);

  /// Says what the arguments ask for, after writing what there is to answer.
  ///
  /// Nothing, or one name, needs no parser: opening the window does not wait for it.
  ///
  /// @throws IOException if a command could not read or write
  public Request read(String... arguments) throws IOException {
    try {
      if (startedAs == StartedAs.WINDOW && arguments.length == 0) {
        return new OpenWindow(Optional.empty());
      }
      var command = arguments.length == 0 ? Optional.<Command>empty() : command(arguments[0]);
      if (command.isPresent()) {
        return run(command.get(), Arrays.copyOfRange(arguments, 1, arguments.length));
      }
      if (startedAs == StartedAs.WINDOW && arguments.length == 1 && !arguments[0].startsWith("-")) {
        return new OpenWindow(Optional.of(console.file(arguments[0])));
      }
      if (startedAs == StartedAs.COMMAND && arguments.length > 0 && !arguments[0].startsWith("-")) {
        throw new MessageException(noCommand(arguments[0]));
      }
      return program(arguments);
    } catch (MessageException e) {
      console.say(e.sentence());
      return WRONG_USE;
    } finally {
      console.flush();
    }
  }

  /// The command that is called; a document that is named like one is opened by the window program.
  private Optional<Command> command(String first) {
    var command = Commands.find(first);
    return startedAs == StartedAs.WINDOW
            && command.isPresent()
            && Files.isRegularFile(console.file(first))
        ? Optional.empty()
        : command;
  }

  // ---- a command -----------------------------------------------------------------------------

  private Request run(Command command, String... arguments) throws IOException {
    var spec = spec(command, StartedAs.COMMAND.commandName() + " " + command.name());
    var commandLine = commandLine(spec).setUnmatchedOptionsArePositionalParams(true);
    refuseUnknownOptions(spec, arguments);
    var given = parse(commandLine, arguments);
    return answered(commandLine, given) ? Request.DONE : command.run(given, console);
  }

  private CommandSpec spec(Command command, String name) {
    var spec = withHelp(CommandSpec.create().name(name));
    command.describe(spec, console);
    return spec;
  }

  /// A formula may begin with a minus, so that `-x` is a parameter; two of them begin an option.
  private static void refuseUnknownOptions(CommandSpec spec, String... arguments) {
    for (var argument : arguments) {
      if (argument.equals("--")) {
        return;
      }
      var name = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
      if (name.startsWith("--") && spec.findOption(name) == null) {
        throw new MessageException(Message.of("cli.unknown-option", name, spec.name()));
      }
    }
  }

  // ---- the program itself --------------------------------------------------------------------

  private Request program(String... arguments) {
    var commandLine = commandLine(programSpec());
    var given = parse(commandLine, arguments);
    if (answered(commandLine, given)) {
      return Request.DONE;
    }
    if (given.hasMatchedOption("--tour")) {
      var folder = given.matchedOptionValue("--tour", "");
      return new PlayTour(folder.isEmpty() ? TOUR_FOLDER : console.file(folder));
    }
    List<String> names = given.matchedPositionalValue(0, List.of());
    if (startedAs == StartedAs.COMMAND) {
      usage(commandLine);
      return Request.DONE;
    }
    if (names.size() > 1) {
      throw new MessageException(Message.of("launch.too-many", names.getLast()));
    }
    return new OpenWindow(names.stream().findFirst().map(console::file));
  }

  private Message noCommand(String name) {
    return name.endsWith(DocumentFile.EXTENSION) || Files.exists(console.file(name))
        ? Message.of("launch.no-document-here", name)
        : Message.of("cli.no-command", name);
  }

  /// The whole program with all its commands: what the help and the shell's completion tell.
  public CommandSpec programSpec() {
    var spec = withHelp(CommandSpec.create().name(startedAs.commandName()));
    spec.usageMessage().description(console.text("launch.usage"));
    spec.addOption(
        OptionSpec.builder("--tour")
            .paramLabel("DIR")
            .arity("0..1")
            .fallbackValue("")
            .type(String.class)
            .description(console.text("launch.option.tour"))
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("DOCUMENT")
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .hidden(startedAs == StartedAs.COMMAND)
            .description(console.text("launch.parameter.document"))
            .build());
    for (var command : Commands.all()) {
      spec.addSubcommand(command.name(), spec(command, command.name()));
    }
    return spec;
  }

  private CommandSpec withHelp(CommandSpec spec) {
    spec.usageMessage()
        .synopsisHeading(console.text("cli.help.usage") + " ")
        .commandListHeading("%n" + console.text("cli.help.commands") + "%n");
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description(console.text("launch.option.help"))
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description(console.text("launch.option.version"))
            .build());
    return spec;
  }

  // ---- parsing -------------------------------------------------------------------------------

  private static CommandLine commandLine(CommandSpec spec) {
    // a formula may begin with @, and -h*2 is none of -h
    return new CommandLine(spec)
        .setExpandAtFiles(false)
        .setPosixClusteredShortOptionsAllowed(false);
  }

  private ParseResult parse(CommandLine commandLine, String... arguments) {
    try {
      return commandLine.parseArgs(arguments);
    } catch (ParameterException e) {
      throw new MessageException(wrongArgument(e), e);
    }
  }

  private static Message wrongArgument(ParameterException e) {
    var command = e.getCommandLine().getCommandName();
    return switch (e) {
      case UnmatchedArgumentException unmatched when unmatched.isUnknownOption() ->
          Message.of("launch.unknown-argument", unmatched.getUnmatched().getFirst());
      case UnmatchedArgumentException unmatched ->
          Message.of("cli.too-many", unmatched.getUnmatched().getFirst(), command);
      case MissingParameterException missing when !missing.getMissing().isEmpty() ->
          Message.of("cli.missing", missing.getMissing().getFirst().paramLabel(), command);
      case OverwrittenOptionException twice
          when twice.getOverwritten() instanceof OptionSpec option ->
          Message.of("cli.twice", option.longestName());
      case ParameterException other when other.getArgSpec() instanceof OptionSpec option ->
          Message.of("cli.bad-value", option.longestName(), value(other));
      case ParameterException other when other.getValue() != null ->
          Message.of("launch.unknown-argument", other.getValue());
      case ParameterException other ->
          Message.of("launch.unknown-argument", String.valueOf(other.getMessage()));
    };
  }

  private static String value(ParameterException e) {
    return e.getValue() == null ? "" : e.getValue();
  }

  private boolean answered(CommandLine commandLine, ParseResult given) {
    if (given.isVersionHelpRequested()) {
      console.out().println("Backprop Explorer " + Version.text());
      return true;
    }
    if (given.isUsageHelpRequested()) {
      usage(commandLine);
      return true;
    }
    return false;
  }

  private void usage(CommandLine commandLine) {
    commandLine.usage(console.out(), Ansi.OFF);
  }
}
