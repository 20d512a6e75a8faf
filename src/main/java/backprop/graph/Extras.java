package backprop.graph;

import java.util.Map;

/// What a file said that this version of the program does not know; it is kept and written again.
///
/// @param document JSON text by field name
/// @param nodes the same for each node
/// @param groups the same for each group
public record Extras(
    Map<String, String> document,
    Map<NodeId, Map<String, String>> nodes,
    Map<GroupId, Map<String, String>> groups) {
  public static final Extras NONE = new Extras(Map.of(), Map.of(), Map.of());

  public Extras {
    document = Map.copyOf(document);
    nodes = Map.copyOf(nodes);
    groups = Map.copyOf(groups);
  }
}
