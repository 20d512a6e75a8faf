package backprop.ui.network;

/// The letters of a network's layers, as the textbook writes them: a₁, h, W₂, y.
///
/// A network with one hidden layer calls it `h`; with more they are `h₁`, `h₂` … The layers are
/// counted from 1 here, as a person reads them.
final class LayerNames {
  private final NetworkStructure structure;

  LayerNames(NetworkStructure structure) {
    this.structure = structure;
  }

  String sum(int layer) {
    return "a" + Subscripts.of(layer + 1);
  }

  String weights(int layer) {
    return "W" + Subscripts.of(layer + 1);
  }

  String bias(int layer) {
    return "b" + Subscripts.of(layer + 1);
  }

  String output(int layer) {
    if (layer == structure.last()) {
      return "y";
    }
    return structure.last() == 1 ? "h" : "h" + Subscripts.of(layer + 1);
  }

  /// What a layer takes: `x`, or the output before it.
  String input(int layer) {
    return layer == 0 ? "x" : output(layer - 1);
  }

  /// The name of a neuron: `h₁₇`, and the class's digit in the last layer.
  String neuron(int layer, int neuron) {
    return layer == structure.last() ? Integer.toString(neuron) : "h" + Subscripts.of(neuron);
  }

  /// `h = ReLU(a₁)`, `softmax(a₂)`.
  String formula(int layer) {
    String argument = "(" + sum(layer) + ")";
    return structure
        .layers()
        .get(layer)
        .activation()
        .map(f -> layer == structure.last() ? f + argument : output(layer) + " = " + f + argument)
        .orElse(output(layer) + " = " + sum(layer));
  }
}
