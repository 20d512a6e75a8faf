package backprop.ui.network;

/// A step of a drawing's way through a network and back; layers of neurons are numbered from 0, and
/// so are layers of maps.
public sealed interface PassStep {

  /// The maps of a layer of maps: a convolution with what follows it.
  record Maps(int layer) implements PassStep {}

  /// ∂L/∂ of the filters of a layer of maps, and what it sends to its input; for layer 0 this is
  /// ∂L/∂x, on the drawing.
  record MapsBack(int layer) implements PassStep {}

  /// `a = x·W + b` of a layer.
  record Sum(int layer) implements PassStep {}

  /// `h = f(a)` of a layer.
  record Activate(int layer) implements PassStep {}

  /// `y = softmax(a)` of the last layer.
  record Softmax(int layer) implements PassStep {}

  /// The loss of y against the true label.
  record Loss() implements PassStep {}

  /// ∂L/∂L = 1.
  record Seed() implements PassStep {}

  /// ∂L/∂a = y − t of the last layer.
  record LossBack(int layer) implements PassStep {}

  /// ∂L/∂W and ∂L/∂b of a layer.
  record ParametersBack(int layer) implements PassStep {}

  /// What a layer sends to its input: ∂L/∂a · Wᵀ. For layer 0 this is ∂L/∂x, on the drawing, or
  /// ∂L/∂ of the last maps where there are any.
  record InputBack(int layer) implements PassStep {}

  /// ∂L/∂a of a layer, through its activation function.
  record ActivationBack(int layer) implements PassStep {}
}
