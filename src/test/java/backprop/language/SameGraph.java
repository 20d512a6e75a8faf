package backprop.language;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Whether two graphs are the same up to ids and generated names.
///
/// Each node gets a colour from what it is and from the colours at its ports, then, in rounds, from
/// the colours of the nodes that use it. Equal colours twice over mean equal nodes here, since the
/// graphs are acyclic and ports are numbered.
final class SameGraph {
  private static final int ROUNDS = 3;

  private SameGraph() {}

  /// What one graph has and the other has not; nothing where they are the same.
  ///
  /// @param generated whether a name of the second graph may stand for no name in the first
  static Optional<String> difference(Graph expected, Graph actual, boolean generated) {
    List<String> left = described(expected, expected, generated);
    List<String> right = described(actual, expected, generated);
    Collections.sort(left);
    Collections.sort(right);
    if (left.equals(right)) {
      return Optional.empty();
    }
    List<String> missing = new ArrayList<>(left);
    right.forEach(missing::remove);
    List<String> more = new ArrayList<>(right);
    left.forEach(more::remove);
    return Optional.of("missing " + missing + "\nbut " + more);
  }

  private static List<String> described(Graph graph, Graph expected, boolean generated) {
    Map<String, Integer> known = new HashMap<>();
    expected.nodes().forEach(node -> known.merge(node.name(), 1, Integer::sum));
    Map<NodeId, Long> colours = new HashMap<>();
    for (NodeId id : graph.topological()) {
      Node node = graph.node(id);
      String name = generated && !known.containsKey(node.name()) ? "" : node.name();
      List<Object> parts = new ArrayList<>(List.of(node.withId(NodeId.of("_")).named(name)));
      graph.inputs(id).forEach(edge -> parts.add(List.of(edge.port(), colour(colours, edge))));
      colours.put(id, hash(parts));
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (NodeId id : graph.topological().reversed()) {
        long[] uses =
            graph.uses(id).stream()
                .mapToLong(edge -> hash(List.of(edge.port(), colours.getOrDefault(edge.to(), 0L))))
                .sorted()
                .toArray();
        colours.merge(id, hash(List.of(Arrays.hashCode(uses))), (a, b) -> 31 * a + b);
      }
      for (NodeId id : graph.topological()) {
        List<Object> parts = new ArrayList<>();
        graph.inputs(id).forEach(edge -> parts.add(List.of(edge.port(), colour(colours, edge))));
        colours.merge(id, hash(parts), (a, b) -> 31 * a + b);
      }
    }
    List<String> described = new ArrayList<>();
    for (Node node : graph.nodes()) {
      String name = generated && !known.containsKey(node.name()) ? "" : node.name();
      described.add(
          node.withId(NodeId.of("_")).named(name)
              + " "
              + Objects.requireNonNull(colours.get(node.id())));
    }
    return described;
  }

  private static long colour(Map<NodeId, Long> colours, Edge edge) {
    return colours.getOrDefault(edge.from(), 0L);
  }

  private static long hash(List<?> parts) {
    long hash = 7;
    for (Object part : parts) {
      hash = 1_000_003 * hash + part.hashCode();
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
