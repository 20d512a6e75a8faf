package backprop.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Nodes and the edges between them: no dangling edge, one edge a slot, no cycle.
///
/// These three are invariants and refused in the constructor. An empty port or shapes that do not
/// fit are legal and described by [Problem]s: a person is always halfway through something.
public final class Graph {
  public static final Graph EMPTY = new Graph(List.of(), List.of());

  private final Map<NodeId, Node> nodes;
  private final List<Edge> edges;
  private final Map<NodeId, List<Edge>> incoming;
  private final Map<NodeId, List<Edge>> outgoing;
  private final List<NodeId> order;
  private final Map<NodeId, Integer> positions;

  /// The graph of these nodes and edges.
  ///
  /// @throws IllegalArgumentException if an id is repeated, an edge dangles or shares its slot with
  ///   another, or the edges close a cycle
  public Graph(List<Node> nodes, List<Edge> edges) {
    Map<NodeId, Node> byId = new LinkedHashMap<>();
    for (Node node : nodes) {
      if (byId.put(node.id(), node) != null) {
        throw new IllegalArgumentException("two nodes have the id " + node.id());
      }
    }
    this.nodes = Collections.unmodifiableMap(byId);
    this.edges = inOrder(edges);
    this.incoming = new HashMap<>();
    this.outgoing = new HashMap<>();
    for (Edge edge : this.edges) {
      checkEnds(edge);
      List<Edge> slots = incoming.computeIfAbsent(edge.to(), id -> new ArrayList<>(2));
      if (!slots.isEmpty() && slots.getLast().port() == edge.port()) {
        throw new IllegalArgumentException(
            "two edges enter port " + edge.port() + " of " + edge.to());
      }
      slots.add(edge);
      outgoing.computeIfAbsent(edge.from(), id -> new ArrayList<>(2)).add(edge);
    }
    this.order = topologicalOrder();
    this.positions = HashMap.newHashMap(order.size());
    for (int i = 0; i < order.size(); i++) {
      positions.put(order.get(i), i);
    }
  }

  /// The same graph with one node replaced by another of the same id and as many ports.
  private Graph(Graph graph, Node replacement) {
    Map<NodeId, Node> byId = new LinkedHashMap<>(graph.nodes);
    byId.put(replacement.id(), replacement);
    this.nodes = Collections.unmodifiableMap(byId);
    this.edges = graph.edges;
    this.incoming = graph.incoming;
    this.outgoing = graph.outgoing;
    this.order = graph.order;
    this.positions = graph.positions;
  }

  /// This graph with the node of the same id replaced.
  ///
  /// @throws IllegalArgumentException if there is no such node, or an edge enters a port that the
  ///   replacement has not
  public Graph with(Node replacement) {
    node(replacement.id());
    int ports = replacement instanceof Node.Operation(_, _, var op) ? op.ports().size() : 0;
    for (Edge edge : inputs(replacement.id())) {
      if (edge.port() >= ports) {
        throw new IllegalArgumentException("the edge " + edge + " dangles");
      }
    }
    return new Graph(this, replacement);
  }

  /// The edges by the order of the nodes they enter, then by port: graphs that are the same are
  /// equal, in whatever order they were drawn.
  private List<Edge> inOrder(List<Edge> edges) {
    Map<NodeId, Integer> place = HashMap.newHashMap(nodes.size());
    nodes.keySet().forEach(id -> place.put(id, place.size()));
    return edges.stream()
        .sorted(
            Comparator.comparingInt((Edge edge) -> place.getOrDefault(edge.to(), -1))
                .thenComparingInt(Edge::port))
        .toList();
  }

  private void checkEnds(Edge edge) {
    if (!nodes.containsKey(edge.from())
        || !(nodes.get(edge.to()) instanceof Node.Operation(var id, var name, var op))
        || edge.port() < 0
        || edge.port() >= op.ports().size()) {
      throw new IllegalArgumentException("the edge " + edge + " dangles");
    }
  }

  private List<NodeId> topologicalOrder() {
    Map<NodeId, Integer> waiting = new HashMap<>();
    List<NodeId> ready = new ArrayList<>(nodes.size());
    for (NodeId id : nodes.keySet()) {
      int count = inputs(id).size();
      waiting.put(id, count);
      if (count == 0) {
        ready.add(id);
      }
    }
    for (int i = 0; i < ready.size(); i++) {
      for (Edge edge : uses(ready.get(i))) {
        if (waiting.merge(edge.to(), -1, Integer::sum) == 0) {
          ready.add(edge.to());
        }
      }
    }
    if (ready.size() < nodes.size()) {
      throw new IllegalArgumentException("the edges close a cycle");
    }
    return List.copyOf(ready);
  }

  /// The nodes in the order they were added.
  public Iterable<Node> nodes() {
    return nodes.values();
  }

  public int nodeCount() {
    return nodes.size();
  }

  /// Every edge, by the order of the nodes they enter, then by port.
  public List<Edge> edges() {
    return edges;
  }

  public boolean contains(NodeId id) {
    return nodes.containsKey(id);
  }

  /// The node with this id.
  ///
  /// @throws IllegalArgumentException if there is none
  public Node node(NodeId id) {
    Node node = nodes.get(id);
    if (node == null) {
      throw new IllegalArgumentException("no node " + id);
    }
    return node;
  }

  public Optional<Node> find(NodeId id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /// The edges that enter a node, by port; fewer than its ports while some are empty.
  public List<Edge> inputs(NodeId id) {
    return Collections.unmodifiableList(incoming.getOrDefault(id, List.of()));
  }

  /// The edges that use a node's value, in the order of the nodes that use it.
  public List<Edge> uses(NodeId id) {
    return Collections.unmodifiableList(outgoing.getOrDefault(id, List.of()));
  }

  /// Every node after the nodes it uses; stable for equal graphs.
  public List<NodeId> topological() {
    return order;
  }

  /// Where a node stands in [#topological]; −1 if it is not in the graph.
  public int position(NodeId id) {
    return positions.getOrDefault(id, -1);
  }

  /// The nodes whose value nothing uses, in topological order.
  public List<NodeId> sinks() {
    return order.stream().filter(id -> uses(id).isEmpty()).toList();
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof Graph graph
        && List.copyOf(nodes.values()).equals(List.copyOf(graph.nodes.values()))
        && edges.equals(graph.edges);
  }

  @Override
  public int hashCode() {
    return 31 * nodes.hashCode() + edges.hashCode();
  }

  @Override
  public String toString() {
    return nodes.size() + " nodes, " + edges.size() + " edges";
  }
}
