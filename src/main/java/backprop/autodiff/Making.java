package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.OwnRule;
import backprop.graph.Problem;
import backprop.graph.RuleFormula;
import backprop.graph.RuleInput;
import backprop.graph.RuleProblems;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.op.LocalDerivative;
import backprop.op.OpContext;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How a document's values and gradients are made: by its operations, or by a person's own rules
/// where there are some that can be used.
///
/// What sends gradients is an operation, or a group of them that a rule stands for; a group sends
/// from the node that makes its value, and what is inside of it sends nothing.
final class Making {
  private static final LocalDerivative NOT_SHOWN =
      new LocalDerivative.LinearMap(Message.of("check.rule.words"), "", "");

  private final GraphDocument document;
  private final EvaluationContext context;
  private final boolean shown;
  private final Map<NodeId, OwnRule> rules = new HashMap<>();
  private final Map<NodeId, NodeId> inside = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  Making(GraphDocument document, EvaluationContext context) {
    this(document, context, true);
  }

  /// @param shown whether local derivatives are wanted, beside what flows
  Making(GraphDocument document, EvaluationContext context, boolean shown) {
    this.shown = shown;
    this.document = document;
    this.context = context;
    if (document.rules().isEmpty()) {
      return;
    }
    for (NodeId id : document.graph().topological()) {
      Optional<OwnRule> rule = document.rules().at(id);
      if (rule.isEmpty()) {
        continue;
      }
      Optional<Message> wrong =
          RuleProblems.of(document.graph(), id, rule.get())
              .or(() -> shared(id, rule.get().inside()));
      if (wrong.isPresent()) {
        problems.add(new Problem.RuleDoesNotFit(id, wrong.get()));
        continue;
      }
      rules.put(id, rule.get());
      rule.get().inside().forEach(node -> inside.put(node, id));
    }
  }

  private Optional<Message> shared(NodeId at, Set<NodeId> members) {
    Set<NodeId> taken = new HashSet<>(rules.keySet());
    taken.addAll(inside.keySet());
    return inside.containsKey(at) || members.stream().anyMatch(taken::contains)
        ? Optional.of(Message.of("check.rule.shared"))
        : Optional.empty();
  }

  /// The rules that cannot be used, and why.
  List<Problem> problems() {
    return problems;
  }

  /// The rule that is used at this node.
  Optional<OwnRule> rule(NodeId node) {
    return Optional.ofNullable(rules.get(node));
  }

  /// The node that sends what enters this operation: itself, or the one that makes its group's
  /// value.
  NodeId sender(NodeId operation) {
    return inside.getOrDefault(operation, operation);
  }

  /// The slots that a value enters together with this one: itself, or all those of a group.
  Set<Edge> slots(Edge edge) {
    NodeId sender = sender(edge.to());
    OwnRule rule = rules.get(sender);
    if (rule == null) {
      return Set.of(edge);
    }
    return RuleInput.of(document.graph(), sender, rule).stream()
        .filter(input -> input.edges().contains(edge))
        .findFirst()
        .map(input -> Set.copyOf(input.edges()))
        .orElse(Set.of(edge));
  }

  /// The edges down which a node sends, ports in order; for a group one for each of its inputs.
  List<Edge> sends(NodeId id) {
    if (inside.containsKey(id) || !(document.graph().node(id) instanceof Node.Operation op)) {
      return List.of();
    }
    OwnRule rule = rules.get(id);
    if (rule == null) {
      List<Edge> inputs = document.graph().inputs(id);
      for (Edge edge : inputs) {
        if (!op.op().ports().get(edge.port()).differentiable()) {
          return inputs.stream()
              .filter(one -> op.op().ports().get(one.port()).differentiable())
              .toList();
        }
      }
      return inputs;
    }
    return RuleInput.of(document.graph(), id, rule).stream()
        .filter(RuleInput::differentiable)
        .map(input -> input.edges().getFirst())
        .toList();
  }

  /// An operation's value, by the person's rule where it says one.
  ///
  /// @param at the value at each slot
  /// @throws MessageException if a rule cannot be computed or has another shape
  Tensor value(Node.Operation operation, Function<Edge, Tensor> at) {
    Optional<RuleFormula> formula = rule(operation.id()).flatMap(OwnRule::value);
    List<Tensor> inputs = document.graph().inputs(operation.id()).stream().map(at).toList();
    if (formula.isEmpty()) {
      return operation.op().value(inputs, context.at(operation.id()));
    }
    Tensor value =
        RuleEvaluation.value(formula.get(), names(operation.id(), at), context.at(operation.id()));
    Shape needed = operation.op().shape(inputs.stream().map(Tensor::shape).toList());
    if (!value.shape().equals(needed)) {
      throw new MessageException(Message.of("check.rule.value-shape", value.shape(), needed));
    }
    return value;
  }

  private Map<String, Tensor> names(NodeId id, Function<Edge, Tensor> at) {
    Map<String, Tensor> names = new LinkedHashMap<>();
    rule(id).stream()
        .flatMap(rule -> RuleInput.of(document.graph(), id, rule).stream())
        .forEach(input -> names.put(input.name(), at.apply(input.edges().getFirst())));
    return names;
  }

  /// What flows down one edge, and by which rule.
  record Sent(LocalDerivative local, Tensor contribution) {}

  /// What stands in the place of a local derivative that cannot be computed.
  static LocalDerivative unknown() {
    return new LocalDerivative.LinearMap(Message.of("check.rule.words"), "?", "?");
  }

  /// What the sender of an edge sends down it.
  ///
  /// @param inputs the values at the sender's ports
  /// @param at the value at each slot
  /// @param output the sender's value
  /// @param upstream the gradient of the sender's value
  /// @throws MessageException if a rule cannot be computed
  Sent send(
      NodeId sender,
      Edge edge,
      List<Tensor> inputs,
      Function<Edge, Tensor> at,
      Tensor output,
      Tensor upstream) {
    Node.Operation operation = (Node.Operation) document.graph().node(sender);
    OpContext told = context.at(sender);
    if (!rules.containsKey(sender)) {
      return ownSent(operation, edge, inputs, output, upstream);
    }
    Optional<RuleInput> input =
        rule(sender).stream()
            .flatMap(rule -> RuleInput.of(document.graph(), sender, rule).stream())
            .filter(one -> one.edges().contains(edge))
            .findFirst();
    Optional<RuleFormula> formula =
        rule(sender)
            .flatMap(
                rule ->
                    input.flatMap(one -> Optional.ofNullable(rule.gradients().get(one.name()))));
    if (formula.isPresent()) {
      Map<String, Tensor> names = names(sender, at);
      names.put(OwnRule.VALUE, output);
      names.put(OwnRule.UPSTREAM, upstream);
      String plain = "d" + input.orElseThrow().name() + " = " + formula.get().text();
      return new Sent(
          new LocalDerivative.LinearMap(Message.of("check.rule.words"), plain, RuleLatex.of(plain)),
          RuleEvaluation.value(formula.get(), names, told));
    }
    return ownSent(operation, edge, inputs, output, upstream);
  }

  private Sent ownSent(
      Node.Operation operation, Edge edge, List<Tensor> inputs, Tensor output, Tensor upstream) {
    OpContext told = context.at(operation.id());
    return new Sent(
        shown ? operation.op().localDerivative(edge.port(), inputs, output, told) : NOT_SHOWN,
        operation.op().gradient(edge.port(), inputs, output, upstream, told));
  }
}
