package backprop.figure;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Group;
import backprop.graph.GroupId;
import backprop.graph.Groups;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.op.Op;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the boxes of closed groups and the outlines of open ones.
final class GroupBoxes {
  /// What a group without a name is called.
  static final String NAMELESS = "…";

  private static final double LEAST_WIDTH = 112;
  private static final double LEAST_HEIGHT = 64;
  private static final double PORT_GAP = 24;
  private static final int MOST_SIGNS = 5;
  private static final double AROUND = 20;
  private static final double LABEL_HEIGHT = 22;

  private final Subject subject;
  private final Graph graph;
  private final Groups groups;
  private final TextMeasurer measurer;
  private final Map<NodeId, GroupId> hidden = new HashMap<>();

  GroupBoxes(Subject subject, TextMeasurer measurer) {
    this.subject = subject;
    this.graph = subject.document().graph();
    this.groups = subject.document().groups();
    this.measurer = measurer;
    for (GroupId box : groups.boxes()) {
      groups.members(box).forEach(node -> hidden.put(node, box));
    }
  }

  /// The box that is drawn instead of a node.
  Optional<GroupId> boxOf(NodeId node) {
    return Optional.ofNullable(hidden.get(node));
  }

  /// Whether an edge runs inside of one box.
  boolean hides(Edge edge) {
    return boxOf(edge.to()).isPresent() && boxOf(edge.to()).equals(boxOf(edge.from()));
  }

  /// The boxes of the closed groups.
  Map<GroupId, GroupBox> closed() {
    Map<GroupId, Ports> ports = new LinkedHashMap<>();
    groups.boxes().forEach(id -> ports.put(id, new Ports()));
    for (Edge edge : graph.edges()) {
      if (!hides(edge)) {
        boxOf(edge.to()).map(ports::get).ifPresent(at -> at.inputs.add(edge));
        boxOf(edge.from()).map(ports::get).ifPresent(at -> at.outputs.add(edge.from()));
      }
    }
    Optional<NodeId> output = subject.document().output();
    hidden.forEach(
        (node, box) -> {
          boolean ends = graph.uses(node).isEmpty() && graph.node(node) instanceof Node.Operation;
          if (ends || output.equals(Optional.of(node))) {
            Optional.ofNullable(ports.get(box)).ifPresent(at -> at.outputs.add(node));
          }
        });
    Map<GroupId, GroupBox> boxes = new LinkedHashMap<>();
    ports.forEach((id, at) -> boxes.put(id, box(groups.group(id), at)));
    return boxes;
  }

  private static final class Ports {
    final List<Edge> inputs = new ArrayList<>();
    final Set<NodeId> outputs = new LinkedHashSet<>();
  }

  private GroupBox box(Group group, Ports ports) {
    Set<NodeId> inside = groups.members(group.id());
    List<Edge> inputs =
        ports.inputs.stream()
            .sorted(
                Comparator.comparingDouble((Edge edge) -> place(edge.to()).y())
                    .thenComparingInt(edge -> graph.position(edge.to()))
                    .thenComparingInt(Edge::port))
            .toList();
    List<NodeId> outputs =
        ports.outputs.stream()
            .sorted(
                Comparator.comparingDouble((NodeId id) -> place(id).y())
                    .thenComparingInt(graph::position))
            .toList();
    List<String> names = inputs.stream().map(this::portName).toList();
    String title = title(group);
    String remark = signs(inside);
    double letters =
        names.stream().mapToDouble(name -> measurer.width(name, TextStyle.SMALL)).max().orElse(0);
    double width =
        Math.max(
            LEAST_WIDTH,
            2 * letters
                + 44
                + Math.max(
                    measurer.width(title, TextStyle.TITLE),
                    measurer.width(remark, TextStyle.SMALL)));
    double height = Math.max(LEAST_HEIGHT, PORT_GAP * Math.max(inputs.size(), outputs.size()) + 16);
    return new GroupBox(
        group.id(),
        Bounds.around(middle(inside), Math.ceil(width), height),
        title,
        remark,
        inside,
        inputs,
        names,
        outputs);
  }

  private static String title(Group group) {
    return group.name().isEmpty() ? NAMELESS : group.name();
  }

  private String portName(Edge edge) {
    return graph.node(edge.to()) instanceof Node.Operation(_, _, Op op)
        ? op.ports().get(edge.port()).name()
        : "";
  }

  /// The signs of the operations, in the order in which they work: `× exp + 1/x`.
  private String signs(Set<NodeId> inside) {
    List<String> signs = new ArrayList<>();
    for (NodeId id : inOrder(inside)) {
      if (graph.node(id) instanceof Node.Operation(_, _, Op op)) {
        signs.add(op.sign());
      }
    }
    return signs.size() <= MOST_SIGNS
        ? String.join("  ", signs)
        : String.join("  ", signs.subList(0, MOST_SIGNS - 1)) + "  …";
  }

  private List<NodeId> inOrder(Set<NodeId> nodes) {
    return nodes.stream().sorted(Comparator.comparingInt(graph::position)).toList();
  }

  private Point place(NodeId node) {
    return subject.places().getOrDefault(node, new Point(0, 0));
  }

  /// The middle of the places of these nodes: where a closed box stands.
  private Point middle(Set<NodeId> nodes) {
    Bounds all = null;
    for (NodeId node : nodes) {
      Point at = place(node);
      Bounds one = Bounds.between(at, at);
      all = all == null ? one : all.union(one);
    }
    return all == null ? new Point(0, 0) : all.centre();
  }

  // ---- outlines --------------------------------------------------------------------------------

  /// The outlines of the open groups, the outer ones first.
  Map<GroupId, GroupOutline> open(Map<NodeId, NodeBox> nodes, Map<GroupId, GroupBox> boxes) {
    Map<GroupId, GroupOutline> inner = new HashMap<>();
    List<GroupId> outlines = groups.outlines();
    for (GroupId id : outlines.reversed()) { // those inside before those around them
      outline(groups.group(id), nodes, boxes, inner).ifPresent(made -> inner.put(id, made));
    }
    Map<GroupId, GroupOutline> ordered = new LinkedHashMap<>();
    outlines.forEach(
        id -> Optional.ofNullable(inner.get(id)).ifPresent(made -> ordered.put(id, made)));
    return ordered;
  }

  private Optional<GroupOutline> outline(
      Group group,
      Map<NodeId, NodeBox> nodes,
      Map<GroupId, GroupBox> boxes,
      Map<GroupId, GroupOutline> inner) {
    List<Bounds> parts = new ArrayList<>();
    group
        .nodes()
        .forEach(
            id -> Optional.ofNullable(nodes.get(id)).ifPresent(box -> parts.add(box.bounds())));
    for (GroupId child : groups.children(group.id())) {
      Optional.ofNullable(boxes.get(child)).ifPresent(box -> parts.add(box.bounds()));
      Optional.ofNullable(inner.get(child))
          .ifPresent(made -> parts.add(made.bounds().union(made.label())));
    }
    return parts.stream()
        .reduce(Bounds::union)
        .map(
            all -> {
              Bounds bounds = all.grow(AROUND);
              String title = title(group);
              double width = Math.ceil(measurer.width(title, TextStyle.NAME)) + 22;
              Bounds label =
                  new Bounds(
                      bounds.minX() + 14,
                      bounds.minY() - LABEL_HEIGHT / 2,
                      bounds.minX() + 14 + width,
                      bounds.minY() + LABEL_HEIGHT / 2);
              return new GroupOutline(group.id(), bounds, label, title);
            });
  }
}
