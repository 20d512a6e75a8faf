package backprop.ui.network;

import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import java.util.List;
import java.util.Optional;

/// The layers of a document that is a chain of them, from the image to the loss.
///
/// @param document what it was read off
/// @param image the input that takes the drawing
/// @param label the input that takes the true label, where there is a loss
/// @param loss the node of the loss, where there is one
/// @param layers from the image on; at least one
public record NetworkStructure(
    GraphDocument document,
    NodeId image,
    Optional<NodeId> label,
    Optional<NodeId> loss,
    List<DenseLayer> layers) {

  public NetworkStructure {
    layers = List.copyOf(layers);
  }

  /// The layers of this document.
  ///
  /// @throws backprop.message.MessageException with a sentence that says why it cannot be drawn as
  ///   neurons
  public static NetworkStructure read(GraphDocument document) {
    return StructureReader.read(document);
  }

  /// Its sizes and first activation, as a list names it: `784·100·10 ReLU`.
  public String shortName() {
    StringBuilder name = new StringBuilder(Integer.toString(inputs()));
    layers.forEach(layer -> name.append('·').append(layer.outputs()));
    if (layers.size() > 1) {
      layers.getFirst().activation().ifPresent(f -> name.append(' ').append(f));
    }
    return name.toString();
  }

  /// Numbers of the drawing: the pixels.
  public int inputs() {
    return layers.getFirst().inputs();
  }

  /// How many classes there are.
  public int classes() {
    return layers.getLast().outputs();
  }

  /// The number of the last layer.
  public int last() {
    return layers.size() - 1;
  }

  /// How many numbers training changes.
  public int parameterCount() {
    return layers.stream()
        .mapToInt(
            layer ->
                layer.inputs() * layer.outputs() + (layer.bias().isPresent() ? layer.outputs() : 0))
        .sum();
  }

  /// How many weights there are, biases not counted.
  public int weightCount() {
    return layers.stream().mapToInt(layer -> layer.inputs() * layer.outputs()).sum();
  }
}
