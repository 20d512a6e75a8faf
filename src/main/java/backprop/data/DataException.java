package backprop.data;

import backprop.message.Language;
import backprop.message.Message;
import backprop.message.Messages;
import java.io.IOException;

/// Data that cannot be read, with the one sentence for the person who chose it.
public final class DataException extends IOException {

  private static final long serialVersionUID = 1;

  private final transient Message problem;

  /// A failure that this sentence describes.
  public DataException(Message problem) {
    super(Messages.in(Language.ENGLISH).format(problem));
    this.problem = problem;
  }

  /// A failure that this sentence describes, and what the system said.
  public DataException(Message problem, IOException cause) {
    super(Messages.in(Language.ENGLISH).format(problem), cause);
    this.problem = problem;
  }

  /// Names the file, the byte where that helps, and what to do.
  public Message problem() {
    return problem;
  }
}
