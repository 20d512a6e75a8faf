package backprop.language;

import java.util.List;

/// A function with its arguments, as it was written: `sum(x, axis=0)`.
///
/// @param head where the function's name stands
/// @param span the whole call
record Call<T>(
    String function, Span head, Span span, List<Operand<T>> arguments, List<Option> options) {

  /// A setting in a call: `axis=0`.
  ///
  /// @param value a Long, a Double, a Boolean, a String or a list of such
  record Option(String name, Object value, Span span, Span valueSpan) {}
}
