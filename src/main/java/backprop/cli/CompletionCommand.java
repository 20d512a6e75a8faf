package backprop.cli;

import java.io.File;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `completion`: the script by which bash and zsh complete commands, options and files.
final class CompletionCommand implements Command {
  private static final String FILE = "FILE";

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public void describe(CommandSpec spec, Console console) {
    spec.usageMessage().description(console.text("cli.completion"));
  }

  @Override
  public Request run(ParseResult given, Console console) {
    var program = new Arguments(StartedAs.COMMAND, console).programSpec();
    program.subcommands().values().forEach(command -> namesFiles(command.getCommandSpec()));
    console
        .out()
        .print(AutoComplete.bash(StartedAs.COMMAND.commandName(), new CommandLine(program)));
    return Request.DONE;
  }

  /// What takes a file's name says so to the shell; to the program itself it is a text, since a
  /// formula may stand there too.
  private static void namesFiles(CommandSpec spec) {
    for (var option : spec.options().toArray(OptionSpec[]::new)) {
      if (option.paramLabel().contains(FILE)) {
        spec.remove(option);
        spec.addOption(option.toBuilder().type(File.class).build());
      }
    }
    for (var positional : spec.positionalParameters().toArray(PositionalParamSpec[]::new)) {
      if (positional.paramLabel().contains(FILE)) {
        spec.remove(positional);
        spec.addPositional(positional.toBuilder().type(File.class).build());
      }
    }
  }
}
