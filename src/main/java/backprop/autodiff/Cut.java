package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.RuleFormula;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A value of a trace as a function of one node's value, all else left as it is.
///
/// Only what depends on the node and leads to the value asked for is computed again, by the
/// person's own rules where there are some. Where the node is an operation, its own rule is cut
/// off: the value is put in its place. The change may be let in at some of the node's uses only.
final class Cut {
  private final Trace trace;
  private final NodeId node;
  private final Set<Edge> open;
  private final NodeId target;
  private final Making making;
  private final Map<NodeId, Tensor> values;
  private final List<Node.Operation> dependent = new ArrayList<>();
  private final UnaryOperator<Tensor> rounding;

  /// The output as a function of the node's value.
  ///
  /// @throws IllegalArgumentException if the trace has no output
  Cut(Trace trace, NodeId node) {
    this(
        trace,
        node,
        Set.copyOf(trace.graph().uses(node)),
        trace.output().orElseThrow(() -> new IllegalArgumentException("the trace has no output")));
  }

  /// The target's value as a function of what enters these edges, all of one node.
  Cut(Trace trace, NodeId node, Set<Edge> open, NodeId target) {
    this(trace, node, open, target, value -> value);
  }

  private Cut(
      Trace trace, NodeId node, Set<Edge> open, NodeId target, UnaryOperator<Tensor> rounding) {
    this.rounding = rounding;
    this.trace = trace;
    this.node = node;
    this.open = open;
    this.target = target;
    this.making = new Making(trace.document(), trace.context());
    this.values = trace.values();
    Set<NodeId> reached = new HashSet<>();
    Set<NodeId> needed = ancestors();
    for (NodeId id : trace.graph().topological()) {
      if (!id.equals(node)
          && needed.contains(id)
          && trace.graph().node(id) instanceof Node.Operation operation
          && trace.graph().inputs(id).stream()
              .anyMatch(edge -> open.contains(edge) || reached.contains(edge.from()))) {
        reached.add(id);
        dependent.add(operation);
      }
    }
  }

  private Set<NodeId> ancestors() {
    Set<NodeId> needed = new HashSet<>(Set.of(target));
    List<NodeId> order = trace.graph().topological();
    for (int i = order.size() - 1; i >= 0; i--) {
      if (needed.contains(order.get(i))) {
        trace.graph().inputs(order.get(i)).forEach(edge -> needed.add(edge.from()));
      }
    }
    return needed;
  }

  /// The same with every value rounded to float32.
  Cut rounded() {
    return new Cut(trace, node, open, target, value -> value.map(v -> (double) (float) v));
  }

  /// The operations that are computed again, in topological order.
  List<Node.Operation> dependent() {
    return dependent;
  }

  Tensor value() {
    return at(values, node);
  }

  /// The target's value when the node has this value.
  Tensor output(Tensor value) {
    Map<NodeId, Tensor> changed = all(value);
    return changed.containsKey(target) ? at(changed, target) : at(values, target);
  }

  /// Everything that changes when the node has this value, the node included.
  Map<NodeId, Tensor> all(Tensor value) {
    Map<NodeId, Tensor> changed = new HashMap<>();
    changed.put(node, value);
    for (Node.Operation operation : dependent) {
      changed.put(
          operation.id(), rounding.apply(making.value(operation, edge -> entering(edge, changed))));
    }
    return changed;
  }

  /// The values at an operation's ports, changed ones in front of those of the trace.
  List<Tensor> inputs(Node.Operation operation, Map<NodeId, Tensor> changed) {
    return trace.graph().inputs(operation.id()).stream()
        .map(edge -> entering(edge, changed))
        .toList();
  }

  /// The person's formula that makes an operation's value, if there is one.
  Optional<RuleFormula> formula(Node.Operation operation) {
    return making.formula(operation.id());
  }

  /// Whether a person's formula makes the value of a group without this operation of it.
  boolean isReplaced(Node.Operation operation) {
    NodeId sender = making.sender(operation.id());
    return !sender.equals(operation.id()) && making.formula(sender).isPresent();
  }

  /// The values in the formula that makes an operation's value, changed ones in front of those of
  /// the trace.
  Map<NodeId, Tensor> inFormula(
      Node.Operation operation, RuleFormula formula, Map<NodeId, Tensor> changed) {
    return making.inFormula(operation, formula, edge -> entering(edge, changed));
  }

  private Tensor entering(Edge edge, Map<NodeId, Tensor> changed) {
    Tensor own = changed.get(edge.from());
    boolean closed = edge.from().equals(node) && !open.contains(edge);
    return own == null || closed ? rounding.apply(at(values, edge.from())) : own;
  }

  private static Tensor at(Map<NodeId, Tensor> values, NodeId id) {
    Tensor value = values.get(id);
    if (value == null) {
      throw new IllegalStateException("no value at " + id);
    }
    return value;
  }
}
