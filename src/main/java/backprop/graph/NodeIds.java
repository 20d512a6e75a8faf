package backprop.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Makes ids for new nodes: readable in a file and free in the document.
public final class NodeIds {
  private NodeIds() {}

  /// The first free of `base`, `base2`, `base3` ….
  ///
  /// @param base what the node is, such as its name or its operation's name
  public static NodeId fresh(Graph graph, String base) {
    return fresh(graph::contains, base);
  }

  /// The first of `base`, `base2` … that is neither in the graph nor among `others`.
  public static NodeId fresh(Graph graph, Set<NodeId> others, String base) {
    return fresh(id -> graph.contains(id) || others.contains(id), base);
  }

  /// Gives ids one after the other, each free in the graph and none twice; as [#fresh] gives them,
  /// in time that does not grow with how many there are already.
  static Function<String, NodeId> series(Graph graph) {
    Map<String, Integer> next = new HashMap<>();
    Set<NodeId> given = new HashSet<>();
    return base -> {
      int number = next.getOrDefault(base, 1);
      NodeId id = numbered(base, number);
      while (graph.contains(id) || !given.add(id)) {
        number++;
        id = numbered(base, number);
      }
      next.put(base, number + 1);
      return id;
    };
  }

  private static NodeId numbered(String base, int number) {
    return NodeId.of(number == 1 ? base : base + number);
  }

  private static NodeId fresh(Predicate<NodeId> taken, String base) {
    String stem = base.isBlank() ? "node" : base.strip().replaceAll("\\s+", "-");
    NodeId id = NodeId.of(stem);
    for (int number = 2; taken.test(id); number++) {
      id = NodeId.of(stem + number);
    }
    return id;
  }
}
