package backprop.op;

/// One input slot of an operation: its letter in the textbook's formula, and whether a gradient
/// flows back through it. Labels are not differentiable: they have no gradient, not a zero one.
public record Port(String name, boolean differentiable) {
  public static Port of(String name) {
    return new Port(name, true);
  }

  /// A port that no gradient leaves, such as a label.
  public static Port label(String name) {
    return new Port(name, false);
  }
}
