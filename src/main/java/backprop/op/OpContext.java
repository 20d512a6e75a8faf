package backprop.op;

/// What an evaluation is told beside its inputs: the mode, and where random masks come from.
///
/// A dropout mask is a pure function of (seed, node, step, index), so that checking, editing and
/// stepping back never redraw it.
///
/// @param training whether dropout drops (training) or not (inference)
/// @param seed the seed of the whole evaluation
/// @param node the id of the node that is evaluated, as text
/// @param step the number of the training step
public record OpContext(boolean training, long seed, String node, long step) {
  /// Inference: nothing random happens.
  public static OpContext inference() {
    return new OpContext(false, 0, "", 0);
  }
}
