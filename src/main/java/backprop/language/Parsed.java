package backprop.language;

/// What came of reading a text: what it says, or where and why it cannot be read.
///
/// @param <T> what the text stands for
public sealed interface Parsed<T> {

  /// The text was read.
  record Done<T>(T value) implements Parsed<T> {}

  /// The text cannot be read.
  record Failed<T>(FormulaError error) implements Parsed<T> {}

  /// What the text says.
  ///
  /// @throws FormulaException with the error's sentence where it cannot be read
  default T orThrow() {
    return switch (this) {
      case Done<T>(T value) -> value;
      case Failed<T>(FormulaError error) -> throw new FormulaException(error);
    };
  }
}
