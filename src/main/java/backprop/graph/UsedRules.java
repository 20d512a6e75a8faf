package backprop.graph;

import backprop.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rules of a document that can be used, and who sends gradients because of them.
///
/// What sends gradients is an operation, or a group of them that a rule stands for; a group sends
/// from the node that makes its value, and what is inside of it sends nothing.
public final class UsedRules {
  private final Graph graph;
  private final Map<NodeId, OwnRule> rules = new HashMap<>();
  private final Map<NodeId, NodeId> inside = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private UsedRules(GraphDocument document) {
    this.graph = document.graph();
    if (document.rules().isEmpty()) {
      return;
    }
    for (NodeId id : graph.topological()) {
      Optional<OwnRule> rule = document.rules().at(id);
      if (rule.isEmpty()) {
        continue;
      }
      Optional<Message> wrong =
          RuleProblems.of(graph, id, rule.get()).or(() -> shared(id, rule.get().inside()));
      if (wrong.isPresent()) {
        problems.add(new Problem.RuleDoesNotFit(id, wrong.get()));
        continue;
      }
      rules.put(id, rule.get());
      rule.get().inside().forEach(node -> inside.put(node, id));
    }
  }

  /// The rules of this document.
  public static UsedRules of(GraphDocument document) {
    return new UsedRules(document);
  }

  private Optional<Message> shared(NodeId at, Set<NodeId> members) {
    Set<NodeId> taken = new HashSet<>(rules.keySet());
    taken.addAll(inside.keySet());
    return inside.containsKey(at) || members.stream().anyMatch(taken::contains)
        ? Optional.of(Message.of("check.rule.shared"))
        : Optional.empty();
  }

  /// The rules that cannot be used, and why.
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /// The rule that is used at this node.
  public Optional<OwnRule> at(NodeId node) {
    return Optional.ofNullable(rules.get(node));
  }

  /// Whether a rule at another node stands for this one.
  public boolean isInside(NodeId node) {
    return inside.containsKey(node);
  }

  /// The node that sends what enters this operation: itself, or the one that makes its group's
  /// value.
  public NodeId sender(NodeId operation) {
    return inside.getOrDefault(operation, operation);
  }

  /// The slots that a value enters together with this one: itself, or all those of a group.
  public Set<Edge> slots(Edge edge) {
    NodeId sender = sender(edge.to());
    OwnRule rule = rules.get(sender);
    if (rule == null) {
      return Set.of(edge);
    }
    return RuleInput.of(graph, sender, rule).stream()
        .filter(input -> input.edges().contains(edge))
        .findFirst()
        .map(input -> Set.copyOf(input.edges()))
        .orElse(Set.of(edge));
  }

  /// The edges down which a node sends, ports in order; for a group one for each of its inputs.
  public List<Edge> sends(NodeId id) {
    if (inside.containsKey(id) || !(graph.node(id) instanceof Node.Operation op)) {
      return List.of();
    }
    OwnRule rule = rules.get(id);
    if (rule == null) {
      List<Edge> inputs = graph.inputs(id);
      for (Edge edge : inputs) {
        if (!op.op().ports().get(edge.port()).differentiable()) {
          return inputs.stream()
              .filter(one -> op.op().ports().get(one.port()).differentiable())
              .toList();
        }
      }
      return inputs;
    }
    return RuleInput.of(graph, id, rule).stream()
        .filter(RuleInput::differentiable)
        .map(input -> input.edges().getFirst())
        .toList();
  }
}
