package backprop.ui.network;

import backprop.message.Message;
import backprop.message.NumberText;
import backprop.network.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the steps of the layers of maps do, in words and with their numbers.
final class MapSentences {
  private final NetworkPass pass;
  private final LayerNames names;

  MapSentences(NetworkPass pass) {
    this.pass = pass;
    this.names = new LayerNames(pass.structure());
  }

  /// Forward: which map answers most strongly, and how many cells the activation made zero.
  Message forward(int layer) {
    MapPass made = pass.maps().get(layer);
    MapLayer maps = made.layer();
    MapStrength.Answer most = MapStrength.strongest(made.output(), maps.out());
    MapLayer.Grid summed = maps.stages().getFirst().out();
    boolean pooled = maps.last(MapLayer.Kind.POOLING).isPresent();
    List<Object> arguments = new ArrayList<>();
    arguments.add(maps.maps());
    arguments.add(maps.filterText());
    arguments.add(names.mapInput(layer));
    arguments.add(names.maps(layer));
    arguments.add(summed.cellText());
    arguments.add(maps.out().cellText());
    arguments.add(most.map());
    arguments.add(NumberText.of(most.value(), 3));
    Optional<Integer> activation = maps.last(MapLayer.Kind.ACTIVATION);
    int zeros = activation.map(stage -> zeros(made.stages().get(stage))).orElse(0);
    if (zeros > 0) {
      MapLayer.Stage stage = maps.stages().get(activation.orElseThrow());
      arguments.add(stage.op().sign());
      arguments.add(zeros);
      arguments.add(stage.out().size());
    }
    String key = "ui-network.step.maps" + (pooled ? "-pooled" : "") + (zeros > 0 ? "-zeros" : "");
    return Message.of(key, arguments.toArray());
  }

  /// Backward: the gradient by the filters, and what goes to the input.
  Message backward(int layer) {
    NetworkPass.Backward back = pass.backward().orElseThrow();
    MapLayer maps = pass.structure().maps().get(layer);
    FloatTensor filters = back.maps().get(layer).filters();
    int perFilter = filters.size() / maps.maps();
    int most = MapStrength.largest(filters, 0, filters.size());
    String largest = signed(filters.get(most));
    if (layer == 0) {
      return Message.of(
          "ui-network.step.maps-drawing-back",
          names.maps(0),
          names.filters(0),
          most / perFilter,
          largest);
    }
    MapStrength.Answer sent =
        MapStrength.strongest(
            back.maps().get(layer - 1).output(), pass.structure().maps().get(layer - 1).out());
    return Message.of(
        "ui-network.step.maps-back",
        names.maps(layer),
        names.filters(layer),
        most / perFilter,
        largest,
        names.maps(layer - 1),
        sent.map(),
        signed(sent.value()));
  }

  /// What the first layer of neurons sends to the last maps.
  Message neuronsBack() {
    NetworkPass.Backward back = pass.backward().orElseThrow();
    MapStrength.Answer sent =
        MapStrength.strongest(
            back.maps().getLast().output(), pass.structure().maps().getLast().out());
    return Message.of(
        "ui-network.step.maps-input-back",
        names.sum(0),
        names.weights(0),
        names.input(0),
        sent.map(),
        signed(sent.value()));
  }

  private static int zeros(FloatTensor values) {
    int zeros = 0;
    for (int i = 0; i < values.size(); i++) {
      zeros += values.get(i) == 0 ? 1 : 0;
    }
    return zeros;
  }

  private static String signed(float value) {
    return NumberText.signed(NumberText.of(value, 3));
  }
}
