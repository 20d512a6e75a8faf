package backprop.op;

import backprop.message.Message;
import backprop.message.MessageException;
import backprop.tensor.Shape;

/// The shapes at an operation's ports do not fit together; the sentence says which and why.
public final class ShapeMismatch extends MessageException {
  private static final long serialVersionUID = 1L;

  /// The mismatch with this sentence; a shape without axes among its arguments is named in words.
  public ShapeMismatch(Message sentence) {
    super(inWords(sentence));
  }

  private static Message inWords(Message sentence) {
    return new Message(
        sentence.key(), sentence.arguments().stream().map(ShapeMismatch::inWords).toList());
  }

  private static Object inWords(Object argument) {
    return argument instanceof Shape shape && shape.isScalar()
        ? Message.of("op.shape.scalar")
        : argument;
  }
}
