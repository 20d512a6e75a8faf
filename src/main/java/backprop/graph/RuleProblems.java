package backprop.graph;

import backprop.message.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Why a person's own rule cannot be used where it stands.
public final class RuleProblems {
  private RuleProblems() {}

  /// What keeps the rule at this node from being used; nothing if it can be.
  ///
  /// Shapes are not looked at: they are known only when it is evaluated.
  public static Optional<Message> of(Graph graph, NodeId at, OwnRule rule) {
    if (!graph.contains(at) || !(graph.node(at) instanceof Node.Operation)) {
      return Optional.of(Message.of("check.rule.not-an-operation"));
    }
    return (rule.isGroup() ? group(graph, at, rule) : Optional.<Message>empty())
        .or(() -> names(graph, at, rule));
  }

  private static Optional<Message> group(Graph graph, NodeId at, OwnRule rule) {
    Set<NodeId> members = new HashSet<>(rule.inside());
    members.add(at);
    NodeNames names = NodeNames.of(graph);
    for (NodeId id : members) {
      if (!graph.contains(id) || !(graph.node(id) instanceof Node.Operation)) {
        return Optional.of(Message.of("check.rule.not-an-operation"));
      }
    }
    for (NodeId id : rule.inside()) {
      boolean outside =
          graph.uses(id).isEmpty()
              || graph.uses(id).stream().anyMatch(edge -> !members.contains(edge.to()));
      if (outside) {
        return Optional.of(Message.of("check.rule.leaves", names.name(id), names.name(at)));
      }
    }
    for (NodeId id : members) {
      for (Edge edge : graph.inputs(id)) {
        if (!members.contains(edge.from()) && !rule.inputs().containsValue(edge.from())) {
          return Optional.of(
              Message.of("check.rule.unnamed", names.symbol(edge.from()), names.name(at)));
        }
      }
    }
    return RuleInput.of(graph, at, rule).stream()
        .filter(input -> input.differentiable() && !rule.gradients().containsKey(input.name()))
        .findFirst()
        .map(input -> Message.of("check.rule.no-gradient", input.name()));
  }

  private static Optional<Message> names(Graph graph, NodeId at, OwnRule rule) {
    List<RuleInput> inputs = RuleInput.of(graph, at, rule);
    Set<String> known = inputs.stream().map(RuleInput::name).collect(Collectors.toSet());
    Optional<Message> wrong = rule.value().flatMap(formula -> unknown(formula, known, known));
    if (wrong.isPresent()) {
      return wrong;
    }
    Set<String> all = new HashSet<>(known);
    all.add(OwnRule.VALUE);
    all.add(OwnRule.UPSTREAM);
    for (Map.Entry<String, RuleFormula> gradient : rule.gradients().entrySet()) {
      Optional<RuleInput> input =
          inputs.stream().filter(one -> one.name().equals(gradient.getKey())).findFirst();
      if (input.isEmpty()) {
        return Optional.of(Message.of("check.rule.no-input", gradient.getKey(), listed(known)));
      }
      if (!input.get().differentiable()) {
        return Optional.of(Message.of("check.rule.label", gradient.getKey()));
      }
      wrong = unknown(gradient.getValue(), all, known);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private static Optional<Message> unknown(
      RuleFormula formula, Set<String> allowed, Set<String> inputs) {
    return formula.names().stream()
        .filter(name -> !allowed.contains(name))
        .findFirst()
        .map(
            name ->
                Message.of(
                    allowed.contains(OwnRule.UPSTREAM)
                        ? "check.rule.unknown-name"
                        : "check.rule.unknown-name.value",
                    name,
                    listed(inputs)));
  }

  private static String listed(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }
}
