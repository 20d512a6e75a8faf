package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The output of a trace as a function of one node's value, all else left as it is.
///
/// Only what depends on the node and leads to the output is computed again. Where the node is an
/// operation, its own rule is cut off: the value is put in its place.
final class Cut {
  private final Trace trace;
  private final NodeId node;
  private final NodeId output;
  private final Map<NodeId, Tensor> values;
  private final List<Node.Operation> dependent = new ArrayList<>();

  /// @throws IllegalArgumentException if the trace has no output
  Cut(Trace trace, NodeId node) {
    this.trace = trace;
    this.node = node;
    this.output =
        trace.output().orElseThrow(() -> new IllegalArgumentException("the trace has no output"));
    this.values = trace.values();
    Set<NodeId> reached = new HashSet<>(Set.of(node));
    Set<NodeId> needed = ancestors();
    for (NodeId id : trace.graph().topological()) {
      if (!id.equals(node)
          && needed.contains(id)
          && trace.graph().node(id) instanceof Node.Operation operation
          && trace.graph().inputs(id).stream().anyMatch(edge -> reached.contains(edge.from()))) {
        reached.add(id);
        dependent.add(operation);
      }
    }
  }

  private Set<NodeId> ancestors() {
    Set<NodeId> needed = new HashSet<>(Set.of(output));
    List<NodeId> order = trace.graph().topological();
    for (int i = order.size() - 1; i >= 0; i--) {
      if (needed.contains(order.get(i))) {
        trace.graph().inputs(order.get(i)).forEach(edge -> needed.add(edge.from()));
      }
    }
    return needed;
  }

  /// The operations that are computed again, in topological order.
  List<Node.Operation> dependent() {
    return dependent;
  }

  Tensor value() {
    return at(values, node);
  }

  /// The output when the node has this value.
  Tensor output(Tensor value) {
    return at(all(value), output);
  }

  /// Everything that changes when the node has this value, the node included.
  Map<NodeId, Tensor> all(Tensor value) {
    Map<NodeId, Tensor> changed = new HashMap<>();
    changed.put(node, value);
    for (Node.Operation operation : dependent) {
      changed.put(
          operation.id(),
          operation.op().value(inputs(operation, changed), trace.context().at(operation.id())));
    }
    return changed;
  }

  /// The values at an operation's ports, changed ones in front of those of the trace.
  List<Tensor> inputs(Node.Operation operation, Map<NodeId, Tensor> changed) {
    List<Tensor> inputs = new ArrayList<>();
    for (Edge edge : trace.graph().inputs(operation.id())) {
      Tensor own = changed.get(edge.from());
      inputs.add(own == null ? at(values, edge.from()) : own);
    }
    return inputs;
  }

  private static Tensor at(Map<NodeId, Tensor> values, NodeId id) {
    Tensor value = values.get(id);
    if (value == null) {
      throw new IllegalStateException("no value at " + id);
    }
    return value;
  }
}
