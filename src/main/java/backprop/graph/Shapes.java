package backprop.graph;

import backprop.message.Message;
import backprop.op.Op;
import backprop.op.Port;
import backprop.op.ShapeMismatch;
import backprop.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The shape of every value, found without computing any, and what is wrong with the rest.
///
/// The batch axis may stay N. A node whose inputs have no shape has none either and is no problem
/// of its own.
///
/// @param shapes the shape of each value that has one
/// @param problems what is wrong, in topological order
public record Shapes(Map<NodeId, Shape> shapes, List<Problem> problems) {

  /// The most numbers one value may hold in the explorer; the trainer has its own memory.
  public static final long MOST_NUMBERS = 20_000_000;

  public Shapes {
    shapes = Map.copyOf(shapes);
    problems = List.copyOf(problems);
  }

  /// The shape of a node's value, if it has one.
  public Optional<Shape> of(NodeId id) {
    return Optional.ofNullable(shapes.get(id));
  }

  /// Infers the shapes of a graph.
  public static Shapes of(Graph graph) {
    Map<NodeId, Shape> shapes = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (NodeId id : graph.topological()) {
      Optional<Shape> shape =
          switch (graph.node(id)) {
            case Node.Input input -> Optional.of(input.shape());
            case Node.Parameter parameter -> Optional.of(parameter.shape());
            case Node.Constant constant -> Optional.of(constant.value().shape());
            case Node.Operation operation -> infer(graph, operation, shapes, problems);
          };
      if (shape.isPresent() && numbers(shape.get()) > MOST_NUMBERS) {
        problems.add(tooLarge(id, shape.get()));
      } else {
        shape.ifPresent(known -> shapes.put(id, known));
      }
    }
    return new Shapes(shapes, problems);
  }

  /// The problem of a value with too many numbers.
  public static Problem tooLarge(NodeId id, Shape shape) {
    return new Problem.TooLarge(id, Message.of("problem.too-large", shape, MOST_NUMBERS));
  }

  /// How many numbers a shape holds, N counted as one; never overflows.
  public static long numbers(Shape shape) {
    double numbers = 1;
    for (int dim : shape.dims()) {
      numbers *= dim == Shape.N ? 1 : dim;
    }
    return (long) Math.min(numbers, Long.MAX_VALUE);
  }

  private static Optional<Shape> infer(
      Graph graph, Node.Operation operation, Map<NodeId, Shape> shapes, List<Problem> problems) {
    List<Edge> inputs = graph.inputs(operation.id());
    Op op = operation.op();
    if (inputs.size() < op.ports().size()) {
      emptyPorts(operation, inputs, problems);
      return Optional.empty();
    }
    List<Shape> at = new ArrayList<>();
    for (Edge edge : inputs) {
      Shape shape = shapes.get(edge.from());
      if (shape == null) {
        return Optional.empty();
      }
      at.add(shape);
    }
    try {
      return Optional.of(op.shape(at));
    } catch (ShapeMismatch mismatch) {
      problems.add(new Problem.ShapesDoNotFit(operation.id(), mismatch.sentence()));
      return Optional.empty();
    }
  }

  private static void emptyPorts(
      Node.Operation operation, List<Edge> inputs, List<Problem> problems) {
    List<Port> ports = operation.op().ports();
    for (int port = 0; port < ports.size(); port++) {
      int slot = port;
      if (inputs.stream().noneMatch(edge -> edge.port() == slot)) {
        problems.add(
            new Problem.EmptyPort(
                operation.id(),
                port,
                Message.of(
                    "problem.empty-port",
                    operation.op().sign(),
                    ports.get(port).name(),
                    port + 1)));
      }
    }
  }
}
