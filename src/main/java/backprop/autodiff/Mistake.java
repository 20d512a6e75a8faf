package backprop.autodiff;

import backprop.message.Message;

/// What kind of mistake a wrong gradient shows, where it is a known one.
///
/// @param kind which
/// @param sentence what was done and what to do instead, for the person
public record Mistake(Kind kind, Message sentence) {

  /// The known mistakes.
  public enum Kind {
    /// The numbers are right, but not in the value's shape.
    NOT_RESHAPED,
    /// The numbers are right, but rows and columns are exchanged.
    TRANSPOSED,
    /// The shape is not the value's and its numbers say nothing.
    OTHER_SHAPE,
    /// An earlier contribution is lost: `=` where `+=` belongs.
    OVERWRITTEN,
    /// The division by the batch size is missing.
    NOT_DIVIDED,
    /// Divided by a number that should not divide.
    DIVIDED,
    /// The sign is wrong.
    TURNED,
    /// Off by some other factor.
    FACTOR,
    /// Upstream was summed as it came, before what the group does to it.
    SUMMED_EARLY,
    /// Summed along the wrong axis.
    SUMMED_ACROSS,
    /// Shifted by one place.
    SHIFTED,
    /// Fractions are cut off: an array of integers.
    TRUNCATED,
    /// Some numbers are set to 0 that are not.
    MASKED,
    /// Softmax is taken over the whole batch and not over each row.
    SOFTMAX_OVER_BATCH,
    /// The gradient of Σ t ln p alone, where the loss also counts (1 − t) ln(1 − p).
    ONE_ANSWER,
    /// The gradient is that of the operation, but the value is another one.
    OTHER_VALUE
  }

  static Mistake of(Kind kind, Object... arguments) {
    String name = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    return new Mistake(kind, Message.of("check.mistake." + name, arguments));
  }
}
