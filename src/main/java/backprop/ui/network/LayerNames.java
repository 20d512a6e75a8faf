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

  /// The number of a layer of neurons: layers of maps before it are counted too.
  private String number(int layer) {
    return Subscripts.of(structure.maps().size() + layer + 1);
  }

  /// The maps of a layer of maps: `h₂`.
  String maps(int layer) {
    return "h" + Subscripts.of(layer + 1);
  }

  /// What a layer of maps takes: `x`, or the maps before it.
  String mapInput(int layer) {
    return layer == 0 ? "x" : maps(layer - 1);
  }

  /// The filters of a layer of maps, as the document names them: `K1` is `K₁`.
  String filters(int layer) {
    String name = structure.maps().get(layer).filterName();
    int digits = name.length();
    while (digits > 0 && name.charAt(digits - 1) >= '0' && name.charAt(digits - 1) <= '9') {
      digits--;
    }
    StringBuilder text = new StringBuilder(name.substring(0, digits));
    name.substring(digits).chars().forEach(c -> text.append((char) ('₀' + c - '0')));
    return text.toString();
  }

  String sum(int layer) {
    return "a" + number(layer);
  }

  String weights(int layer) {
    return "W" + number(layer);
  }

  String bias(int layer) {
    return "b" + number(layer);
  }

  String output(int layer) {
    if (layer == structure.last()) {
      return "y";
    }
    return structure.last() == 1 && structure.maps().isEmpty() ? "h" : "h" + number(layer);
  }

  /// What a layer takes: `x`, the last maps, or the output before it.
  String input(int layer) {
    return layer == 0 ? mapInput(structure.maps().size()) : output(layer - 1);
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
