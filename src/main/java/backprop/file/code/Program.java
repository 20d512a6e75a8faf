package backprop.file.code;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.graph.Problem;
import backprop.graph.Shapes;
import backprop.message.Message;
import backprop.message.MessageException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a program of a document consists of, in whatever language: the operations in the order in
/// which they are computed, and which edges carry a gradient back.
///
/// @param inputs inputs and parameters, in the order of the document
/// @param operations every operation that has a value, in topological order
/// @param wants the nodes whose gradient is asked for: those that a gradient reaches from the
///   output
record Program(
    GraphDocument document,
    PythonNames names,
    List<Node> inputs,
    List<Node.Operation> operations,
    NodeId output,
    Set<NodeId> wants) {

  static Program of(GraphDocument document) {
    Graph graph = document.graph();
    refuseOwnRules(document);
    Shapes shapes = Shapes.of(graph);
    NodeId output =
        document.output().orElseThrow(() -> new MessageException(Message.of("problem.no-output")));
    for (Problem problem : shapes.problems()) {
      if (shapes.of(output).isEmpty() && problem.at().isPresent()) {
        String name = NodeNames.of(graph).symbol(problem.at().get());
        throw new MessageException(Message.of("code.problem", name, problem.sentence()));
      }
    }
    List<Node> nodes =
        graph.topological().stream()
            .filter(id -> shapes.of(id).isPresent())
            .map(graph::node)
            .toList();
    List<Node> inputs =
        java.util.stream.StreamSupport.stream(graph.nodes().spliterator(), false)
            .filter(node -> node instanceof Node.Input || node instanceof Node.Parameter)
            .filter(nodes::contains)
            .toList();
    List<Node.Operation> operations =
        nodes.stream()
            .filter(Node.Operation.class::isInstance)
            .map(Node.Operation.class::cast)
            .toList();
    return new Program(
        document,
        PythonNames.of(graph),
        inputs,
        operations,
        output,
        reached(graph, operations, inputs, output));
  }

  /// An own rule is what a person wants checked, and no program of ours would compute it.
  private static void refuseOwnRules(GraphDocument document) {
    if (!document.rules().isEmpty()) {
      throw new MessageException(Message.of("code.own-rule"));
    }
  }

  /// The nodes that a gradient reaches from the output: through differentiable ports, towards some
  /// input or parameter.
  private static Set<NodeId> reached(
      Graph graph, List<Node.Operation> operations, List<Node> inputs, NodeId output) {
    Set<NodeId> leading = new HashSet<>();
    inputs.forEach(node -> leading.add(node.id()));
    for (Node.Operation operation : operations) {
      if (graph.inputs(operation.id()).stream()
          .anyMatch(edge -> differentiable(operation, edge) && leading.contains(edge.from()))) {
        leading.add(operation.id());
      }
    }
    Set<NodeId> reached = new HashSet<>();
    if (leading.contains(output)) {
      reached.add(output);
    }
    for (Node.Operation operation : operations.reversed()) {
      if (reached.contains(operation.id())) {
        for (Edge edge : graph.inputs(operation.id())) {
          if (differentiable(operation, edge) && leading.contains(edge.from())) {
            reached.add(edge.from());
          }
        }
      }
    }
    return reached;
  }

  static boolean differentiable(Node.Operation operation, Edge edge) {
    return operation.op().ports().get(edge.port()).differentiable();
  }

  Graph graph() {
    return document.graph();
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

  /// Whether an edge into an operation that is reached sends a gradient.
  boolean carries(Node.Operation operation, Edge edge) {
    return differentiable(operation, edge) && wants.contains(edge.from());
  }
}
