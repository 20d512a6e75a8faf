package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A whole evaluation, computed once and then played: every value, every gradient, every step.
///
/// What lies ahead of the playhead exists here and is shown nowhere: views ask with a playhead.
/// Values of nodes that could not be evaluated (an empty port, a shape that does not fit) are
/// absent, and so are gradients of nodes that the output does not depend on.
public interface Trace extends Timeline {
  GraphDocument document();

  default Graph graph() {
    return document().graph();
  }

  EvaluationContext context();

  List<Step> steps();

  @Override
  default int count() {
    return steps().size();
  }

  /// A node's value once the playhead reached it; inputs, parameters and constants always.
  Optional<Tensor> value(NodeId node, int playhead);

  /// The running sum of a node's gradient at this playhead; empty until the first contribution.
  Optional<Tensor> gradient(NodeId node, int playhead);

  /// Whether all contributions to a node's gradient have arrived at this playhead.
  boolean gradientComplete(NodeId node, int playhead);

  /// What was sent down this edge, once the playhead reached it.
  Optional<Step.Propagate> propagated(Edge edge, int playhead);

  /// Whether a gradient will ever be sent down this edge (false towards labels and constants, and
  /// off the paths to the output).
  boolean carriesGradient(Edge edge);

  /// Everything that was computed, wherever the playhead is: for checks and tests.
  Map<NodeId, Tensor> values();

  /// Every final gradient, wherever the playhead is: for checks and tests.
  Map<NodeId, Tensor> gradients();

  /// The first step at which an infinity or NaN arose, with the node, if any.
  Optional<Integer> firstNonFinite();

  /// What this step does, as a sentence with the numbers in.
  @Override
  Message sentence(int step);
}
