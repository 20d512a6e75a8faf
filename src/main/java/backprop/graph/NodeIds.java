package backprop.graph;

import java.util.Set;
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

  private static NodeId fresh(Predicate<NodeId> taken, String base) {
    String stem = base.isBlank() ? "node" : base.strip().replaceAll("\\s+", "-");
    NodeId id = NodeId.of(stem);
    for (int number = 2; taken.test(id); number++) {
      id = NodeId.of(stem + number);
    }
    return id;
  }
}
