package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.graph.Problem;
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

  /// The node at which an infinity or NaN arose first: one that was given it, else the one of
  /// [#firstNonFinite].
  Optional<NodeId> firstNonFiniteNode();

  /// What could not be evaluated, and why.
  List<Problem> problems();

  /// Where the backward pass begins, if anything has a value to begin at.
  Optional<NodeId> output();

  /// What the nodes are called.
  NodeNames names();

  /// By what the derivatives are that this trace sends forward; empty for one that plays backward.
  default Optional<Tangents.Direction> direction() {
    return Optional.empty();
  }

  /// In forward mode, the running sum of a node's derivative at this playhead; empty until the
  /// first contribution.
  default Optional<Tensor> tangent(NodeId node, int playhead) {
    return Optional.empty();
  }

  /// In forward mode, whether all contributions to a node's derivative have arrived.
  default boolean tangentComplete(NodeId node, int playhead) {
    return false;
  }

  /// In forward mode, what was sent along this edge, once the playhead reached it.
  default Optional<Step.Tangent> tangentSent(Edge edge, int playhead) {
    return Optional.empty();
  }

  /// The step that evaluates this node, if one does.
  Optional<Integer> stepOf(NodeId node);

  /// The step that sends a gradient down this edge, if one does.
  Optional<Integer> stepOf(Edge edge);

  /// What this step does, as a sentence with the numbers in.
  @Override
  Message sentence(int step);
}
