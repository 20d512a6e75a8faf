package backprop.graph;

import backprop.message.Message;
import backprop.op.Op;
import backprop.op.Port;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Which edges may be drawn, and the reason why not, asked while a person drags.
public final class Connections {
  private Connections() {}

  /// Why this edge cannot be drawn; nothing if it can.
  ///
  /// An edge that is in the slot already is no hindrance: it is replaced. Shapes that do not fit
  /// are no hindrance either; they are shown as a [Problem] afterwards.
  public static Optional<Message> refusal(Graph graph, Edge edge) {
    if (!graph.contains(edge.from()) || !graph.contains(edge.to())) {
      return Optional.of(Message.of("graph.refused.no-node"));
    }
    if (edge.from().equals(edge.to())) {
      return Optional.of(Message.of("graph.refused.itself", name(graph, edge.to())));
    }
    if (dependsOn(graph, edge.from(), edge.to())) {
      return Optional.of(
          Message.of("graph.refused.cycle", name(graph, edge.from()), name(graph, edge.to())));
    }
    return refusalBySlot(graph, edge);
  }

  /// Why a node cannot be put into this slot, whatever depends on what: for edges that cannot close
  /// a cycle, because they enter nodes that nothing uses yet.
  static Optional<Message> refusalBySlot(Graph graph, Edge edge) {
    if (!(graph.node(edge.to()) instanceof Node.Operation(_, _, Op op))) {
      return Optional.of(Message.of("graph.refused.takes-nothing", name(graph, edge.to())));
    }
    if (edge.port() < 0 || edge.port() >= op.ports().size()) {
      return Optional.of(
          Message.of("graph.refused.no-port", name(graph, edge.to()), op.ports().size()));
    }
    boolean carries =
        switch (graph.node(edge.from())) {
          case Node.Input _, Node.Constant _ -> false;
          case Node.Parameter _ -> true;
          case Node.Operation(_, _, Op from) -> hasGradient(from);
        };
    Port port = op.ports().get(edge.port());
    return carries && hasGradient(op) && !port.differentiable()
        ? Optional.of(Message.of("graph.refused.label", port.name()))
        : Optional.empty();
  }

  private static String name(Graph graph, NodeId id) {
    return NodeNames.of(graph).name(id);
  }

  /// Whether a gradient flows through an operation at all: not through argmax or one-hot, whose
  /// values are labels themselves.
  private static boolean hasGradient(Op op) {
    return op.ports().stream().anyMatch(Port::differentiable);
  }

  /// Whether this edge may be drawn.
  public static boolean canConnect(Graph graph, NodeId from, NodeId to, int port) {
    return refusal(graph, new Edge(from, to, port)).isEmpty();
  }

  /// Whether the value of `node` is made from the value of `other`, through any number of edges.
  public static boolean dependsOn(Graph graph, NodeId node, NodeId other) {
    Set<NodeId> seen = new HashSet<>();
    Deque<NodeId> open = new ArrayDeque<>();
    open.add(node);
    while (!open.isEmpty()) {
      NodeId next = open.remove();
      if (next.equals(other)) {
        return true;
      }
      for (Edge edge : graph.inputs(next)) {
        if (seen.add(edge.from())) {
          open.add(edge.from());
        }
      }
    }
    return false;
  }
}
