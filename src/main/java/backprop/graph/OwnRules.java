package backprop.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// What a person does otherwise in a document: their own rules, and values whose gradient they
/// overwrite where it should be added to.
///
/// @param rules the rule of each node that has one; a group's is at the node that makes its value
/// @param overwritten the values at which a later contribution takes the place of an earlier one
public record OwnRules(Map<NodeId, OwnRule> rules, Set<NodeId> overwritten) {
  public static final OwnRules NONE = new OwnRules(Map.of(), Set.of());

  public OwnRules {
    rules = Map.copyOf(rules);
    overwritten = Set.copyOf(overwritten);
  }

  public boolean isEmpty() {
    return rules.isEmpty() && overwritten.isEmpty();
  }

  /// The rule at this node.
  public Optional<OwnRule> at(NodeId node) {
    return Optional.ofNullable(rules.get(node));
  }

  /// The node whose rule stands for this node: itself, or the one that makes its group's value.
  public Optional<NodeId> standingFor(NodeId node) {
    if (rules.containsKey(node)) {
      return Optional.of(node);
    }
    return rules.entrySet().stream()
        .filter(rule -> rule.getValue().inside().contains(node))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  /// With this rule at the node, or with none.
  public OwnRules with(NodeId node, Optional<OwnRule> rule) {
    Map<NodeId, OwnRule> changed = new HashMap<>(rules);
    rule.ifPresentOrElse(own -> changed.put(node, own), () -> changed.remove(node));
    return new OwnRules(changed, overwritten);
  }

  /// With the node's gradient overwritten, or added to.
  public OwnRules with(NodeId node, boolean overwrite) {
    Set<NodeId> changed = new HashSet<>(overwritten);
    boolean _ = overwrite ? changed.add(node) : changed.remove(node);
    return new OwnRules(rules, changed);
  }

  /// Without the rules that need one of these nodes.
  public OwnRules without(Set<NodeId> nodes) {
    Map<NodeId, OwnRule> left = new HashMap<>(rules);
    left.entrySet()
        .removeIf(
            rule ->
                nodes.contains(rule.getKey())
                    || rule.getValue().inside().stream().anyMatch(nodes::contains));
    Set<NodeId> still = new HashSet<>(overwritten);
    still.removeAll(nodes);
    return new OwnRules(left, still);
  }

  /// What is said of these nodes alone, under the ids that they get elsewhere.
  OwnRules of(Set<NodeId> nodes, UnaryOperator<NodeId> renamed) {
    Map<NodeId, OwnRule> kept = new HashMap<>();
    rules.forEach(
        (node, rule) -> {
          if (nodes.contains(node) && nodes.containsAll(rule.inside())) {
            Map<String, NodeId> inputs = new LinkedHashMap<>();
            rule.inputs().forEach((name, id) -> inputs.put(name, renamed.apply(id)));
            Set<NodeId> inside = new HashSet<>();
            rule.inside().forEach(id -> inside.add(renamed.apply(id)));
            kept.put(
                renamed.apply(node), new OwnRule(inside, inputs, rule.value(), rule.gradients()));
          }
        });
    Set<NodeId> keptOverwritten = new HashSet<>();
    overwritten.stream()
        .filter(nodes::contains)
        .forEach(id -> keptOverwritten.add(renamed.apply(id)));
    return new OwnRules(kept, keptOverwritten);
  }
}
