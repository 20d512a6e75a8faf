package backprop.graph;

import backprop.message.Message;
import backprop.message.MessageException;
import backprop.op.Op;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Makes a new document from a document and an [Edit]: one exhaustive switch.
final class EditApplication {

  static final class Refusal extends MessageException {
    private static final long serialVersionUID = 1L;

    Refusal(Message reason) {
      super(reason);
    }
  }

  private EditApplication() {}

  static EditResult apply(GraphDocument document, Edit edit) {
    try {
      return new EditResult.Done(changed(document, edit));
    } catch (Refusal refusal) {
      return new EditResult.Refused(refusal.sentence());
    }
  }

  static GraphDocument changed(GraphDocument document, Edit edit) {
    return switch (edit) {
      case Edit.AddNode(Node node, Optional<Point> place) -> add(document, node, place);
      case Edit.RemoveNodes(Set<NodeId> nodes) -> remove(document, nodes);
      case Edit.Connect(Edge edge) -> connect(document, edge);
      case Edit.Disconnect(Edge edge) -> disconnect(document, edge);
      case Edit.Move(Map<NodeId, Point> places) -> move(document, places);
      case Edit.SetValue(NodeId id, Tensor value) ->
          replace(document, id, node -> withValue(node, value));
      case Edit.SetSource(NodeId id, Node.Source source) ->
          replace(document, id, node -> withSource(node, source));
      case Edit.SetInit(NodeId id, Shape shape, Node.Init init) ->
          replace(document, id, node -> withInit(node, shape, init));
      case Edit.Rename(NodeId id, String name) ->
          replace(document, id, node -> node.named(name.strip()));
      case Edit.SetOp(NodeId id, Op op) -> {
        GraphDocument fewer =
            document.graph().inputs(id).stream()
                .filter(edge -> edge.port() >= op.ports().size())
                .reduce(document, EditApplication::disconnect, (a, b) -> b);
        yield replace(fewer, id, node -> withOp(node, op));
      }
      case Edit.SetRole(Edit.Role role, Optional<NodeId> node) -> mark(document, role, node);
      case Edit.SetRule(NodeId id, Optional<OwnRule> rule) -> rule(document, id, rule);
      case Edit.SetOverwrite(NodeId id, boolean overwrite) -> {
        if (!document.graph().contains(id)) {
          throw refusal("graph.refused.no-node");
        }
        yield withRules(document, document.rules().with(id, overwrite));
      }
      case Edit.SetUpstream(Optional<Tensor> upstream) -> {
        Roles roles = document.roles();
        yield withRoles(
            document, new Roles(roles.output(), roles.loss(), roles.prediction(), upstream));
      }
      case Edit.SetTitle(String title) ->
          title.equals(document.title()) ? document : document.withTitle(title);
      case Edit.InsertOnEdge(Edge edge, NodeId node, int port) ->
          insert(document, edge, node, port);
      case Edit.Paste(GraphDocument part, List<Edge> incoming) -> paste(document, part, incoming);
      case Edit.Fuse fuse -> FuseApplication.fuse(document, fuse);
      case Edit.MakeGroup made -> GroupApplication.make(document, made);
      case Edit.PutIntoGroup(GroupId group, Set<NodeId> nodes) ->
          GroupApplication.put(document, group, nodes);
      case Edit.Ungroup(GroupId group) -> GroupApplication.ungroup(document, group);
      case Edit.RenameGroup(GroupId id, String name) ->
          GroupApplication.change(document, id, group -> group.named(name.strip()));
      case Edit.SetClosed(GroupId id, boolean closed) ->
          GroupApplication.change(document, id, group -> group.shut(closed));
      case Edit.Rewrite(Graph graph, Roles roles) -> rewrite(document, graph, roles);
      case Edit.Compound(_, List<Edit> edits) -> {
        GraphDocument result = document;
        for (Edit one : edits) {
          result = changed(result, one);
        }
        yield result;
      }
    };
  }

  static GraphDocument add(GraphDocument document, Node node, Optional<Point> place) {
    if (document.graph().contains(node.id())) {
      throw refusal("graph.refused.id-taken", node.id().text());
    }
    List<Node> nodes = nodes(document);
    nodes.add(node);
    Map<NodeId, Point> places = new HashMap<>(document.places());
    place.ifPresent(point -> places.put(node.id(), point));
    return document.withGraph(new Graph(nodes, document.graph().edges())).withPlaces(places);
  }

  static GraphDocument remove(GraphDocument document, Set<NodeId> ids) {
    Graph graph = document.graph();
    if (ids.stream().noneMatch(graph::contains)) {
      return document;
    }
    List<Node> nodes = nodes(document);
    nodes.removeIf(node -> ids.contains(node.id()));
    List<Edge> edges = new ArrayList<>(graph.edges());
    edges.removeIf(edge -> ids.contains(edge.from()) || ids.contains(edge.to()));
    Map<NodeId, Point> places = new HashMap<>(document.places());
    places.keySet().removeAll(ids);
    Roles roles = document.roles();
    boolean outputGoes = roles.output().filter(ids::contains).isPresent();
    return document
        .withGraph(new Graph(nodes, edges))
        .withPlaces(places)
        .withRules(document.rules().without(ids))
        .withRoles(
            new Roles(
                roles.output().filter(id -> !ids.contains(id)),
                roles.loss().filter(id -> !ids.contains(id)),
                roles.prediction().filter(id -> !ids.contains(id)),
                outputGoes ? Optional.empty() : roles.upstream()));
  }

  static GraphDocument connect(GraphDocument document, Edge edge) {
    Graph graph = document.graph();
    Optional<Message> refusal = Connections.refusal(graph, edge);
    if (refusal.isPresent()) {
      throw new Refusal(refusal.get());
    }
    if (graph.edges().contains(edge)) {
      return document;
    }
    List<Edge> edges = new ArrayList<>(graph.edges());
    edges.removeIf(other -> other.to().equals(edge.to()) && other.port() == edge.port());
    edges.add(edge);
    return document.withGraph(new Graph(nodes(document), edges));
  }

  private static GraphDocument disconnect(GraphDocument document, Edge edge) {
    List<Edge> edges = new ArrayList<>(document.graph().edges());
    return edges.remove(edge) ? document.withGraph(new Graph(nodes(document), edges)) : document;
  }

  private static GraphDocument move(GraphDocument document, Map<NodeId, Point> moved) {
    Map<NodeId, Point> places = new HashMap<>(document.places());
    moved.forEach(
        (id, point) -> {
          if (document.graph().contains(id)) {
            places.put(id, point);
          }
        });
    return places.equals(document.places()) ? document : document.withPlaces(places);
  }

  private static GraphDocument replace(
      GraphDocument document, NodeId id, Function<Node, Node> change) {
    Graph graph = document.graph();
    if (!graph.contains(id)) {
      throw refusal("graph.refused.no-node");
    }
    Node before = graph.node(id);
    Node after = change.apply(before);
    return after.equals(before) ? document : document.withGraph(graph.with(after));
  }

  private static Node withValue(Node node, Tensor value) {
    return switch (node) {
      case Node.Input(NodeId id, String name, _) ->
          new Node.Input(id, name, new Node.Source.Given(value));
      case Node.Constant(NodeId id, String name, _) -> new Node.Constant(id, name, value);
      case Node.Parameter(NodeId id, String name, _, _) ->
          new Node.Parameter(id, name, value.shape(), new Node.Init.Given(value));
      case Node.Operation _ -> throw refusal("graph.refused.no-value");
    };
  }

  private static Node withSource(Node node, Node.Source source) {
    if (node instanceof Node.Input(NodeId id, String name, _)) {
      return new Node.Input(id, name, source);
    }
    throw refusal("graph.refused.not-an-input");
  }

  private static Node withInit(Node node, Shape shape, Node.Init init) {
    if (node instanceof Node.Parameter(NodeId id, String name, _, _)) {
      return new Node.Parameter(id, name, shape, init);
    }
    throw refusal("graph.refused.not-a-parameter");
  }

  private static Node withOp(Node node, Op op) {
    if (node instanceof Node.Operation(NodeId id, String name, _)) {
      return new Node.Operation(id, name, op);
    }
    throw refusal("graph.refused.not-an-operation");
  }

  private static GraphDocument mark(GraphDocument document, Edit.Role role, Optional<NodeId> node) {
    if (node.isPresent() && !document.graph().contains(node.get())) {
      throw refusal("graph.refused.no-node");
    }
    Roles roles = document.roles();
    return withRoles(
        document,
        switch (role) {
          case OUTPUT -> new Roles(node, roles.loss(), roles.prediction(), roles.upstream());
          case LOSS -> new Roles(roles.output(), node, roles.prediction(), roles.upstream());
          case PREDICTION -> new Roles(roles.output(), roles.loss(), node, roles.upstream());
        });
  }

  private static GraphDocument withRoles(GraphDocument document, Roles roles) {
    return roles.equals(document.roles()) ? document : document.withRoles(roles);
  }

  /// A rule that cannot be used is refused; one that a later edit breaks is a [Problem].
  private static GraphDocument rule(GraphDocument document, NodeId id, Optional<OwnRule> rule) {
    Optional<Message> wrong = rule.flatMap(own -> RuleProblems.of(document.graph(), id, own));
    if (wrong.isPresent()) {
      throw new Refusal(wrong.get());
    }
    Optional<OwnRule> own = rule.filter(one -> !one.isEmpty());
    return withRules(document, document.rules().with(id, own));
  }

  private static GraphDocument withRules(GraphDocument document, OwnRules rules) {
    return rules.equals(document.rules()) ? document : document.withRules(rules);
  }

  private static GraphDocument insert(GraphDocument document, Edge edge, NodeId node, int port) {
    if (!document.graph().edges().contains(edge)) {
      throw refusal("graph.refused.no-edge");
    }
    GraphDocument open = disconnect(document, edge);
    GraphDocument half = connect(open, new Edge(edge.from(), node, port));
    GraphDocument whole = connect(half, new Edge(node, edge.to(), edge.port()));
    return GroupApplication.inserted(whole, edge, node);
  }

  private static GraphDocument paste(
      GraphDocument document, GraphDocument part, List<Edge> incoming) {
    List<Node> nodes = nodes(document);
    for (Node node : part.graph().nodes()) {
      if (document.graph().contains(node.id())) {
        throw refusal("graph.refused.id-taken", node.id().text());
      }
      nodes.add(node);
    }
    Map<NodeId, Point> places = new HashMap<>(document.places());
    places.putAll(part.places());
    List<Edge> edges = new ArrayList<>(document.graph().edges());
    edges.addAll(part.graph().edges());
    // All at once: a graph for each node would make a large paste take the square of its time.
    GraphDocument result = document.withGraph(new Graph(nodes, edges)).withPlaces(places);
    for (Edge edge : incoming) {
      Connections.refusalBySlot(result.graph(), edge)
          .ifPresent(
              reason -> {
                throw new Refusal(reason);
              });
    }
    edges.addAll(incoming);
    result = result.withGraph(new Graph(nodes, edges));
    OwnRules rules = result.rules();
    for (var rule : part.rules().rules().entrySet()) {
      rules = rules.with(rule.getKey(), Optional.of(rule.getValue()));
    }
    for (NodeId id : part.rules().overwritten()) {
      rules = rules.with(id, true);
    }
    return GroupApplication.paste(withRules(result, rules), part.groups());
  }

  private static GraphDocument rewrite(GraphDocument document, Graph graph, Roles roles) {
    Set<NodeId> gone = new HashSet<>();
    for (NodeId id : document.graph().topological()) {
      if (!graph.contains(id)) {
        gone.add(id);
      }
    }
    Map<NodeId, Point> places = new HashMap<>(document.places());
    places.keySet().removeAll(gone);
    return withRules(
        withRoles(document.withGraph(graph).withPlaces(places), roles),
        document.rules().without(gone));
  }

  static List<Node> nodes(GraphDocument document) {
    List<Node> nodes = new ArrayList<>(document.graph().nodeCount() + 1);
    document.graph().nodes().forEach(nodes::add);
    return nodes;
  }

  static Refusal refusal(String key, Object... arguments) {
    return new Refusal(Message.of(key, arguments));
  }
}
