package backprop.message;

/// What a stretch of text speaks of; a theme gives each tone its colour.
public enum Tone {
  /// Ordinary text.
  PLAIN,
  /// A value of the forward pass: `<forward>`.
  FORWARD,
  /// A gradient, a step of the backward pass: `<gradient>`.
  GRADIENT,
  /// Secondary text: `<muted>`.
  MUTED,
  /// Something that is right: `<right>`.
  RIGHT,
  /// Something that is wrong: `<wrong>`.
  WRONG
}
