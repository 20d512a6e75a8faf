package backprop.training;

import backprop.message.Message;
import backprop.message.MessageException;

/// A plan that cannot be run: its network does not fit its data.
public final class TrainingException extends MessageException {
  private static final long serialVersionUID = 1L;

  public TrainingException(Message sentence) {
    super(sentence);
  }

  public TrainingException(Message sentence, Throwable cause) {
    super(sentence, cause);
  }
}
