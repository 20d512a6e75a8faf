package backprop.ui.graph;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.NodeId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// What is selected: nodes, or one edge.
public record Selection(Set<NodeId> nodes, Optional<Edge> edge) {
  /// Nothing.
  public static final Selection NONE = new Selection(Set.of(), Optional.empty());

  public Selection {
    nodes = Set.copyOf(nodes);
  }

  /// These nodes.
  public static Selection of(Set<NodeId> nodes) {
    return new Selection(nodes, Optional.empty());
  }

  /// This node.
  public static Selection of(NodeId node) {
    return of(Set.of(node));
  }

  /// This edge.
  public static Selection of(Edge edge) {
    return new Selection(Set.of(), Optional.of(edge));
  }

  public boolean isEmpty() {
    return nodes.isEmpty() && edge.isEmpty();
  }

  /// The node, if exactly one is selected.
  public Optional<NodeId> single() {
    return nodes.size() == 1 ? nodes.stream().findFirst() : Optional.empty();
  }

  /// These nodes as well.
  public Selection plus(Set<NodeId> more) {
    Set<NodeId> all = new LinkedHashSet<>(nodes);
    all.addAll(more);
    return of(all);
  }

  /// Each of these nodes taken in, or out if it was in.
  public Selection toggled(Set<NodeId> others) {
    Set<NodeId> all = new LinkedHashSet<>(nodes);
    for (NodeId node : others) {
      if (!all.remove(node)) {
        all.add(node);
      }
    }
    return of(all);
  }

  /// What of it still exists.
  Selection within(Graph graph) {
    Set<NodeId> left = new LinkedHashSet<>(nodes);
    left.removeIf(id -> !graph.contains(id));
    Optional<Edge> edgeLeft = edge.filter(graph.edges()::contains);
    return left.size() == nodes.size() && edgeLeft.equals(edge)
        ? this
        : new Selection(left, edgeLeft);
  }
}
