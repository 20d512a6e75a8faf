package backprop.language;

import backprop.message.Message;

/// Where a text cannot be read, what stands there, and what could stand there instead.
///
/// @param span the place to be marked
/// @param line from 1
/// @param column from 1, in characters as a person counts them (code points)
/// @param found what stands there: a piece of the text in quotes, or "the end"
/// @param expected what could stand there
public record FormulaError(Span span, int line, int column, Message found, Message expected) {

  /// One sentence for the person: line, column, what was found and what was expected.
  public Message sentence() {
    return Message.of("formula.error", line, column, found, expected);
  }

  static FormulaError at(String text, Span span, Message found, Message expected) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < span.from(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))) {
        line++;
        start = i + 1;
      }
    }
    int column = text.codePointCount(start, span.from()) + 1;
    return new FormulaError(span, line, column, found, expected);
  }
}
