package backprop.op;

import backprop.message.Message;
import backprop.message.MessageException;

/// The shapes at an operation's ports do not fit together; the sentence says which and why.
public final class ShapeMismatch extends MessageException {
  private static final long serialVersionUID = 1L;

  /// The mismatch with this sentence.
  public ShapeMismatch(Message sentence) {
    super(sentence);
  }
}
