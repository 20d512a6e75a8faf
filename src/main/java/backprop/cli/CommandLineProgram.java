package backprop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line: `--version` and `--help` now, commands later.
@Command(
    name = "backprop",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "See backpropagation, step by step.")
public final class CommandLineProgram implements Runnable {
  private CommandLineProgram() {}

  /// Runs the command that the arguments name and gives its exit code; output goes to the standard
  /// streams.
  public static int run(String... arguments) {
    return run(
        new PrintWriter(System.out, true, UTF_8),
        new PrintWriter(System.err, true, UTF_8),
        arguments);
  }

  /// Runs the command that the arguments name, writing to the given streams, and gives its exit
  /// code.
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new CommandLineProgram()).setOut(out).setErr(err).execute(arguments);
  }

  @Override
  public void run() {}
}
