package backprop;

import backprop.cli.CommandLineProgram;

/// Starts the program: a command where the arguments name one, the window otherwise.
///
/// It does not extend JavaFX's `Application`, so that a command never starts the toolkit.
public final class Main {
  private Main() {}

  /// Runs the program and ends the process with its exit code.
  public static void main(String[] arguments) {
    System.exit(CommandLineProgram.run(arguments));
  }
}
