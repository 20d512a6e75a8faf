package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.op.LocalDerivative;
import backprop.tensor.Tensor;

/// The smallest honest unit of a pass.
public sealed interface Step {

  /// The node whose number this step makes or adds to.
  NodeId node();

  /// Computes an operation's value from its inputs.
  record Evaluate(NodeId node, Tensor value) implements Step {}

  /// Puts the upstream gradient at the output: 1 for a scalar.
  record Seed(NodeId node, Tensor upstream) implements Step {}

  /// Sends upstream × local down one edge and adds it to the running sum below.
  ///
  /// @param edge the edge, named in the forward direction
  /// @param upstream the gradient of the operation's output
  /// @param local the local derivative by the edge's port
  /// @param contribution what is sent: upstream × local, of the input's shape
  /// @param sum the running sum at the node below, this contribution included
  /// @param arrived how many contributions have arrived there, this one included
  /// @param expected how many will arrive in all
  record Propagate(
      Edge edge,
      Tensor upstream,
      LocalDerivative local,
      Tensor contribution,
      Tensor sum,
      int arrived,
      int expected)
      implements Step {
    @Override
    public NodeId node() {
      return edge.from();
    }
  }

  /// Moves a parameter against its gradient.
  record Update(NodeId node, Tensor before, Tensor gradient, Tensor after) implements Step {}

  /// Sends a derivative forward along one edge (forward mode): local × tangent, added to the
  /// running sum at the operation.
  ///
  /// @param edge the edge, named in the forward direction
  /// @param tangent the derivative of the edge's input by the chosen number
  /// @param local the local derivative by the edge's port
  /// @param contribution what is sent: local × tangent, of the operation's shape
  /// @param sum the running sum at the operation, this contribution included
  /// @param arrived how many contributions have arrived there, this one included
  /// @param expected how many will arrive in all
  record Tangent(
      Edge edge,
      Tensor tangent,
      LocalDerivative local,
      Tensor contribution,
      Tensor sum,
      int arrived,
      int expected)
      implements Step {
    @Override
    public NodeId node() {
      return edge.to();
    }
  }
}
