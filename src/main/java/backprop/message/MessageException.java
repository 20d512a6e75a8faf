package backprop.message;

/// What went wrong with a person's input, as one sentence they can act on.
public class MessageException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Message sentence;

  public MessageException(Message sentence) {
    super(sentence.toString());
    this.sentence = sentence;
  }

  public MessageException(Message sentence, Throwable cause) {
    super(sentence.toString(), cause);
    this.sentence = sentence;
  }

  /// The sentence for the person, to be formatted in their language.
  public Message sentence() {
    return sentence;
  }
}
