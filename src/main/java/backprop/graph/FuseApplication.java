package backprop.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Puts one operation in the place of several.
final class FuseApplication {
  private FuseApplication() {}

  /// @throws EditApplication.Refusal if a node is gone, or something outside uses an inner value
  static GraphDocument fuse(GraphDocument document, Edit.Fuse fuse) {
    Graph graph = document.graph();
    if (!fuse.inside().contains(fuse.root())
        || !fuse.inside().stream().allMatch(graph::contains)
        || !fuse.operands().stream().allMatch(graph::contains)
        || !(graph.node(fuse.root()) instanceof Node.Operation root)) {
      throw EditApplication.refusal("graph.refused.no-node");
    }
    Set<NodeId> gone = new HashSet<>(fuse.inside());
    gone.remove(fuse.root());
    for (NodeId id : gone) {
      if (graph.uses(id).stream().anyMatch(edge -> !fuse.inside().contains(edge.to()))) {
        throw EditApplication.refusal("graph.refused.used", NodeNames.of(graph).name(id));
      }
    }
    gone.addAll(idleConstants(graph, fuse));
    Set<NodeId> part = new HashSet<>(gone);
    part.add(root.id());
    Set<GroupId> replaced = document.groups().within(part);
    Optional<Point> middle = middle(document, fuse.inside());
    GraphDocument result = EditApplication.remove(document, gone);
    for (Edge edge : List.copyOf(result.graph().inputs(root.id()))) {
      result = EditApplication.changed(result, new Edit.Disconnect(edge));
    }
    Node fused = new Node.Operation(root.id(), root.name(), fuse.op());
    result = result.withGraph(result.graph().with(fused));
    for (int port = 0; port < fuse.operands().size(); port++) {
      result =
          EditApplication.connect(result, new Edge(fuse.operands().get(port), root.id(), port));
    }
    if (middle.isPresent()) {
      result = EditApplication.changed(result, new Edit.Move(Map.of(root.id(), middle.get())));
    }
    for (GroupId group : replaced) { // a group of one operation says nothing that its disc does not
      if (result.groups().find(group).isPresent()) {
        result = GroupApplication.ungroup(result, group);
      }
    }
    return result;
  }

  /// The constants that only the part uses, unless they are operands of what takes its place.
  private static Set<NodeId> idleConstants(Graph graph, Edit.Fuse fuse) {
    Set<NodeId> idle = new HashSet<>();
    for (NodeId id : fuse.inside()) {
      for (Edge edge : graph.inputs(id)) {
        boolean only =
            graph.node(edge.from()) instanceof Node.Constant
                && graph.uses(edge.from()).stream().allMatch(e -> fuse.inside().contains(e.to()));
        if (only && !fuse.operands().contains(edge.from())) {
          idle.add(edge.from());
        }
      }
    }
    return idle;
  }

  /// The middle of the places of these nodes, if they have places.
  private static Optional<Point> middle(GraphDocument document, Set<NodeId> nodes) {
    List<Point> places =
        nodes.stream()
            .map(document.places()::get)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .toList();
    if (places.isEmpty()) {
      return Optional.empty();
    }
    double x = places.stream().mapToDouble(Point::x).average().orElse(0);
    double y = places.stream().mapToDouble(Point::y).average().orElse(0);
    return Optional.of(new Point(Math.rint(x), Math.rint(y)));
  }
}
