package backprop.op;

import backprop.message.Message;
import backprop.message.MessageException;

/// An operation that does not exist or a setting that is not legal; the sentence says which and
/// what would be.
public final class BadSetting extends MessageException {
  private static final long serialVersionUID = 1L;

  public BadSetting(Message sentence) {
    super(sentence);
  }
}
