package backprop.language;

import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.op.Ops;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What each value is called in formula text: its name with `_` for what an identifier cannot hold.
///
/// Two values of the same name become `W` and `W_2`; a name that is an operation's gets a `_`.
final class Identifiers {
  private final Map<NodeId, String> names = new HashMap<>();

  Identifiers(Graph graph) {
    NodeNames symbols = NodeNames.of(graph);
    Set<String> taken = new HashSet<>();
    for (Node node : graph.nodes()) {
      boolean unnamed = node.name().isEmpty() && node instanceof Node.Constant;
      String plain = identifier(unnamed ? "c" : symbols.symbol(node.id()));
      String name = plain;
      for (int number = 2; !taken.add(name); number++) {
        name = plain + "_" + number;
      }
      names.put(node.id(), name);
    }
  }

  String of(NodeId id) {
    return names.getOrDefault(id, "?");
  }

  private static String identifier(String name) {
    String plain = name.strip().replaceAll("[^\\p{L}\\p{N}_]+", "_");
    if (plain.isEmpty() || Character.isDigit(plain.codePointAt(0))) {
      plain = "_" + plain;
    }
    return Ops.find(plain).isPresent() ? plain + "_" : plain;
  }
}
