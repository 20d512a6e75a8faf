package backprop.file;

import backprop.message.Message;
import backprop.message.MessageException;

/// What is wrong inside a document; the reader adds the file's name.
final class BadContent extends MessageException {
  private static final long serialVersionUID = 1L;

  BadContent(String key, Object... arguments) {
    super(Message.of("file.content." + key, arguments));
  }

  BadContent(Message sentence) {
    super(sentence);
  }
}
