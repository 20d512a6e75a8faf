package backprop.cli;

/// What the program was started as: the desktop app has one launcher for each.
public enum StartedAs {
  /// `backprop-explorer`: the window.
  WINDOW("backprop-explorer"),
  /// `backprop`: the command line.
  COMMAND("backprop");

  private final String commandName;

  StartedAs(String commandName) {
    this.commandName = commandName;
  }

  /// Gives the launcher of this process: the window, unless the property `backprop.launcher` says
  /// `backprop`.
  public static StartedAs thisProcess() {
    return COMMAND.commandName.equals(System.getProperty("backprop.launcher")) ? COMMAND : WINDOW;
  }

  /// Gives the name that a person types.
  public String commandName() {
    return commandName;
  }
}
