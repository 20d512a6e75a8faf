package backprop.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// A part of a document that was copied: nodes with the edges among them and their places.
///
/// @param part the nodes and inner edges as a document of their own, which a file can hold too
/// @param incoming the edges that entered the part from outside, for "paste with incoming wires"
public record Fragment(GraphDocument part, List<Edge> incoming) {
  public Fragment {
    incoming = List.copyOf(incoming);
  }

  /// The chosen nodes of a document.
  public static Fragment of(GraphDocument document, Set<NodeId> chosen) {
    Graph graph = document.graph();
    List<Node> nodes = new ArrayList<>();
    Map<NodeId, Point> places = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (chosen.contains(node.id())) {
        nodes.add(node);
        Point place = document.places().get(node.id());
        if (place != null) {
          places.put(node.id(), place);
        }
      }
    }
    List<Edge> inner = new ArrayList<>();
    List<Edge> incoming = new ArrayList<>();
    for (Edge edge : graph.edges()) {
      if (chosen.contains(edge.to())) {
        (chosen.contains(edge.from()) ? inner : incoming).add(edge);
      }
    }
    return new Fragment(
        new GraphDocument("", new Graph(nodes, inner), places, Roles.NONE)
            .withRules(document.rules().of(chosen, id -> id))
            .withGroups(groups(document.groups(), chosen)),
        incoming);
  }

  public boolean isEmpty() {
    return part.graph().nodeCount() == 0;
  }

  /// The edit that pastes this fragment into a document under free ids, moved by (dx, dy).
  ///
  /// @param withIncoming whether edges from outside come along, where their start is still there
  public Edit.Paste paste(GraphDocument into, double dx, double dy, boolean withIncoming) {
    Map<NodeId, NodeId> ids = new LinkedHashMap<>();
    Function<String, NodeId> fresh = NodeIds.series(into.graph());
    for (Node node : part.graph().nodes()) {
      ids.put(node.id(), fresh.apply(stem(node.id())));
    }
    List<Node> nodes = new ArrayList<>();
    part.graph()
        .nodes()
        .forEach(node -> nodes.add(node.withId(ids.getOrDefault(node.id(), node.id()))));
    List<Edge> edges =
        part.graph().edges().stream()
            .map(
                edge ->
                    new Edge(
                        ids.getOrDefault(edge.from(), edge.from()),
                        ids.getOrDefault(edge.to(), edge.to()),
                        edge.port()))
            .toList();
    Map<NodeId, Point> places = new HashMap<>();
    part.places().forEach((id, point) -> places.put(ids.getOrDefault(id, id), point.plus(dx, dy)));
    List<Edge> entering =
        incoming.stream()
            .filter(edge -> withIncoming && into.graph().contains(edge.from()))
            .map(edge -> new Edge(edge.from(), ids.getOrDefault(edge.to(), edge.to()), edge.port()))
            .toList();
    return new Edit.Paste(
        new GraphDocument("", new Graph(nodes, edges), places, Roles.NONE)
            .withRules(part.rules().of(ids.keySet(), id -> ids.getOrDefault(id, id)))
            .withGroups(part.groups().map(group -> group.of(renamed(group.nodes(), ids)))),
        entering);
  }

  private static Set<NodeId> renamed(Set<NodeId> nodes, Map<NodeId, NodeId> ids) {
    Set<NodeId> renamed = new HashSet<>();
    nodes.forEach(id -> renamed.add(ids.getOrDefault(id, id)));
    return renamed;
  }

  /// The groups that were chosen whole.
  private static Groups groups(Groups groups, Set<NodeId> chosen) {
    if (groups.isEmpty()) {
      return Groups.NONE;
    }
    Set<GroupId> whole = groups.within(chosen);
    List<Group> kept = new ArrayList<>();
    for (Group group : groups.all()) {
      if (whole.contains(group.id())) {
        kept.add(group.in(group.parent().filter(whole::contains)));
      }
    }
    return new Groups(kept);
  }

  /// The ids that a paste of this kind adds, to be selected afterwards.
  public static Set<NodeId> pasted(Edit.Paste paste) {
    Set<NodeId> ids = new LinkedHashSet<>();
    paste.part().graph().nodes().forEach(node -> ids.add(node.id()));
    return ids;
  }

  private static String stem(NodeId id) {
    String stem = id.text().replaceAll("\\d+$", "");
    return stem.isEmpty() ? "node" : stem;
  }
}
