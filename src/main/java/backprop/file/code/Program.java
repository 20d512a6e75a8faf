package backprop.file.code;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.graph.OwnRule;
import backprop.graph.Problem;
import backprop.graph.RuleInput;
import backprop.graph.Shapes;
import backprop.graph.UsedRules;
import backprop.message.Message;
import backprop.message.MessageException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/// What a program of a document consists of, in whatever language: what is computed in which order,
/// and which values carry a gradient back.
///
/// Operations that a person's rule stands for are one: the node that makes their value.
///
/// @param inputs inputs and parameters, in the order of the document
/// @param operations every operation that has a value, in topological order, without those that are
///   inside of a rule's group
/// @param wants the nodes whose gradient is asked for: those that a gradient reaches from the
///   output
record Program(
    GraphDocument document,
    UsedRules rules,
    PythonNames names,
    List<Node> inputs,
    List<Node.Operation> operations,
    NodeId output,
    Set<NodeId> wants) {
  /// The problem of a rule that can be used all the same: the gradient is fitted to its value.
  private static final String OTHER_SHAPE = "check.rule.gradient-shape";

  /// What enters an operation, or the group that a rule stands for, at one place.
  ///
  /// @param edge its slot; for a group the first of them
  record Slot(Edge edge, boolean differentiable) {
    NodeId from() {
      return edge.from();
    }
  }

  static Program of(GraphDocument document) {
    Graph graph = document.graph();
    Shapes shapes = Shapes.of(graph);
    NodeId output =
        document.output().orElseThrow(() -> new MessageException(Message.of("problem.no-output")));
    for (Problem problem : shapes.problems()) {
      if (shapes.of(output).isEmpty() && problem.at().isPresent()) {
        throw refused(graph, "code.problem", problem);
      }
    }
    refuseBrokenRules(document);
    UsedRules rules = UsedRules.of(document);
    List<Node> nodes =
        graph.topological().stream()
            .filter(id -> shapes.of(id).isPresent())
            .map(graph::node)
            .toList();
    List<Node> inputs =
        StreamSupport.stream(graph.nodes().spliterator(), false)
            .filter(node -> node instanceof Node.Input || node instanceof Node.Parameter)
            .filter(nodes::contains)
            .toList();
    List<Node.Operation> operations =
        nodes.stream()
            .filter(Node.Operation.class::isInstance)
            .map(Node.Operation.class::cast)
            .toList();
    List<Node.Operation> outside =
        operations.stream().filter(operation -> !rules.isInside(operation.id())).toList();
    Set<NodeId> leading = leading(graph, operations, inputs);
    return new Program(
        document,
        rules,
        PythonNames.of(graph),
        inputs,
        outside,
        output,
        reached(graph, rules, outside, leading, output));
  }

  /// A rule that our own pass could not use is not written down as if it could.
  private static void refuseBrokenRules(GraphDocument document) {
    if (document.rules().isEmpty()) {
      return;
    }
    for (Problem problem : Evaluator.numbers(document, EvaluationContext.PLAIN).problems()) {
      if (problem instanceof Problem.RuleDoesNotFit
          && !problem.sentence().key().equals(OTHER_SHAPE)) {
        throw refused(document.graph(), "code.rule", problem);
      }
    }
  }

  private static MessageException refused(Graph graph, String key, Problem problem) {
    String name = NodeNames.of(graph).symbol(problem.at().orElseThrow());
    return new MessageException(Message.of(key, name, problem.sentence()));
  }

  /// The nodes from which some input or parameter can be reached through differentiable ports.
  private static Set<NodeId> leading(
      Graph graph, List<Node.Operation> operations, List<Node> inputs) {
    Set<NodeId> leading = new HashSet<>();
    inputs.forEach(node -> leading.add(node.id()));
    for (Node.Operation operation : operations) {
      if (graph.inputs(operation.id()).stream()
          .anyMatch(edge -> differentiable(operation, edge) && leading.contains(edge.from()))) {
        leading.add(operation.id());
      }
    }
    return leading;
  }

  /// The nodes that a gradient reaches from the output, towards some input or parameter.
  private static Set<NodeId> reached(
      Graph graph,
      UsedRules rules,
      List<Node.Operation> operations,
      Set<NodeId> leading,
      NodeId output) {
    Set<NodeId> reached = new HashSet<>();
    if (leading.contains(output)) {
      reached.add(output);
    }
    for (Node.Operation operation : operations.reversed()) {
      if (reached.contains(operation.id())) {
        for (Slot slot : slots(graph, rules, operation)) {
          if (slot.differentiable() && leading.contains(slot.from())) {
            reached.add(slot.from());
          }
        }
      }
    }
    return reached;
  }

  private static boolean differentiable(Node.Operation operation, Edge edge) {
    return operation.op().ports().get(edge.port()).differentiable();
  }

  private static List<Slot> slots(Graph graph, UsedRules rules, Node.Operation operation) {
    Optional<OwnRule> rule = rules.at(operation.id());
    return rule.isPresent()
        ? RuleInput.of(graph, operation.id(), rule.get()).stream()
            .map(input -> new Slot(input.edges().getFirst(), input.differentiable()))
            .toList()
        : graph.inputs(operation.id()).stream()
            .map(edge -> new Slot(edge, differentiable(operation, edge)))
            .toList();
  }

  Graph graph() {
    return document.graph();
  }

  /// What enters an operation, ports in order; for a rule its inputs.
  List<Slot> slots(Node.Operation operation) {
    return slots(graph(), rules, operation);
  }

  /// The names of the groups that a node lies in, outer ones first: `block / Affine`.
  String group(NodeId id) {
    var groups = document.groups();
    return groups
        .of(id)
        .map(
            inner ->
                groups.path(inner).reversed().stream()
                    .map(one -> PythonText.line(groups.group(one).name()))
                    .collect(java.util.stream.Collectors.joining(" / ")))
        .orElse("");
  }

  /// Whether what enters here gets a gradient from an operation that is reached.
  boolean carries(Slot slot) {
    return slot.differentiable() && wants.contains(slot.from());
  }

  /// Whether a later gradient of this value takes the place of an earlier one.
  boolean overwritten(NodeId value) {
    return document.rules().overwritten().contains(value);
  }
}
