package backprop.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table of all commands, in the order in which the help lists them.
public final class Commands {
  private static final List<Command> ALL =
      List.of(
          new EvalCommand(),
          new CheckCommand(),
          new CompareCommand(),
          new DeriveCommand(),
          new RenderCommand(),
          new ExportCommand(),
          new TrainCommand(),
          new GradcheckCommand(),
          new PredictCommand(),
          new EvaluateCommand(),
          new WeightsCommand(),
          new FetchCommand(),
          new OpenCommand());

  private Commands() {}

  /// Every command.
  public static List<Command> all() {
    return List.copyOf(TABLE.values());
  }

  /// The command of this name.
  public static Optional<Command> find(String name) {
    return Optional.ofNullable(TABLE.get(name));
  }

  private static final Map<String, Command> TABLE = table();

  private static Map<String, Command> table() {
    var table = new LinkedHashMap<String, Command>();
    ALL.forEach(command -> table.put(command.name(), command));
    // tells of all the others, and so comes after them
    var completion = new CompletionCommand();
    table.put(completion.name(), completion);
    return table;
  }
}
