package backprop.file;

import backprop.message.Message;
import backprop.message.MessageException;

/// A file could not be read or written; the sentence names the file, the place in it and the cure.
public final class FileException extends MessageException {
  private static final long serialVersionUID = 1L;

  public FileException(Message sentence) {
    super(sentence);
  }

  public FileException(Message sentence, Throwable cause) {
    super(sentence, cause);
  }
}
