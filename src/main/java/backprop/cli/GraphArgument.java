package backprop.cli;

import backprop.file.DocumentFile;
import backprop.file.Presets;
import backprop.graph.GraphDocument;
import backprop.message.Message;
import backprop.message.MessageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/// What a command works on: the document in a file, or the graph that a formula says.
///
/// An argument that names an existing file or ends in `.backprop` is a file, anything else a
/// formula. `-` is standard input: a document if it begins with `{`, else a formula.
public final class GraphArgument {
  /// The argument that stands for standard input.
  public static final String STANDARD_INPUT = "-";

  private GraphArgument() {}

  /// Reads the graph that an argument names, with the values that `--set` gave put in; names of a
  /// formula without a value stand at usual ones.
  ///
  /// @throws MessageException if it cannot be read, or has no place for a value
  /// @throws IOException if standard input fails
  public static GraphDocument read(String argument, List<String> settings, Console console)
      throws IOException {
    return subject(argument, settings, console).document();
  }

  /// Reads the same, and keeps which names and values do not match.
  ///
  /// @throws MessageException if it cannot be read, or has no place for a value
  /// @throws IOException if standard input fails
  static Subject subject(String argument, List<String> settings, Console console)
      throws IOException {
    var values = Assignments.read(settings);
    if (argument.equals(STANDARD_INPUT)) {
      return standardInput(console, values);
    }
    return isFile(argument, console)
        ? Subject.of(values.in(DocumentFile.read(console.file(argument)), argument))
        : Subject.formula(argument, values.values());
  }

  /// The network in a document's file, or the preset of this name.
  ///
  /// @throws MessageException if it cannot be read
  static GraphDocument network(String argument, Console console) {
    return Presets.find(argument)
        .map(Presets.Preset::open)
        .orElseGet(() -> DocumentFile.read(console.file(argument)));
  }

  /// Whether an argument names a file, rather than being a formula.
  static boolean isFile(String argument, Console console) {
    if (argument.endsWith(DocumentFile.EXTENSION)) {
      return true;
    }
    try {
      return Files.isRegularFile(console.file(argument));
    } catch (MessageException _) { // no name that a file can have
      return false;
    }
  }

  private static Subject standardInput(Console console, Assignments values) throws IOException {
    var name = console.text("cli.standard-input");
    var content = console.in().readNBytes(DocumentFile.MOST_BYTES + 1);
    if (content.length > DocumentFile.MOST_BYTES) {
      throw new MessageException(
          Message.of("file.too-large", name, DocumentFile.MOST_BYTES / (1024 * 1024)));
    }
    var text = new String(content, StandardCharsets.UTF_8).strip();
    return text.startsWith("{")
        ? Subject.of(values.in(DocumentFile.read(content, name), name))
        : Subject.formula(text, values.values());
  }
}
