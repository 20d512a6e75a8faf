package backprop.ui.network;

import backprop.network.FloatTensor;
import java.util.List;
import java.util.Optional;

/// A pass as far as the playhead has come: what may be shown.
///
/// @param pass the drawing on its way; none while nothing is drawn
/// @param steps the steps of the pass
/// @param playhead how many steps are done
/// @param travel how far the pulse of the newest step has come, 0 to 1; its numbers are shown at 1
record PassView(Optional<NetworkPass> pass, List<PassStep> steps, int playhead, double travel) {

  static final PassView EMPTY = new PassView(Optional.empty(), List.of(), 0, 1);

  /// Whether what this step makes may be shown.
  boolean done(PassStep step) {
    int at = steps.indexOf(step);
    return at >= 0 && (at < playhead - 1 || (at == playhead - 1 && travel >= 1));
  }

  /// How much of this step's way is gone: 0 before it, 1 after it.
  double progress(PassStep step) {
    int at = steps.indexOf(step);
    if (at < 0 || at >= playhead) {
      return 0;
    }
    return at == playhead - 1 ? travel : 1;
  }

  /// Whether this step is the newest that was taken.
  boolean newest(PassStep step) {
    return playhead > 0 && steps.get(playhead - 1).equals(step);
  }

  /// Whether the pass has turned back.
  boolean backward() {
    return done(new PassStep.Seed());
  }

  /// Whether the output of a layer may be shown.
  boolean hasOutput(int layer) {
    return pass.map(p -> p.structure())
        .map(
            s ->
                layer == s.last()
                    ? done(new PassStep.Softmax(layer))
                    : s.layers().get(layer).activation().isPresent()
                        ? done(new PassStep.Activate(layer))
                        : done(new PassStep.Sum(layer)))
        .orElse(false);
  }

  /// Whether the maps of a layer of maps may be shown.
  boolean hasMaps(int layer) {
    return done(new PassStep.Maps(layer));
  }

  /// What came back to a layer of maps, once it may be shown: when the layer after it has sent it.
  Optional<FloatTensor> mapGradient(int layer) {
    return pass.filter(
            p ->
                done(
                    layer == p.structure().maps().size() - 1
                        ? new PassStep.InputBack(0)
                        : new PassStep.MapsBack(layer + 1)))
        .flatMap(NetworkPass::backward)
        .map(back -> back.maps().get(layer).output());
  }

  /// The gradient by a layer's filters, once it may be shown.
  Optional<FloatTensor> filterGradient(int layer) {
    return pass.filter(_ -> done(new PassStep.MapsBack(layer)))
        .flatMap(NetworkPass::backward)
        .map(back -> back.maps().get(layer).filters());
  }

  /// The gradient by a neuron that may be shown: of its sum where that has come, else of its
  /// output; none while neither has.
  Optional<Float> gradient(int layer, int neuron) {
    return pass.flatMap(NetworkPass::backward)
        .flatMap(
            back -> {
              int last = back.sums().size() - 1;
              boolean same =
                  layer < last
                      && pass.orElseThrow().structure().layers().get(layer).activation().isEmpty();
              if (layer == last
                  ? done(new PassStep.LossBack(layer))
                  : done(new PassStep.ActivationBack(layer))
                      || (same && done(new PassStep.InputBack(layer + 1)))) {
                return Optional.of(back.sums().get(layer).get(neuron));
              }
              return layer < last && done(new PassStep.InputBack(layer + 1))
                  ? Optional.of(back.outputs().get(layer).get(neuron))
                  : Optional.empty();
            });
  }

  /// Whether the gradient shown of a layer is that of its sums rather than of its outputs.
  boolean gradientOfSums(int layer) {
    return done(new PassStep.ActivationBack(layer)) || done(new PassStep.LossBack(layer));
  }
}
