package backprop.cli;

import backprop.message.Message;
import backprop.message.MessageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// `eval --batch`: a formula a line in, an answer or an error a line out, in the order given.
///
/// A bad line is answered with its error and never stops the rest; blank lines are passed over.
final class Batch {
  /// The longest line that is read; of a longer one nothing is kept but that it is too long.
  static final int LONGEST_LINE = 64 * 1024 * 1024;

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final Console console;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int filled;
  private byte[] line = new byte[BUFFER];
  private int length;

  private Batch(InputStream in, Console console) {
    this.in = in;
    this.console = console;
  }

  /// Answers every line of the stream.
  ///
  /// @throws IOException if the stream fails
  static void run(InputStream in, Console console) throws IOException {
    new Batch(in, console).run();
  }

  private void run() throws IOException {
    while (nextLine()) {
      if (isBlank()) {
        continue;
      }
      console.out().println(answer());
      // somebody may be waiting for this answer before asking the next question
      if (position == filled && in.available() == 0 && console.out().checkError()) {
        return; // nobody reads any more
      }
    }
  }

  private String answer() {
    if (length > LONGEST_LINE) {
      return error(Message.of("cli.batch.too-long", LONGEST_LINE / (1024 * 1024)));
    }
    try {
      return answer(BatchLine.read(line, length));
    } catch (MessageException e) {
      return error(e.sentence());
    } catch (StackOverflowError | OutOfMemoryError e) {
      return error(Message.of("cli.batch.too-much"));
    } catch (RuntimeException e) {
      return error(Message.of("cli.batch.unexpected", e.getClass().getSimpleName()));
    }
  }

  /// The JSON that answers a line.
  ///
  /// @throws MessageException if it has no answer, with the reason
  static String answer(BatchLine line) {
    var subject = Subject.formula(line.formula(), line.inputs()).complete();
    return AnswerJson.of(
        Answer.of(
            line.upstream()
                .map(upstream -> EvalCommand.withUpstream(subject, upstream))
                .orElse(subject)));
  }

  private String error(Message sentence) {
    return AnswerJson.error(console.messages().format(sentence));
  }

  private boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /// Reads up to the next line's end; false at the end of the stream.
  private boolean nextLine() throws IOException {
    length = 0;
    boolean any = false;
    while (true) {
      if (position == filled) {
        filled = in.read(buffer);
        position = 0;
        if (filled <= 0) {
          filled = 0;
          return any;
        }
      }
      any = true;
      int end = position;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      append(position, end - position);
      position = end;
      if (end < filled) {
        position++;
        return true;
      }
    }
  }

  private void append(int from, int count) {
    if (length + count > LONGEST_LINE) {
      length = LONGEST_LINE + 1;
      return;
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
    }
    System.arraycopy(buffer, from, line, length, count);
    length += count;
  }
}
