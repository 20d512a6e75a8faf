package backprop.graph;

import backprop.op.Op;
import java.util.ArrayList;
import java.util.List;

/// An input of an [OwnRule] by the name that formulas call it.
///
/// One operation's inputs are called as its ports (`x`, `w`, `b`), but never `y` or `dy`: a binary
/// function's are `a` and `b`, and a port `y` is `p`. A group's are named by the rule.
///
/// @param name as formulas call it
/// @param edges where the value enters: one slot, or for a group every slot of it
/// @param differentiable whether a gradient is sent to it; a group's rule may leave out constants,
///   such as the 1 in 1 / (1 + exp(−x))
public record RuleInput(String name, List<Edge> edges, boolean differentiable) {
  public RuleInput {
    edges = List.copyOf(edges);
  }

  /// The node whose value it is.
  public NodeId from() {
    return edges.getFirst().from();
  }

  /// The inputs of the rule at a node, in order; for an operation those that are connected.
  public static List<RuleInput> of(Graph graph, NodeId at, OwnRule rule) {
    List<RuleInput> inputs = new ArrayList<>();
    if (!rule.isGroup()) {
      if (graph.node(at) instanceof Node.Operation(_, _, Op op)) {
        List<String> names = names(op);
        for (Edge edge : graph.inputs(at)) {
          inputs.add(
              new RuleInput(names.get(edge.port()), List.of(edge), differentiable(graph, edge)));
        }
      }
      return inputs;
    }
    rule.inputs()
        .forEach(
            (name, source) -> {
              List<Edge> edges =
                  graph.uses(source).stream()
                      .filter(edge -> edge.to().equals(at) || rule.inside().contains(edge.to()))
                      .toList();
              if (!edges.isEmpty()) {
                inputs.add(
                    new RuleInput(
                        name,
                        edges,
                        edges.stream().anyMatch(edge -> differentiable(graph, edge))
                            && (!(graph.node(source) instanceof Node.Constant)
                                || rule.gradients().containsKey(name))));
              }
            });
    return inputs;
  }

  private static boolean differentiable(Graph graph, Edge edge) {
    return graph.node(edge.to()) instanceof Node.Operation(_, _, Op op)
        && op.ports().get(edge.port()).differentiable();
  }

  /// What formulas call an operation's inputs, one name a port.
  public static List<String> names(Op op) {
    List<String> names = new ArrayList<>();
    op.ports().forEach(port -> names.add(port.name()));
    if (names.equals(List.of("x", "y"))) {
      return List.of("a", "b");
    }
    names.replaceAll(name -> name.equals(OwnRule.VALUE) ? "p" : name);
    return names;
  }
}
