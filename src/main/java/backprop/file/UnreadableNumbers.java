package backprop.file;

import backprop.message.Message;
import backprop.message.MessageException;

/// A pasted text is no tensor; the sentence says which piece of it is not understood.
public final class UnreadableNumbers extends MessageException {
  private static final long serialVersionUID = 1L;

  UnreadableNumbers(String key, Object... arguments) {
    super(Message.of("file.numbers." + key, arguments));
  }
}
