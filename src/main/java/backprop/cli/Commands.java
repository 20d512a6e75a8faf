package backprop.cli;

import java.util.List;
import java.util.Optional;

/// The table of all commands, in the order in which the help lists them.
public final class Commands {
  private static final List<Command> ALL =
      List.of(new EvalCommand(), new DeriveCommand(), new ExportCommand(), new OpenCommand());

  private Commands() {}

  /// Every command.
  public static List<Command> all() {
    return ALL;
  }

  /// The command of this name.
  public static Optional<Command> find(String name) {
    for (var command : ALL) {
      if (command.name().equals(name)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }
}
