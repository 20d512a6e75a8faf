package backprop.figure;

import backprop.graph.Edge;
import backprop.graph.GroupId;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where everything of a graph stands: nodes, wires and the places of their numbers.
///
/// It depends on the document and on how wide the numbers will be, not on the playhead: that is why
/// nothing jumps when a slot is filled.
///
/// @param nodes the nodes that are seen, in the document's order: none of a closed group
/// @param wires the wires of the edges that are seen: none inside of a closed group
/// @param outputs the lines of the nodes whose value nothing uses, and of the output
/// @param sums where the running sum of a value used twice is written
/// @param sentences where the sentence of a problem is written, line by line
/// @param groups the boxes of the closed groups
/// @param outlines the outlines of the open groups, the outer ones first
/// @param bounds a rectangle that holds everything
public record GraphGeometry(
    Map<NodeId, NodeBox> nodes,
    Map<Edge, Wire> wires,
    Map<NodeId, Wire> outputs,
    Map<NodeId, Bounds> sums,
    Map<NodeId, Sentence> sentences,
    Map<GroupId, GroupBox> groups,
    Map<GroupId, GroupOutline> outlines,
    Bounds bounds) {
  public static final GraphGeometry EMPTY =
      new GraphGeometry(
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          new Bounds(0, 0, 0, 0));

  /// A problem's sentence and its place.
  public record Sentence(Bounds box, List<String> lines) {
    public Sentence {
      lines = List.copyOf(lines);
    }
  }

  public GraphGeometry {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    wires = Collections.unmodifiableMap(new LinkedHashMap<>(wires));
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    sums = Map.copyOf(sums);
    sentences = Map.copyOf(sentences);
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    outlines = Collections.unmodifiableMap(new LinkedHashMap<>(outlines));
  }

  /// The box of a node of this graph.
  ///
  /// @throws IllegalArgumentException if there is none
  public NodeBox node(NodeId id) {
    NodeBox box = nodes.get(id);
    if (box == null) {
      throw new IllegalArgumentException("no node " + id);
    }
    return box;
  }

  /// The wire of an edge of this graph.
  ///
  /// @throws IllegalArgumentException if there is none
  public Wire wire(Edge edge) {
    Wire wire = wires.get(edge);
    if (wire == null) {
      throw new IllegalArgumentException("no wire " + edge);
    }
    return wire;
  }

  /// Where the value of a node leaves: at the node, or at the closed group that it lies in.
  public Optional<Point> output(NodeId id) {
    NodeBox box = nodes.get(id);
    return box != null
        ? Optional.of(box.output())
        : groups.values().stream().flatMap(group -> group.output(id).stream()).findFirst();
  }
}
