package backprop.graph.fusion;

import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Roles;
import backprop.op.Op;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A part of a graph that equals one operation.
///
/// @param pattern the row of the table
/// @param root the node whose value the operation has
/// @param operands the nodes whose values enter, by port of the operation; none of them inside
/// @param inside the operations of the part, the root among them
/// @param constants the constants that the pattern names, such as the −1 of ×(−1)
public record Fusion(
    FusionPattern pattern,
    NodeId root,
    List<NodeId> operands,
    Set<NodeId> inside,
    Set<NodeId> constants) {
  public Fusion {
    operands = List.copyOf(operands);
    inside = Set.copyOf(inside);
    constants = Set.copyOf(constants);
  }

  /// The operation that the part equals.
  public Op op() {
    return pattern.op();
  }

  /// Whether the operation can take the part's place: nothing but the part uses its inner values,
  /// none of them is marked or has a person's own rule, and what enters a port for labels has no
  /// gradient to lose.
  public boolean canReplace(GraphDocument document) {
    Graph graph = document.graph();
    Roles roles = document.roles();
    boolean marked =
        Stream.of(roles.output(), roles.loss(), roles.prediction())
            .flatMap(role -> role.stream())
            .anyMatch(id -> !id.equals(root) && inside.contains(id));
    boolean used =
        inside.stream()
            .filter(id -> !id.equals(root))
            .flatMap(id -> graph.uses(id).stream())
            .anyMatch(edge -> !inside.contains(edge.to()));
    boolean otherwise =
        inside.stream()
            .anyMatch(
                id ->
                    document.rules().standingFor(id).isPresent()
                        || (!id.equals(root) && document.rules().overwritten().contains(id)));
    return !marked && !used && !otherwise && labelsAreLeaves(graph);
  }

  private boolean labelsAreLeaves(Graph graph) {
    for (int port = 0; port < operands.size(); port++) {
      boolean leaf =
          switch (graph.node(operands.get(port))) {
            case Node.Input _, Node.Constant _ -> true;
            case Node.Parameter _, Node.Operation _ -> false;
          };
      if (!leaf && !op().ports().get(port).differentiable()) {
        return false;
      }
    }
    return true;
  }

  /// The edges that enter the part from its operands.
  public List<Edge> entering(Graph graph) {
    return inside.stream()
        .flatMap(id -> graph.inputs(id).stream())
        .filter(edge -> operands.contains(edge.from()))
        .sorted(
            Comparator.comparingInt((Edge edge) -> graph.position(edge.to()))
                .thenComparingInt(Edge::port))
        .toList();
  }

  /// The edit that puts the operation in the part's place.
  public Edit.Fuse edit() {
    return new Edit.Fuse(root, op(), inside, operands);
  }
}
