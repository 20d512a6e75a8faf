package backprop.op;

import backprop.tensor.Tensor;
import java.util.Map;

/// What an evaluation is told beside its inputs: the mode, where random masks come from, and what
/// the operation remembers of earlier training steps.
///
/// A dropout mask is a pure function of (seed, node, step, index), so that checking, editing and
/// stepping back never redraw it.
///
/// @param training whether dropout drops and batch normalisation looks at the batch (training) or
///   not (inference)
/// @param seed the seed of the whole evaluation
/// @param node the id of the node that is evaluated, as text
/// @param step the number of the training step
/// @param state what the node remembers, by name, as [Op#initialState] and [Op#nextState] make it;
///   empty before the first training step
public record OpContext(
    boolean training, long seed, String node, long step, Map<String, Tensor> state) {
  public OpContext {
    state = Map.copyOf(state);
  }

  /// A node that remembers nothing yet.
  public OpContext(boolean training, long seed, String node, long step) {
    this(training, seed, node, step, Map.of());
  }

  /// Inference: nothing random happens.
  public static OpContext inference() {
    return new OpContext(false, 0, "", 0);
  }
}
