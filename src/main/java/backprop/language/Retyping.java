package backprop.language;

import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Roles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes one edit of a document and the text that a person typed over it.
///
/// Names that the text does not define keep what they mean in the document. What did not change
/// keeps its id, and with it its place, its value and its rule; see [Matching].
final class Retyping {
  private final GraphDocument document;
  private final Graph before;
  private final Map<NodeId, Name> namesBefore;
  private final Program.Read read;
  private final Graph after;
  private final Map<NodeId, NodeId> matched;

  private Retyping(GraphDocument document, PrintNames names, Program.Read read) {
    this.document = document;
    this.before = document.graph();
    this.namesBefore = names.all();
    this.read = read;
    this.after = read.document().graph();
    this.matched =
        Matching.of(
            before, after, sameNames(), document.output(), read.document().roles().output());
  }

  static Parsed<Edit> retype(GraphDocument document, String text) {
    PrintNames names = new PrintNames(document.graph());
    Map<Name, Node> leaves = new HashMap<>();
    names
        .all()
        .forEach(
            (id, name) -> {
              Node node = document.graph().node(id);
              if (!(node instanceof Node.Operation)) {
                leaves.put(name, node);
              }
            });
    return switch (Program.read(text, name -> Optional.ofNullable(leaves.get(name)))) {
      case Parsed.Done<Program.Read>(Program.Read read) ->
          new Parsed.Done<>(new Retyping(document, names, read).edit());
      case Parsed.Failed<Program.Read>(FormulaError error) -> new Parsed.Failed<>(error);
    };
  }

  private Map<NodeId, NodeId> sameNames() {
    Map<Name, NodeId> byName = new HashMap<>();
    namesBefore.forEach((id, name) -> byName.put(name, id));
    Map<NodeId, NodeId> same = new LinkedHashMap<>();
    for (NodeId id : after.topological()) {
      Optional.ofNullable(read.names().get(id))
          .map(byName::get)
          .ifPresent(was -> same.put(id, was));
    }
    return same;
  }

  private Edit edit() {
    Map<NodeId, NodeId> ids = ids();
    Map<NodeId, Node> nodes = new LinkedHashMap<>();
    Map<NodeId, Node> kept = new HashMap<>();
    List<Node> added = new ArrayList<>();
    for (Node node : after.nodes()) {
      NodeId id = id(ids, node.id());
      Node renamed = node.withId(id).named(name(node));
      if (matched.containsKey(node.id())) {
        kept.put(id, renamed);
      } else {
        added.add(renamed);
      }
    }
    for (Node node : before.nodes()) {
      Node now = kept.get(node.id());
      if (now != null) {
        nodes.put(node.id(), now);
      }
    }
    added.forEach(node -> nodes.put(node.id(), node));
    List<Edge> edges = new ArrayList<>();
    after
        .edges()
        .forEach(
            edge -> edges.add(new Edge(id(ids, edge.from()), id(ids, edge.to()), edge.port())));
    Graph graph = new Graph(List.copyOf(nodes.values()), edges);
    return new Edit.Rewrite(graph.equals(before) ? before : graph, roles(ids, graph));
  }

  /// The id of each node afterwards: its own from before, or one that was never used.
  private Map<NodeId, NodeId> ids() {
    Map<NodeId, NodeId> ids = new HashMap<>(matched);
    Set<NodeId> taken = new HashSet<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (Node node : after.nodes()) {
      if (matched.containsKey(node.id())) {
        continue;
      }
      String stem = node.id().text().replaceAll("\\d+$", "");
      NodeId id = node.id();
      while (stem.isEmpty() || before.contains(id) || !taken.add(id)) {
        stem = stem.isEmpty() ? "node" : stem;
        id = NodeId.of(stem + numbers.merge(stem, 1, Integer::sum));
      }
      ids.put(node.id(), id);
    }
    return ids;
  }

  private static NodeId id(Map<NodeId, NodeId> ids, NodeId id) {
    return ids.getOrDefault(id, id);
  }

  /// What the person calls the node: a name that was made up for the text is none.
  private String name(Node node) {
    NodeId was = matched.get(node.id());
    if (was == null) {
      return node.name();
    }
    Optional<Name> now = Optional.ofNullable(read.names().get(node.id()));
    boolean madeUp =
        before.node(was).name().isEmpty()
            && Optional.ofNullable(namesBefore.get(was)).equals(now)
            && before.node(was) instanceof Node.Operation == node instanceof Node.Operation;
    return madeUp ? "" : node.name();
  }

  private Roles roles(Map<NodeId, NodeId> ids, Graph graph) {
    Roles once = document.roles();
    Roles said = read.document().roles();
    Optional<NodeId> output = said.output().map(id -> id(ids, id));
    boolean leafLast =
        !read.said() && output.map(graph::node).filter(Retyping::isOperation).isEmpty();
    boolean same = output.equals(document.output()) || (leafLast && document.output().isEmpty());
    return new Roles(
        same ? once.output() : output,
        said.loss().map(id -> id(ids, id)).or(() -> once.loss().filter(graph::contains)),
        said.prediction()
            .map(id -> id(ids, id))
            .or(() -> once.prediction().filter(graph::contains)),
        said.upstream().or(() -> same ? once.upstream() : Optional.empty()));
  }

  private static boolean isOperation(Node node) {
    return node instanceof Node.Operation;
  }
}
