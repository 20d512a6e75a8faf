package backprop.ui.network;

import backprop.message.Message;
import backprop.op.MaxPool2d;
import backprop.op.Op;
import backprop.op.Pooling;
import java.util.ArrayList;
import java.util.List;

/// What stands above a layer of maps: what it does, a line a part; how many lines there are does
/// not depend on the language.
final class MapHead {

  private MapHead() {}

  /// The lines below the name and the size.
  ///
  /// @param wide whether what follows one another fits on one line
  static List<List<Message>> lines(MapLayer layer, boolean wide) {
    List<List<Message>> lines = new ArrayList<>();
    for (MapLayer.Stage stage : layer.stages()) {
      switch (stage.kind()) {
        case CONVOLUTION, POOLING -> lines.add(new ArrayList<>(List.of(text(layer, stage))));
        case NORM -> lines.add(new ArrayList<>(List.of(text(layer, stage))));
        case ACTIVATION -> {
          if (wide && lines.size() > 1) {
            lines.getLast().add(text(layer, stage));
          } else {
            lines.add(new ArrayList<>(List.of(text(layer, stage))));
          }
        }
        case BIAS, DROPOUT -> {}
      }
    }
    return lines;
  }

  /// What a stage does, in a word or two.
  static Message text(MapLayer layer, MapLayer.Stage stage) {
    return switch (stage.kind()) {
      case CONVOLUTION -> convolution(layer);
      case BIAS -> Message.of("ui-network.maps.bias");
      case NORM -> Message.of("ui-network.maps.norm");
      case ACTIVATION -> Message.of("ui-network.maps.plain", stage.op().sign());
      case POOLING -> pooling(stage.op());
      case DROPOUT -> Message.of("ui-network.maps.plain", stage.op().sign());
    };
  }

  private static Message convolution(MapLayer layer) {
    int stride = layer.convolution().settings().stride();
    return stride == 1
        ? Message.of("ui-network.maps.convolution", layer.filterText())
        : Message.of("ui-network.maps.convolution-stride", layer.filterText(), stride);
  }

  private static Message pooling(Op op) {
    int side = op instanceof Pooling pooling ? pooling.windows().kernel() : 1;
    String size = side + "×" + side;
    return op instanceof MaxPool2d
        ? Message.of("ui-network.maps.max-pooling", size)
        : Message.of("ui-network.maps.average-pooling", size);
  }
}
