package backprop.ui.network;

import backprop.network.FloatTensor;
import java.util.List;
import java.util.Optional;

/// One drawing on its way through a network and back, computed once in float32; then played.
///
/// All numbers are float32 as the trainer computes them; a layer's are in the order of its neurons.
///
/// @param structure the layers
/// @param maps what the layers of maps made, in their order
/// @param w W of each layer, (inputs, outputs)
/// @param b b of each layer, (outputs); zeros where a layer has none
/// @param x the drawing, row by row, 0 paper to 1 ink
/// @param scaled the drawing as the document scales it
/// @param features the numbers that the first layer of neurons takes
/// @param sums a of each layer
/// @param outputs h of each layer; the probabilities y for the last
/// @param backward what flows back; none without a true label
public record NetworkPass(
    NetworkStructure structure,
    List<MapPass> maps,
    List<FloatTensor> w,
    List<FloatTensor> b,
    FloatTensor x,
    FloatTensor scaled,
    FloatTensor features,
    List<FloatTensor> sums,
    List<FloatTensor> outputs,
    Optional<Backward> backward) {

  public NetworkPass {
    maps = List.copyOf(maps);
    w = List.copyOf(w);
    b = List.copyOf(b);
    sums = List.copyOf(sums);
    outputs = List.copyOf(outputs);
  }

  /// The gradients, for one true label.
  ///
  /// @param label the true label
  /// @param loss L
  /// @param maps what came back to the layers of maps
  /// @param sums ∂L/∂a of each layer
  /// @param outputs ∂L/∂h of each layer but the last
  /// @param x ∂L/∂x
  public record Backward(
      int label,
      float loss,
      List<MapPass.Back> maps,
      List<FloatTensor> sums,
      List<FloatTensor> outputs,
      FloatTensor x) {
    public Backward {
      maps = List.copyOf(maps);
      sums = List.copyOf(sums);
      outputs = List.copyOf(outputs);
    }
  }

  /// The probabilities.
  public FloatTensor y() {
    return outputs.getLast();
  }

  /// What the layer takes: the drawing, the last maps, or the layer before.
  public FloatTensor input(int layer) {
    return layer == 0 ? features : outputs.get(layer - 1);
  }

  /// W of a layer from one neuron before to one of its own.
  public float weight(int layer, int from, int to) {
    return w.get(layer).at(from, to);
  }

  /// The most that each neuron of a hidden layer sends to one neuron of the next: |h| · max |w|.
  ///
  /// What the columns are sorted by: it is known as soon as h is, so that nothing moves when
  /// gradients arrive.
  float[] contributions(int layer) {
    FloatTensor h = outputs.get(layer);
    float[] sent = new float[h.size()];
    int next = structure.layers().get(layer + 1).outputs();
    for (int i = 0; i < sent.length; i++) {
      float most = 0;
      for (int j = 0; j < next; j++) {
        most = Math.max(most, Math.abs(weight(layer + 1, i, j)));
      }
      sent[i] = Math.abs(h.get(i)) * most;
    }
    return sent;
  }
}
