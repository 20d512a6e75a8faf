package backprop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import backprop.message.Language;
import backprop.message.Message;
import backprop.message.Messages;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/// What a command reads and writes, always UTF-8, and the language of its sentences.
///
/// @param in standard input
/// @param out results, and nothing else
/// @param err sentences for the person: what went wrong, progress, where a file was written
/// @param messages the person's language
/// @param folder where relative names of files begin
public record Console(
    InputStream in, PrintWriter out, PrintWriter err, Messages messages, Path folder) {

  /// The console of this process. Results are buffered until [#flush].
  public static Console ofThisProcess() {
    return new Console(
        System.in,
        new PrintWriter(System.out, false, UTF_8),
        new PrintWriter(System.err, true, UTF_8),
        Messages.in(Language.of(Locale.getDefault())),
        Path.of(""));
  }

  /// A text in the person's language.
  public String text(String key, Object... arguments) {
    return messages.format(key, arguments);
  }

  /// Says a sentence on standard error.
  public void say(Message sentence) {
    err.println(messages.format(sentence));
    err.flush();
  }

  /// The file of this name.
  ///
  /// @throws backprop.message.MessageException if no file can have such a name
  public Path file(String name) {
    try {
      return folder.resolve(name);
    } catch (java.nio.file.InvalidPathException e) {
      throw new backprop.message.MessageException(Message.of("launch.no-path", name), e);
    }
  }

  /// Hands over what was written so far.
  public void flush() {
    out.flush();
    err.flush();
  }
}
