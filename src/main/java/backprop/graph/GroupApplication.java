package backprop.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Makes a new document from a document and an [Edit] of its groups.
final class GroupApplication {
  private GroupApplication() {}

  /// Puts nodes into a new group inside of the innermost one that holds them all. Groups that are
  /// wholly among the nodes lie in the new one; from others the nodes are taken out.
  static GraphDocument make(GraphDocument document, Edit.MakeGroup edit) {
    Set<NodeId> chosen = edit.nodes();
    Groups groups = document.groups();
    if (chosen.isEmpty() || !chosen.stream().allMatch(document.graph()::contains)) {
      throw EditApplication.refusal("graph.refused.no-node");
    }
    if (groups.find(edit.id()).isPresent()) {
      throw EditApplication.refusal("graph.refused.id-taken", edit.id().text());
    }
    if (groups.exactly(chosen).isPresent()) {
      throw EditApplication.refusal("graph.refused.group-already");
    }
    Optional<GroupId> parent = groups.around(chosen);
    Set<GroupId> inner = groups.within(chosen);
    Set<NodeId> direct = new LinkedHashSet<>(chosen);
    inner.forEach(id -> direct.removeAll(groups.group(id).nodes()));
    int below =
        inner.stream()
            .mapToInt(id -> (int) groups.path(id).stream().filter(inner::contains).count())
            .max()
            .orElse(0);
    if (parent.map(id -> groups.path(id).size()).orElse(0) + 1 + below > Groups.DEEPEST) {
      throw EditApplication.refusal("graph.refused.group-depth", Groups.DEEPEST);
    }
    Set<GroupId> lifted = new HashSet<>();
    for (GroupId id : inner) { // those whose parent stays outside go directly into the new one
      if (groups.group(id).parent().filter(inner::contains).isEmpty()) {
        lifted.add(id);
      }
    }
    Group made = new Group(edit.id(), edit.name().strip(), parent, direct, false);
    List<Group> all = new ArrayList<>();
    for (Group group : groups.all()) {
      Set<NodeId> left = new LinkedHashSet<>(group.nodes());
      left.removeAll(direct);
      Group changed = group.of(left);
      all.add(lifted.contains(group.id()) ? changed.in(Optional.of(edit.id())) : changed);
    }
    all.add(made);
    return document.withGroups(Groups.pruned(all));
  }

  static GraphDocument put(GraphDocument document, GroupId id, Set<NodeId> nodes) {
    existing(document, id);
    if (!nodes.stream().allMatch(document.graph()::contains)) {
      throw EditApplication.refusal("graph.refused.no-node");
    }
    Groups changed =
        document
            .groups()
            .map(
                group -> {
                  Set<NodeId> direct = new LinkedHashSet<>(group.nodes());
                  boolean _ =
                      group.id().equals(id) ? direct.addAll(nodes) : direct.removeAll(nodes);
                  return group.of(direct);
                });
    return document.withGroups(changed);
  }

  static GraphDocument ungroup(GraphDocument document, GroupId id) {
    return document.withGroups(document.groups().without(existing(document, id).id()));
  }

  static GraphDocument change(GraphDocument document, GroupId id, UnaryOperator<Group> change) {
    Group before = existing(document, id);
    Group after = change.apply(before);
    return after.equals(before)
        ? document
        : document.withGroups(
            document.groups().map(group -> group.id().equals(id) ? after : group));
  }

  private static Group existing(GraphDocument document, GroupId id) {
    return document
        .groups()
        .find(id)
        .orElseThrow(() -> EditApplication.refusal("graph.refused.no-group"));
  }

  /// The groups of a part under free ids, beside those that are there.
  static GraphDocument paste(GraphDocument document, Groups part) {
    if (part.isEmpty()) {
      return document;
    }
    Map<GroupId, GroupId> ids = new HashMap<>();
    Set<GroupId> taken = new HashSet<>();
    document.groups().all().forEach(group -> taken.add(group.id()));
    for (Group group : part.all()) {
      GroupId id = Groups.fresh(taken, group.id().text().replaceAll("\\d+$", ""));
      ids.put(group.id(), id);
      taken.add(id);
    }
    List<Group> all = new ArrayList<>(document.groups().all());
    for (Group group : part.all()) {
      all.add(
          new Group(
              ids.getOrDefault(group.id(), group.id()),
              group.name(),
              group.parent().map(parent -> ids.getOrDefault(parent, parent)),
              group.nodes(),
              group.closed()));
    }
    return document.withGroups(new Groups(all));
  }

  /// A node that was put into an edge between two nodes of a group lies in that group, unless it
  /// lies in one already.
  static GraphDocument inserted(GraphDocument document, Edge edge, NodeId node) {
    Optional<GroupId> around = document.groups().around(Set.of(edge.from(), edge.to()));
    if (around.isEmpty() || document.groups().of(node).isPresent()) {
      return document;
    }
    return change(document, around.get(), group -> with(group, node));
  }

  private static Group with(Group group, NodeId node) {
    Set<NodeId> more = new LinkedHashSet<>(group.nodes());
    more.add(node);
    return group.of(more);
  }
}
