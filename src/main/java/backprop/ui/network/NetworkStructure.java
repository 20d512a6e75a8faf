package backprop.ui.network;

import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Shapes;
import java.util.List;
import java.util.Optional;

/// The layers of a document that is a chain of them, from the image to the loss.
///
/// @param document what it was read off
/// @param image the input that takes the drawing
/// @param label the input that takes the true label, where there is a loss
/// @param loss the node of the loss, where there is one
/// @param maps the convolutions between the image and the neurons; none in most networks
/// @param features the node whose value the first layer of neurons takes
/// @param layers the layers of neurons from there on; at least one
public record NetworkStructure(
    GraphDocument document,
    NodeId image,
    Optional<NodeId> label,
    Optional<NodeId> loss,
    List<MapLayer> maps,
    NodeId features,
    List<DenseLayer> layers) {

  public NetworkStructure {
    maps = List.copyOf(maps);
    layers = List.copyOf(layers);
  }

  /// The layers of this document.
  ///
  /// @throws backprop.message.MessageException with a sentence that says why it cannot be drawn as
  ///   neurons
  public static NetworkStructure read(GraphDocument document) {
    return StructureReader.read(document);
  }

  /// Its sizes and first activation, as a list names it: `784·100·10 ReLU`; maps with a cross for
  /// their filters: `784·16×3×3·10 ReLU`.
  public String shortName() {
    StringBuilder name = new StringBuilder(Integer.toString(inputs()));
    maps.forEach(
        layer -> name.append('·').append(layer.maps()).append('×').append(layer.filterText()));
    layers.forEach(layer -> name.append('·').append(layer.outputs()));
    if (!maps.isEmpty()) {
      MapLayer first = maps.getFirst();
      first
          .last(MapLayer.Kind.ACTIVATION)
          .ifPresent(stage -> name.append(' ').append(first.stages().get(stage).op().sign()));
    } else if (layers.size() > 1) {
      layers.getFirst().activation().ifPresent(f -> name.append(' ').append(f));
    }
    return name.toString();
  }

  /// Numbers of the drawing: the pixels.
  public int inputs() {
    return (int) Shapes.numbers(((Node.Input) document.graph().node(image)).shape());
  }

  /// The step after which the gradient by the drawing is known.
  PassStep drawingBack() {
    return maps.isEmpty() ? new PassStep.InputBack(0) : new PassStep.MapsBack(0);
  }

  /// The cells of the last maps one after the other are what the first layer of neurons takes.
  Optional<MapLayer> lastMaps() {
    return maps.isEmpty() ? Optional.empty() : Optional.of(maps.getLast());
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
    int ofMaps = maps.stream().mapToInt(MapLayer::parameterCount).sum();
    int ofNeurons =
        layers.stream()
            .mapToInt(
                layer ->
                    layer.inputs() * layer.outputs()
                        + (layer.bias().isPresent() ? layer.outputs() : 0))
            .sum();
    return ofMaps + ofNeurons;
  }

  /// How many lines between what is drawn there could be: the weights, biases not counted; where
  /// maps come before the neurons, one line from each of the last maps to each neuron stands for
  /// the weights of its cells.
  int lineCount() {
    int all = layers.stream().mapToInt(layer -> layer.inputs() * layer.outputs()).sum();
    DenseLayer first = layers.getFirst();
    return lastMaps()
        .map(maps -> all + (maps.maps() - first.inputs()) * first.outputs())
        .orElse(all);
  }
}
