package backprop.cli;

import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The nodes that a person can speak of on the command line, by name, in the order of the document.
///
/// An input or a parameter without a name has the letter that the window shows; an operation
/// without one is not among them. Of two with the same name the second is `W_2`.
final class NamedNodes {
  private final Graph graph;
  private final Map<String, NodeId> nodes = new LinkedHashMap<>();

  private NamedNodes(Graph graph) {
    this.graph = graph;
    NodeNames symbols = NodeNames.of(graph);
    for (Node node : graph.nodes()) {
      switch (node) {
        case Node.Input _, Node.Parameter _ -> add(symbols.symbol(node.id()), node.id());
        case Node.Constant _, Node.Operation _ -> {
          if (!node.name().isEmpty()) {
            add(node.name(), node.id());
          }
        }
      }
    }
  }

  static NamedNodes of(Graph graph) {
    return new NamedNodes(graph);
  }

  private void add(String name, NodeId id) {
    String free = name;
    for (int number = 2; nodes.putIfAbsent(free, id) != null; number++) {
      free = name + "_" + number;
    }
  }

  /// Every named node.
  Map<String, NodeId> all() {
    return Collections.unmodifiableMap(nodes);
  }

  /// The node of this name.
  Optional<NodeId> find(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /// The names of what can be given a value.
  List<String> settable() {
    return nodes.entrySet().stream()
        .filter(entry -> !(graph.node(entry.getValue()) instanceof Node.Operation))
        .map(Map.Entry::getKey)
        .toList();
  }
}
