package backprop.file;

import backprop.graph.Group;
import backprop.graph.GroupId;
import backprop.graph.Groups;
import backprop.graph.NodeId;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The groups that a document's JSON says, with what this version does not know of them.
record GroupReader(Groups groups, Map<GroupId, Map<String, String>> extras) {
  private static final int MOST_GROUPS = 100_000;
  private static final Set<String> FIELDS = Set.of("id", "name", "parent", "nodes", "closed");

  /// @param json the list, or nothing
  /// @param nodes the document's nodes
  /// @throws BadContent with a sentence that names the group and the field
  static GroupReader read(JsonNode json, Set<NodeId> nodes) {
    if (json.isMissingNode() || json.isNull()) {
      return new GroupReader(Groups.NONE, Map.of());
    }
    if (!json.isArray()) {
      throw new BadContent("groups");
    }
    if (json.size() > MOST_GROUPS) {
      throw new BadContent("too-many-groups", json.size(), MOST_GROUPS);
    }
    List<Group> all = new ArrayList<>();
    Set<GroupId> ids = new HashSet<>();
    Set<NodeId> taken = new HashSet<>();
    Map<GroupId, Map<String, String>> extras = new HashMap<>();
    for (JsonNode one : json) {
      Group group = group(one, all.size() + 1, nodes, taken);
      if (!ids.add(group.id())) {
        throw new BadContent("repeated-group", group.id().text());
      }
      all.add(group);
      Map<String, String> unknown = DocumentReader.unknown(one, FIELDS, "");
      if (!unknown.isEmpty()) {
        extras.put(group.id(), unknown);
      }
    }
    return new GroupReader(tree(all, ids), extras);
  }

  private static Group group(JsonNode json, int number, Set<NodeId> nodes, Set<NodeId> taken) {
    if (!json.isObject() || !json.path("id").isTextual()) {
      throw new BadContent("no-group-id", number);
    }
    String text = DocumentReader.text(json.get("id"), "groups");
    if (text.isBlank()) {
      throw new BadContent("no-group-id", number);
    }
    GroupId id = GroupId.of(text);
    String name = json.has("name") ? DocumentReader.text(json.get("name"), where(id, "name")) : "";
    Optional<GroupId> parent = Optional.empty();
    if (json.hasNonNull("parent")) {
      String above = DocumentReader.text(json.get("parent"), where(id, "parent"));
      if (above.isBlank()) {
        throw new BadContent("no-parent", where(id, "parent"), above);
      }
      parent = Optional.of(GroupId.of(above));
    }
    JsonNode closed = json.path("closed");
    if (!closed.isMissingNode() && !closed.isBoolean()) {
      throw new BadContent("closed", where(id, "closed"));
    }
    return new Group(id, name, parent, members(json, id, nodes, taken), closed.asBoolean(false));
  }

  private static Set<NodeId> members(
      JsonNode json, GroupId id, Set<NodeId> nodes, Set<NodeId> taken) {
    String where = where(id, "nodes");
    JsonNode list = json.path("nodes");
    if (!list.isMissingNode() && !list.isArray()) {
      throw new BadContent("group-nodes", where);
    }
    Set<NodeId> members = new LinkedHashSet<>();
    for (JsonNode one : list) {
      if (!one.isTextual() || one.textValue().isEmpty()) {
        throw new BadContent("group-nodes", where);
      }
      NodeId node = NodeId.of(one.textValue());
      if (!nodes.contains(node)) {
        throw new BadContent("dangling", where, node.text());
      }
      if (!taken.add(node)) {
        throw new BadContent("grouped-twice", where, node.text());
      }
      members.add(node);
    }
    return members;
  }

  private static Groups tree(List<Group> all, Set<GroupId> ids) {
    Set<GroupId> parents = new HashSet<>();
    for (Group group : all) {
      if (group.parent().isPresent() && !ids.contains(group.parent().get())) {
        throw new BadContent("no-parent", where(group.id(), "parent"), group.parent().get().text());
      }
      group.parent().ifPresent(parents::add);
    }
    for (Group group : all) {
      if (group.nodes().isEmpty() && !parents.contains(group.id())) {
        throw new BadContent("empty-group", where(group.id(), "nodes"));
      }
    }
    try {
      return new Groups(all);
    } catch (IllegalArgumentException e) { // all else is checked: only the nesting is left
      throw new BadContent("group-nesting", Groups.DEEPEST);
    }
  }

  private static String where(GroupId id, String field) {
    return "groups." + id.text() + "." + field;
  }
}
