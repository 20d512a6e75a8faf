package backprop.language;

import backprop.message.MessageException;

/// Formula text that cannot be read, as an exception; the only one that reading text throws, and
/// only through [Parsed#orThrow].
public final class FormulaException extends MessageException {
  private static final long serialVersionUID = 1L;
  private final transient FormulaError error;

  FormulaException(FormulaError error) {
    super(error.sentence());
    this.error = error;
  }

  /// The error with its place.
  public FormulaError error() {
    return error;
  }
}
