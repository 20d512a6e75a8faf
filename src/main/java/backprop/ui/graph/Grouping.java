package backprop.ui.graph;

import backprop.graph.Edit;
import backprop.graph.GraphDocument;
import backprop.graph.Group;
import backprop.graph.GroupId;
import backprop.graph.Groups;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.fusion.Fusion;
import backprop.graph.fusion.Fusions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What can be done with groups: made of the selection, taken away, opened and closed.
///
/// A group is selected by selecting its nodes, so that everything done to nodes is done to it.
final class Grouping {
  private final GraphModel model;

  Grouping(GraphModel model) {
    this.model = model;
  }

  private Groups groups() {
    return model.document().groups();
  }

  /// What is selected with a node: its closed group whole, or the node alone.
  static Set<NodeId> unit(GraphDocument document, NodeId node) {
    Groups groups = document.groups();
    return groups.boxOf(node).map(groups::members).orElse(Set.of(node));
  }

  /// What the Tab key goes through: the nodes that are seen, and the closed groups, in topological
  /// order.
  static List<Set<NodeId>> stops(GraphDocument document) {
    List<Set<NodeId>> stops = new ArrayList<>();
    Set<NodeId> passed = new HashSet<>();
    for (NodeId node : document.graph().topological()) {
      if (!passed.contains(node)) {
        Set<NodeId> unit = unit(document, node);
        passed.addAll(unit);
        stops.add(unit);
      }
    }
    return stops;
  }

  /// The group that the selection is: the box if it is closed. A single node that is seen is no
  /// group.
  Optional<GroupId> chosen() {
    return chosen(model.document(), model.selection());
  }

  static Optional<GroupId> chosen(GraphDocument document, Selection selection) {
    Groups groups = document.groups();
    if (groups.isEmpty()
        || selection.single().filter(id -> groups.boxOf(id).isEmpty()).isPresent()) {
      return Optional.empty();
    }
    return groups
        .exactly(selection.nodes())
        .map(
            id ->
                groups
                    .boxOf(id)
                    .filter(box -> groups.members(box).size() == selection.nodes().size())
                    .orElse(id));
  }

  void select(GroupId group) {
    model.select(Selection.of(groups().members(group)));
  }

  /// Makes a group of the selected nodes.
  ///
  /// @param name what it is called unless it is a known function
  Optional<GroupId> group(String name) {
    Set<NodeId> nodes = new LinkedHashSet<>(model.selection().nodes());
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    GroupId id = groups().fresh("group");
    String called = functionOf(nodes).orElse(name);
    return model.perform(new Edit.MakeGroup(id, called, nodes))
        ? Optional.of(id)
        : Optional.empty();
  }

  /// The sign of the operation that these nodes together are, such as σ.
  private Optional<String> functionOf(Set<NodeId> nodes) {
    GraphDocument document = model.document();
    Set<NodeId> operations = new HashSet<>(nodes);
    operations.removeIf(id -> !(document.graph().node(id) instanceof Node.Operation));
    return operations.stream()
        .flatMap(id -> Fusions.at(document.graph(), id).stream())
        .filter(fusion -> fusion.inside().equals(operations))
        .map(Fusion::op)
        .map(backprop.op.Op::sign)
        .findFirst();
  }

  /// The group that is taken away next: the selected one, else the innermost around the selection.
  Optional<GroupId> around() {
    return chosen().or(() -> groups().around(model.selection().nodes()));
  }

  void ungroup() {
    around().ifPresent(group -> model.perform(new Edit.Ungroup(group)));
  }

  /// Opens a closed group, closes an open one.
  void toggle(GroupId id) {
    groups()
        .find(id)
        .map(Group::closed)
        .ifPresent(
            closed -> {
              model.perform(new Edit.SetClosed(id, !closed));
              select(id);
            });
  }

  boolean isClosed(GroupId id) {
    return groups().find(id).filter(Group::closed).isPresent();
  }

  /// Ids counted from 1 for the names of new groups.
  int next() {
    return groups().all().size() + 1;
  }
}
