package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.OwnRule;
import backprop.graph.Problem;
import backprop.graph.RuleFormula;
import backprop.graph.RuleInput;
import backprop.graph.UsedRules;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.op.LocalDerivative;
import backprop.op.OpContext;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// How a document's values and gradients are made: by its operations, or by a person's own rules
/// where there are some that can be used.
///
/// Which rules can be used, and who sends gradients because of them, is said by [UsedRules].
final class Making {
  private static final LocalDerivative NOT_SHOWN =
      new LocalDerivative.LinearMap(Message.of("check.rule.words"), "", "");

  private final GraphDocument document;
  private final EvaluationContext context;
  private final boolean shown;
  private final UsedRules rules;

  Making(GraphDocument document, EvaluationContext context) {
    this(document, context, true);
  }

  /// @param shown whether local derivatives are wanted, beside what flows
  Making(GraphDocument document, EvaluationContext context, boolean shown) {
    this.shown = shown;
    this.document = document;
    this.context = context;
    this.rules = UsedRules.of(document);
  }

  /// The rules that cannot be used, and why.
  List<Problem> problems() {
    return rules.problems();
  }

  /// The rule that is used at this node.
  Optional<OwnRule> rule(NodeId node) {
    return rules.at(node);
  }

  /// The node that sends what enters this operation, as [UsedRules#sender] says.
  NodeId sender(NodeId operation) {
    return rules.sender(operation);
  }

  /// The slots that a value enters together with this one, as [UsedRules#slots] says.
  Set<Edge> slots(Edge edge) {
    return rules.slots(edge);
  }

  /// The edges down which a node sends, as [UsedRules#sends] says.
  List<Edge> sends(NodeId id) {
    return rules.sends(id);
  }

  /// An operation's value, by the person's rule where it says one.
  ///
  /// @param at the value at each slot
  /// @throws MessageException if a rule cannot be computed or has another shape
  Tensor value(Node.Operation operation, Function<Edge, Tensor> at) {
    Optional<RuleFormula> formula = formula(operation.id());
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

  /// The person's formula that makes a node's value, if one is used.
  Optional<RuleFormula> formula(NodeId node) {
    return rule(node).flatMap(OwnRule::value);
  }

  /// The value of everything in the formula that makes an operation's value.
  ///
  /// @param at the value at each slot
  Map<NodeId, Tensor> inFormula(
      Node.Operation operation, RuleFormula formula, Function<Edge, Tensor> at) {
    return RuleEvaluation.values(formula, names(operation.id(), at), context.at(operation.id()));
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
    if (rules.at(sender).isEmpty()) {
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
