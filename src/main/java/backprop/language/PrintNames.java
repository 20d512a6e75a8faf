package backprop.language;

import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What each value is called in formula text: its own name, or a letter that is made up for it.
///
/// The letters are those of [NodeNames], which derivatives show too. Of several values with one
/// name the second is `W#2`.
final class PrintNames {
  private final Map<NodeId, Name> names = new HashMap<>();

  PrintNames(Graph graph) {
    NodeNames symbols = NodeNames.of(graph);
    Map<String, Integer> numbers = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (!node.name().isEmpty()) {
        names.put(node.id(), new Name(node.name(), numbers.merge(node.name(), 1, Integer::sum)));
      } else if (!(node instanceof Node.Constant)) {
        names.put(node.id(), Name.of(symbols.symbol(node.id())));
      }
    }
    names.values().forEach(name -> taken.add(name.text()));
    int number = 1;
    for (Node node : graph.nodes()) {
      if (!names.containsKey(node.id())) {
        String made = "c";
        while (!taken.add(made)) {
          made = "c" + ++number;
        }
        names.put(node.id(), Name.of(made));
      }
    }
  }

  Name of(NodeId id) {
    Name name = names.get(id);
    if (name == null) {
      throw new IllegalArgumentException("no node " + id);
    }
    return name;
  }

  /// Every value with what it is called.
  Map<NodeId, Name> all() {
    return names;
  }
}
