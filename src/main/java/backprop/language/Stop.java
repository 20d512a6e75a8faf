package backprop.language;

import backprop.message.Message;

/// Ends reading at the first error; never leaves the package.
final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Span span;
  private final transient Message found;
  private final transient Message expected;

  Stop(Span span, Message found, Message expected) {
    super(null, null, false, false);
    this.span = span;
    this.found = found;
    this.expected = expected;
  }

  FormulaError in(String text) {
    return FormulaError.at(text, span, found, expected);
  }
}
