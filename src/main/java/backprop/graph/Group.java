package backprop.graph;

import java.util.Optional;
import java.util.Set;

/// Nodes under one name: drawn as one box while closed, with an outline around them while open.
///
/// A group changes nothing of what is computed; its ports are the edges that cross its border.
///
/// @param name the person's; may be empty or repeated
/// @param parent the group that this one lies in
/// @param nodes the nodes that lie in this group and in none of its inner groups
/// @param closed whether it is drawn as one box
public record Group(
    GroupId id, String name, Optional<GroupId> parent, Set<NodeId> nodes, boolean closed) {
  public Group {
    nodes = Set.copyOf(nodes);
  }

  /// This group with another name.
  public Group named(String other) {
    return new Group(id, other, parent, nodes, closed);
  }

  /// This group in another one, or at the top.
  public Group in(Optional<GroupId> other) {
    return new Group(id, name, other, nodes, closed);
  }

  /// This group with these nodes directly in it.
  public Group of(Set<NodeId> others) {
    return new Group(id, name, parent, others, closed);
  }

  /// This group drawn as one box, or open.
  public Group shut(boolean now) {
    return new Group(id, name, parent, nodes, now);
  }
}
