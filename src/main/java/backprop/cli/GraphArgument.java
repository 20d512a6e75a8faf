package backprop.cli;

import backprop.file.DocumentFile;
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

  /// Reads the graph that an argument names, with the values that `--set` gave put in.
  ///
  /// @throws MessageException if it cannot be read, or has no place for a value
  /// @throws IOException if standard input fails
  public static GraphDocument read(String argument, List<String> settings, Console console)
      throws IOException {
    var values = Assignments.read(settings);
    if (argument.equals(STANDARD_INPUT)) {
      return standardInput(console, values);
    }
    return isFile(argument, console)
        ? values.in(DocumentFile.read(console.file(argument)), argument)
        : formula(argument);
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

  private static GraphDocument standardInput(Console console, Assignments values)
      throws IOException {
    var name = console.text("cli.standard-input");
    var content = console.in().readNBytes(DocumentFile.MOST_BYTES + 1);
    if (content.length > DocumentFile.MOST_BYTES) {
      throw new MessageException(
          Message.of("file.too-large", name, DocumentFile.MOST_BYTES / (1024 * 1024)));
    }
    var text = new String(content, StandardCharsets.UTF_8).strip();
    return text.startsWith("{") ? values.in(DocumentFile.read(content, name), name) : formula(text);
  }

  private static GraphDocument formula(String text) {
    throw new MessageException(Message.of("cli.no-file", text));
  }
}
