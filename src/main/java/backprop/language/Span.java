package backprop.language;

/// A stretch of formula text, to be marked: from a character up to, not including, another.
///
/// @param from the first character (UTF-16, from 0)
/// @param to the one after the last; equal to `from` at the end of the text
public record Span(int from, int to) {

  /// The shortest stretch that holds both.
  Span through(Span other) {
    return new Span(Math.min(from, other.from), Math.max(to, other.to));
  }
}
