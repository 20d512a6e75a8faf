package backprop;

import static java.nio.charset.StandardCharsets.UTF_8;

import backprop.cli.Arguments;
import backprop.cli.Commands;
import backprop.cli.Console;
import backprop.cli.StartedAs;
import backprop.file.DocumentFile;
import backprop.file.Examples;
import backprop.message.Language;
import backprop.message.Messages;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs the usual commands once, for the build alone: from this run the Java runtime learns which
/// classes the command line needs and keeps them ready in its ahead-of-time cache.
///
/// A command is not rehearsed while its name is not in the table.
public final class Rehearsal {
  private static final String DOCUMENT = DocumentFile.text(Examples.first().open(Language.ENGLISH));
  private static final String LINES =
      """
      {"formula": "sum(matmul(W, x)) + (a - b) / exp(-a)", "inputs": {"W": [[1, 2], [3, 4]], "x": [1, 2], "a": 1, "b": 0.5}}
      {"formula": "max(x, 0) ^ 2 + sigmoid(x * y)", "inputs": {"x": 0.5, "y": 2}}
      not JSON
      """;
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("--help"),
          List.of("eval", "--help"),
          List.of("eval", "u = q + x; y = cos(q) + u * u", "--set", "x=1.5", "--set", "q=2"),
          List.of("eval", "(x + y)^2", "--set=x=1.5", "--set=y=[[1, 2], [3, 4]]", "--json"),
          List.of("eval", "relu(x) - tanh(x) * 2.5e-3", "--set", "x=-1", "--upstream", "2"),
          List.of("eval", "-", "--json"),
          List.of("eval", "-", "--set", "tax=1.2"),
          List.of("eval", "--batch", "-"),
          List.of("eval", "x + "),
          List.of("derive", "(x + y)^2", "--by", "x"),
          List.of("derive", "sigmoid(x) * log(y)", "--by", "x", "--latex"),
          List.of("derive", "(x + y)^2", "--by", "x", "--steps"),
          List.of("check", "exp(x) * y", "--set", "x=1", "--set", "y=2"),
          List.of("check", "-", "--json"),
          List.of("export", "-", "--to", "numpy"),
          List.of("nonsense"));

  /// What trains in the three ways that need different kernels; long enough for the JIT compiler's
  /// profiles of them to be worth keeping.
  private static final List<List<String>> TRAINING =
      List.of(
          List.of("train", "two-layer-784-100-10", "--iterations", "300"),
          List.of("train", "sigmoid-784-50-10", "--iterations", "300"),
          List.of("train", "textbook-cnn", "--iterations", "60"));

  private Rehearsal() {}

  /// Runs the commands, and then the program as a person starts it; with an argument those that
  /// train.
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0) {
      train();
      return;
    }
    for (var language : Language.values()) {
      for (var command : COMMANDS) {
        if (command.size() == 1 || Commands.find(command.getFirst()).isPresent()) {
          var input = command.contains("--batch") ? LINES : DOCUMENT;
          new Arguments(StartedAs.COMMAND, console(language, input))
              .read(command.toArray(String[]::new));
        }
      }
    }
    Main.main(new String[] {"eval", "x * y", "--set", "x=2", "--set", "y=3"});
  }

  private static void train() throws IOException {
    var folder = Files.createTempDirectory("backprop-rehearsal");
    var model = folder.resolve("model.safetensors");
    for (var command : TRAINING) {
      if (Commands.find(command.getFirst()).isPresent()) {
        var words = new ArrayList<>(command);
        words.addAll(List.of("--data", "generated", "--out", model.toString()));
        new Arguments(StartedAs.COMMAND, console(Language.ENGLISH, ""))
            .read(words.toArray(String[]::new));
        Files.deleteIfExists(model);
      }
    }
    try (var left = Files.list(folder)) {
      for (var file : left.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static Console console(Language language, String input) {
    return new Console(
        new ByteArrayInputStream(input.getBytes(UTF_8)),
        new PrintWriter(Writer.nullWriter()),
        new PrintWriter(Writer.nullWriter()),
        Messages.in(language),
        Path.of(""));
  }
}
