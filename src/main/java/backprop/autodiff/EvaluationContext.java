package backprop.autodiff;

import backprop.graph.NodeId;
import backprop.op.OpContext;
import backprop.tensor.Tensor;
import java.util.Map;

/// What an evaluation is told beside the document; none of it is in the document.
///
/// @param data values of the data-bound inputs, a few chosen rows; a missing one is a problem
/// @param weights values of parameters that differ from how they begin
/// @param training whether dropout drops and batch normalisation looks at the batch
/// @param seed the seed of every random mask
/// @param step the number of the training step
/// @param state what operations remember of earlier training steps, by node and name, such as
///   running statistics; no gradient reaches it
public record EvaluationContext(
    Map<NodeId, Tensor> data,
    Map<NodeId, Tensor> weights,
    boolean training,
    long seed,
    long step,
    Map<NodeId, Map<String, Tensor>> state) {
  public static final EvaluationContext PLAIN =
      new EvaluationContext(Map.of(), Map.of(), false, 0, 0);

  public EvaluationContext {
    data = Map.copyOf(data);
    weights = Map.copyOf(weights);
    state = Map.copyOf(state);
  }

  /// An evaluation in which operations remember nothing yet.
  public EvaluationContext(
      Map<NodeId, Tensor> data,
      Map<NodeId, Tensor> weights,
      boolean training,
      long seed,
      long step) {
    this(data, weights, training, seed, step, Map.of());
  }

  /// The same evaluation in training or in inference.
  public EvaluationContext withTraining(boolean on) {
    return new EvaluationContext(data, weights, on, seed, step, state);
  }

  /// What one operation is told.
  public OpContext at(NodeId node) {
    return new OpContext(training, seed, node.text(), step, state.getOrDefault(node, Map.of()));
  }
}
