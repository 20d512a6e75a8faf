package backprop.ui.network;

import backprop.message.Message;
import backprop.message.NumberText;
import backprop.network.FloatTensor;
import java.util.List;
import java.util.stream.IntStream;

/// What each step of a pass does, in words and with its numbers.
final class PassSentences {
  private final NetworkPass pass;
  private final LayerNames names;

  private PassSentences(NetworkPass pass) {
    this.pass = pass;
    this.names = new LayerNames(pass.structure());
  }

  static Message of(NetworkPass pass, PassStep step) {
    return new PassSentences(pass).sentence(step);
  }

  private Message sentence(PassStep step) {
    return switch (step) {
      case PassStep.Maps(int layer) -> new MapSentences(pass).forward(layer);
      case PassStep.MapsBack(int layer) -> new MapSentences(pass).backward(layer);
      case PassStep.Sum(int layer) -> sum(layer);
      case PassStep.Activate(int layer) -> activate(layer);
      case PassStep.Softmax(int layer) -> softmax(layer);
      case PassStep.Loss() ->
          Message.of(
              "ui-network.step.loss",
              back().label(),
              NumberText.fixed(pass.y().get(back().label()), 3),
              NumberText.of(back().loss(), 4));
      case PassStep.Seed() -> Message.of("ui-network.step.seed");
      case PassStep.LossBack(int layer) -> lossBack(layer);
      case PassStep.ParametersBack(int layer) -> parametersBack(layer);
      case PassStep.InputBack(int layer) -> inputBack(layer);
      case PassStep.ActivationBack(int layer) -> activationBack(layer);
    };
  }

  private NetworkPass.Backward back() {
    return pass.backward().orElseThrow();
  }

  private String activation(int layer) {
    return pass.structure().layers().get(layer).activation().orElseThrow();
  }

  private Message sum(int layer) {
    FloatTensor a = pass.sums().get(layer);
    int most = largest(a).getFirst();
    return Message.of(
        "ui-network.step.sum",
        names.input(layer),
        names.weights(layer),
        names.bias(layer),
        names.sum(layer),
        a.size(),
        neuron(layer, most),
        NumberText.of(a.get(most), 3));
  }

  private Message activate(int layer) {
    FloatTensor h = pass.outputs().get(layer);
    int zeros = (int) IntStream.range(0, h.size()).filter(i -> h.get(i) == 0).count();
    int most = largest(h).getFirst();
    return zeros > 0
        ? Message.of(
            "ui-network.step.activate-zeros",
            activation(layer),
            names.output(layer),
            names.sum(layer),
            zeros,
            h.size())
        : Message.of(
            "ui-network.step.activate",
            activation(layer),
            names.output(layer),
            names.sum(layer),
            names.neuron(layer, most),
            NumberText.of(h.get(most), 3));
  }

  private Message softmax(int layer) {
    FloatTensor y = pass.y();
    List<Integer> most = largest(y);
    return Message.of(
        pass.backward().isPresent()
            ? "ui-network.step.softmax"
            : "ui-network.step.softmax-unlabelled",
        names.sum(layer),
        most.get(0),
        NumberText.percent(y.get(most.get(0))),
        most.get(1),
        NumberText.percent(y.get(most.get(1))));
  }

  private Message lossBack(int layer) {
    FloatTensor da = back().sums().get(layer);
    int label = back().label();
    int other = largest(da).stream().filter(i -> i != label).findFirst().orElse(label);
    return Message.of(
        "ui-network.step.loss-back",
        names.sum(layer),
        label,
        signed(da.get(label)),
        other,
        signed(da.get(other)));
  }

  private Message parametersBack(int layer) {
    int into = largest(back().sums().get(layer)).getFirst();
    return Message.of(
        "ui-network.step.parameters-back",
        names.weights(layer),
        names.input(layer),
        names.sum(layer),
        names.bias(layer),
        neuron(layer, into),
        signed(back().sums().get(layer).get(into)));
  }

  private Message inputBack(int layer) {
    if (layer == 0 && !pass.maps().isEmpty()) {
      return new MapSentences(pass).neuronsBack();
    }
    if (layer == 0) {
      return Message.of("ui-network.step.drawing-back", names.sum(0), names.weights(0));
    }
    FloatTensor dh = back().outputs().get(layer - 1);
    int most = largest(dh).getFirst();
    return Message.of(
        "ui-network.step.input-back",
        names.sum(layer),
        names.weights(layer),
        names.output(layer - 1),
        names.neuron(layer - 1, most),
        signed(dh.get(most)));
  }

  private Message activationBack(int layer) {
    FloatTensor dh = back().outputs().get(layer);
    FloatTensor da = back().sums().get(layer);
    int stopped =
        (int) IntStream.range(0, da.size()).filter(i -> da.get(i) == 0 && dh.get(i) != 0).count();
    int most = largest(da).getFirst();
    return stopped > 0
        ? Message.of(
            "ui-network.step.activation-back-zeros",
            activation(layer),
            names.output(layer),
            names.sum(layer),
            da.size() - stopped,
            da.size())
        : Message.of(
            "ui-network.step.activation-back",
            activation(layer),
            names.output(layer),
            names.sum(layer),
            names.neuron(layer, most),
            signed(da.get(most)));
  }

  /// A neuron as a person finds it: by name, in the last layer by its digit.
  private String neuron(int layer, int neuron) {
    return names.neuron(layer, neuron);
  }

  private static String signed(float value) {
    return NumberText.signed(NumberText.of(value, 3));
  }

  /// The numbers of the neurons, the largest size first.
  private static List<Integer> largest(FloatTensor values) {
    return IntStream.range(0, values.size())
        .boxed()
        .sorted((i, j) -> Float.compare(Math.abs(values.get(j)), Math.abs(values.get(i))))
        .toList();
  }
}
