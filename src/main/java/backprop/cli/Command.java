package backprop.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command of the command line: `backprop eval …`.
///
/// A new one is a class of its own and a line in [Commands]. It describes itself by picocli's
/// programmatic model and not by annotations, because reflection costs more of a short command's
/// time than its work; [Options] has the options that several share. Results alone go to
/// [Console#out], all else to [Console#err].
public interface Command {
  /// The word by which it is called.
  String name();

  /// Adds its description, options and parameters; `--help` and `--version` are there already.
  void describe(CommandSpec spec, Console console);

  /// Does the work, and says with which status the process ends.
  ///
  /// @throws backprop.message.MessageException if the person's input is wrong; the sentence is
  ///   written to standard error and the status is 2
  /// @throws IOException if reading or writing fails for a reason outside the program
  Request run(ParseResult given, Console console) throws IOException;
}
