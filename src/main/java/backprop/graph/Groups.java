package backprop.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The groups of a document: a tree of names over the ids of one flat graph.
///
/// Each node lies in at most one group directly, no group is empty, and none lies in itself; these
/// are invariants and refused in the constructor. The trace is of the flat graph, whatever is
/// grouped.
public final class Groups {
  /// How deep groups may lie in each other.
  public static final int DEEPEST = 32;

  public static final Groups NONE = new Groups(List.of());

  private final Map<GroupId, Group> groups = new LinkedHashMap<>();
  private final Map<NodeId, GroupId> home = new HashMap<>();
  private final Map<GroupId, List<GroupId>> children = new HashMap<>();

  /// The groups in this order; a parent may stand behind its children.
  ///
  /// @throws IllegalArgumentException if an id is repeated, a parent is missing, a group lies in
  ///   itself, deeper than [#DEEPEST] or is empty, or two groups hold the same node
  public Groups(List<Group> all) {
    for (Group group : all) {
      if (groups.put(group.id(), group) != null) {
        throw new IllegalArgumentException("two groups have the id " + group.id());
      }
      for (NodeId node : group.nodes()) {
        if (home.put(node, group.id()) != null) {
          throw new IllegalArgumentException("two groups hold " + node);
        }
      }
    }
    for (Group group : all) {
      group.parent().ifPresent(parent -> addChild(parent, group.id()));
    }
    for (Group group : all) {
      if (isDeep(group)) {
        throw new IllegalArgumentException("the group " + group.id() + " lies in itself or deep");
      }
      if (group.nodes().isEmpty() && children(group.id()).isEmpty()) {
        throw new IllegalArgumentException("the group " + group.id() + " is empty");
      }
    }
  }

  private boolean isDeep(Group group) {
    Group at = group;
    for (int depth = 1; at.parent().isPresent(); depth++) {
      if (depth == DEEPEST) {
        return true;
      }
      at = group(at.parent().get());
    }
    return false;
  }

  private void addChild(GroupId parent, GroupId child) {
    if (!groups.containsKey(parent)) {
      throw new IllegalArgumentException("no group " + parent);
    }
    children.computeIfAbsent(parent, _ -> new ArrayList<>(2)).add(child);
  }

  /// Every group, in the order they were made.
  public List<Group> all() {
    return List.copyOf(groups.values());
  }

  public boolean isEmpty() {
    return groups.isEmpty();
  }

  public Optional<Group> find(GroupId id) {
    return Optional.ofNullable(groups.get(id));
  }

  /// The group of this id.
  ///
  /// @throws IllegalArgumentException if there is none
  public Group group(GroupId id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no group " + id));
  }

  /// The innermost group that a node lies in.
  public Optional<GroupId> of(NodeId node) {
    return Optional.ofNullable(home.get(node));
  }

  /// The groups directly in this one.
  public List<GroupId> children(GroupId id) {
    return List.copyOf(children.getOrDefault(id, List.of()));
  }

  /// This group and those around it, from the inside outwards; never more than [#DEEPEST] + 1.
  public List<GroupId> path(GroupId id) {
    List<GroupId> path = new ArrayList<>(2);
    Optional<GroupId> next = Optional.of(id);
    while (next.isPresent() && path.size() <= DEEPEST) {
      path.add(next.get());
      next = group(next.get()).parent();
    }
    return path;
  }

  /// Every node in this group and in those inside of it.
  public Set<NodeId> members(GroupId id) {
    Set<NodeId> members = new LinkedHashSet<>(group(id).nodes());
    children(id).forEach(child -> members.addAll(members(child)));
    return members;
  }

  /// The box that is drawn instead of this node: the outermost closed group around it.
  public Optional<GroupId> boxOf(NodeId node) {
    return groups.isEmpty() ? Optional.empty() : of(node).flatMap(this::outermostClosed);
  }

  /// The box that is drawn instead of this group's content; the group itself where it is closed and
  /// all around it are open.
  public Optional<GroupId> boxOf(GroupId group) {
    return outermostClosed(group);
  }

  private Optional<GroupId> outermostClosed(GroupId id) {
    Optional<GroupId> box = Optional.empty();
    for (GroupId group : path(id)) {
      if (group(group).closed()) {
        box = Optional.of(group);
      }
    }
    return box;
  }

  /// The closed groups that are drawn as boxes.
  public List<GroupId> boxes() {
    return all().stream().map(Group::id).filter(id -> boxOf(id).equals(Optional.of(id))).toList();
  }

  /// The open groups that are drawn as outlines, the outer ones before those inside.
  public List<GroupId> outlines() {
    return all().stream()
        .map(Group::id)
        .filter(id -> boxOf(id).isEmpty())
        .sorted(Comparator.comparingInt(id -> path(id).size()))
        .toList();
  }

  /// The innermost group that holds all of these nodes.
  public Optional<GroupId> around(Set<NodeId> nodes) {
    @Nullable List<GroupId> common = null;
    for (NodeId node : nodes) {
      List<GroupId> path = of(node).map(this::path).orElse(List.of());
      if (common == null) {
        common = new ArrayList<>(path);
      } else {
        common.retainAll(path);
      }
    }
    return common == null || common.isEmpty() ? Optional.empty() : Optional.of(common.getFirst());
  }

  /// The groups all of whose nodes are among these.
  public Set<GroupId> within(Set<NodeId> nodes) {
    Set<GroupId> within = new LinkedHashSet<>();
    for (GroupId id : groups.keySet()) {
      if (nodes.containsAll(members(id))) {
        within.add(id);
      }
    }
    return within;
  }

  /// The group whose nodes are exactly these, the innermost of several.
  public Optional<GroupId> exactly(Set<NodeId> nodes) {
    return nodes.isEmpty()
        ? Optional.empty()
        : around(nodes).filter(id -> members(id).size() == nodes.size());
  }

  // ---- changed copies --------------------------------------------------------------------------

  /// These groups with only the nodes that pass; what is empty then is gone.
  public Groups retain(Predicate<NodeId> stays) {
    if (groups.isEmpty() || home.keySet().stream().allMatch(stays)) {
      return this;
    }
    List<Group> left = new ArrayList<>();
    for (Group group : groups.values()) {
      Set<NodeId> nodes = new LinkedHashSet<>(group.nodes());
      nodes.removeIf(stays.negate());
      left.add(group.of(nodes));
    }
    return pruned(left);
  }

  /// These groups with each one changed, and those that are empty then gone.
  Groups map(UnaryOperator<Group> change) {
    return pruned(groups.values().stream().map(change).toList());
  }

  /// These groups without this one; what lay in it lies in its parent now.
  Groups without(GroupId gone) {
    Group group = group(gone);
    List<Group> left = new ArrayList<>();
    for (Group other : groups.values()) {
      if (other.id().equals(gone)) {
        continue;
      }
      Group moved = other.parent().equals(Optional.of(gone)) ? other.in(group.parent()) : other;
      if (group.parent().equals(Optional.of(other.id()))) {
        Set<NodeId> nodes = new LinkedHashSet<>(moved.nodes());
        nodes.addAll(group.nodes());
        moved = moved.of(nodes);
      }
      left.add(moved);
    }
    return new Groups(left);
  }

  /// Leaves out groups without nodes, again and again, since a parent may be empty then.
  static Groups pruned(List<Group> groups) {
    List<Group> left = new ArrayList<>(groups);
    boolean again = true;
    while (again) {
      Set<GroupId> parents = new LinkedHashSet<>();
      left.forEach(group -> group.parent().ifPresent(parents::add));
      again = left.removeIf(group -> group.nodes().isEmpty() && !parents.contains(group.id()));
    }
    return new Groups(left);
  }

  /// The first of `base`, `base2` … that no group has.
  public GroupId fresh(String base) {
    return fresh(groups.keySet(), base);
  }

  static GroupId fresh(Set<GroupId> taken, String base) {
    String stem = base.isBlank() ? "group" : base.strip().replaceAll("\\s+", "-");
    GroupId id = GroupId.of(stem);
    for (int number = 2; taken.contains(id); number++) {
      id = GroupId.of(stem + number);
    }
    return id;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Groups groups && all().equals(groups.all());
  }

  @Override
  public int hashCode() {
    return groups.hashCode();
  }

  @Override
  public String toString() {
    return groups.values().toString();
  }
}
