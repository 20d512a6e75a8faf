package backprop.network;

import backprop.message.Message;
import backprop.message.MessageException;

/// A document that cannot be trained as it stands; the sentence names the node and says what to do.
public final class ProgramException extends MessageException {
  private static final long serialVersionUID = 1L;

  public ProgramException(Message sentence) {
    super(sentence);
  }
}
