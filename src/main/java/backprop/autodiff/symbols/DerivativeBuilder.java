package backprop.autodiff.symbols;

import backprop.autodiff.Trace;
import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Roles;
import backprop.op.ElementWise;
import backprop.op.MatMul;
import backprop.op.Op;
import backprop.op.Reshape;
import backprop.op.Sum;
import backprop.op.Transpose;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A graph that grows: the old one, and beside it the operations of its derivative.
final class DerivativeBuilder {
  private final Trace trace;
  private final Graph graph;
  private final Map<NodeId, Node> made = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Map<NodeId, Shape> shapes = new HashMap<>();

  /// A factor: a value of the graph, or the number 1, which is not written.
  sealed interface Factor {
    /// The number 1.
    record One() implements Factor {}

    /// A value.
    record Value(NodeId id) implements Factor {}
  }

  static final Factor ONE = new Factor.One();

  /// The largest table that is written in a formula.
  static final int MOST_NUMBERS = 4096;

  /// A formula would hold a table that is too large to be read.
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1;
  }

  DerivativeBuilder(Trace trace) {
    this.trace = trace;
    this.graph = trace.graph();
  }

  Trace trace() {
    return trace;
  }

  Graph graph() {
    return graph;
  }

  /// The values that enter the node an edge leads to.
  List<NodeId> inputs(Edge edge) {
    return graph.inputs(edge.to()).stream().map(Edge::from).toList();
  }

  /// The number that a value is in the trace.
  Tensor value(NodeId id) {
    return trace.value(id, trace.count()).orElseThrow();
  }

  /// The shape of a value, of the old graph or new.
  Shape shape(NodeId id) {
    Shape own = shapes.get(id);
    return own != null ? own : trace.value(id, trace.count()).orElseThrow().shape();
  }

  private NodeId newId() {
    NodeId id;
    int number = made.size();
    do {
      id = NodeId.of("derivative" + number++);
    } while (graph.contains(id) || made.containsKey(id));
    return id;
  }

  /// A constant.
  NodeId constant(Tensor value) {
    NodeId id = newId();
    made.put(id, new Node.Constant(id, "", value));
    shapes.put(id, value.shape());
    return id;
  }

  /// An operation on values.
  NodeId apply(Op op, NodeId... inputs) {
    NodeId id = newId();
    made.put(id, new Node.Operation(id, "", op));
    List<Shape> given = new ArrayList<>();
    for (int port = 0; port < inputs.length; port++) {
      edges.add(new Edge(inputs[port], id, port));
      given.add(shape(inputs[port]));
    }
    shapes.put(id, op.shape(given));
    return id;
  }

  /// A function of values.
  NodeId apply(ScalarFunction function, NodeId... inputs) {
    return apply(new ElementWise(function), inputs);
  }

  /// The product of two factors.
  Factor times(Factor a, Factor b) {
    return switch (a) {
      case Factor.One _ -> b;
      case Factor.Value(NodeId left) ->
          switch (b) {
            case Factor.One _ -> a;
            case Factor.Value(NodeId right) ->
                isMinusOne(right)
                    ? new Factor.Value(apply(Functions.NEGATE, left))
                    : new Factor.Value(apply(Functions.MUL, left, right));
          };
    };
  }

  private boolean isMinusOne(NodeId id) {
    return made.get(id) instanceof Node.Constant(_, _, Tensor value)
        && value.isScalar()
        && value.item() == -1;
  }

  /// The sum of two factors.
  Factor plus(Factor a, Factor b) {
    return new Factor.Value(apply(Functions.ADD, id(a), id(b)));
  }

  /// The factor as a value: 1 where it is not written.
  NodeId id(Factor factor) {
    return switch (factor) {
      case Factor.One _ -> constant(Tensor.scalar(1));
      case Factor.Value(NodeId id) -> id;
    };
  }

  /// A factor in full, of this shape: where it was left smaller it is repeated.
  NodeId filled(Factor factor, Shape shape) {
    NodeId id = factor instanceof Factor.Value(NodeId value) ? value : constant(Tensor.ones(shape));
    if (shape(id).equals(shape)) {
      return id;
    }
    return made.get(id) instanceof Node.Constant(_, _, Tensor number) && number.isScalar()
        ? constant(Tensor.full(shape, number.item()))
        : apply(Functions.MUL, id, constant(Tensor.ones(shape)));
  }

  /// The value in another shape.
  NodeId reshaped(NodeId id, Shape shape) {
    if (shape(id).equals(shape)) {
      return id;
    }
    return made.get(id) instanceof Node.Constant(_, _, Tensor value)
        ? constant(value.reshape(shape))
        : apply(new Reshape(shape), id);
  }

  /// The sum over what was repeated on the way from this shape.
  NodeId summedTo(NodeId id, Shape shape) {
    Shape from = shape(id);
    if (from.equals(shape)) {
      return id;
    }
    int extra = from.rank() - shape.rank();
    if (extra < 0) {
      return id; // it is repeated later, see filled
    }
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < from.rank(); axis++) {
      if (axis < extra || (shape.dim(axis - extra) == 1 && from.dim(axis) != 1)) {
        axes.add(axis);
      }
    }
    boolean all = axes.size() == from.rank();
    return axes.isEmpty() ? id : reshaped(apply(new Sum(all ? List.of() : axes, false), id), shape);
  }

  /// The value divided by a number.
  NodeId over(NodeId id, double number) {
    return number == 1 ? id : apply(Functions.DIV, id, constant(Tensor.scalar(number)));
  }

  /// The value with two neighbouring axes exchanged, the first two.
  NodeId swapped(NodeId id) {
    Shape shape = shape(id);
    Shape turned = shape.with(0, shape.dim(1)).with(1, shape.dim(0));
    if (shape.dim(0) == 1 || shape.dim(1) == 1) {
      return reshaped(id, turned);
    }
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      axes.add(axis < 2 ? 1 - axis : axis);
    }
    return apply(new Transpose(axes), id);
  }

  /// A number at a row and a column of a table.
  @FunctionalInterface
  interface Entry {
    double at(int row, int column);
  }

  /// A table of numbers, which is made only if it is not too large to stand in a formula.
  ///
  /// @throws TooLarge if nobody would want to read it there
  static Tensor table(int rows, int columns, Entry entry) throws TooLarge {
    if ((long) rows * columns > MOST_NUMBERS) {
      throw new TooLarge();
    }
    return Tensor.generate(Shape.of(rows, columns), i -> entry.at(i / columns, i % columns));
  }

  /// A table of numbers that stands in the formula.
  ///
  /// @throws TooLarge if nobody would want to read it there
  NodeId table(Tensor values) throws TooLarge {
    if (values.size() > MOST_NUMBERS) {
      throw new TooLarge();
    }
    return constant(values);
  }

  /// The value multiplied along one axis by a table (length before, length after).
  NodeId along(NodeId id, int axis, Tensor table) throws TooLarge {
    Shape shape = shape(id);
    int length = shape.dim(axis);
    int after = table.shape().dim(1);
    Shape result = shape.with(axis, after);
    int others = shape.size() / Math.max(1, length);
    if (axis == shape.rank() - 1) {
      NodeId rows = shape.rank() == 1 ? id : reshaped(id, Shape.of(others, length));
      return reshaped(apply(new MatMul(), rows, table(table)), result);
    }
    if (axis == 0) {
      Tensor turned =
          Tensor.generate(Shape.of(after, length), i -> table.get(i % length * after + i / length));
      NodeId columns = reshaped(id, Shape.of(length, others));
      return reshaped(apply(new MatMul(), table(turned), columns), result);
    }
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      axes.add(i);
    }
    axes.set(axis, shape.rank() - 1);
    axes.set(shape.rank() - 1, axis);
    NodeId turned = apply(new Transpose(axes), id);
    return apply(new Transpose(axes), along(turned, shape.rank() - 1, table));
  }

  /// The document of what the result is made of, in the order of the old graph, then what is new.
  GraphDocument needed(NodeId result) {
    Set<NodeId> used = new HashSet<>();
    List<NodeId> waiting = new ArrayList<>(List.of(result));
    List<Edge> all = new ArrayList<>(graph.edges());
    all.addAll(edges);
    Map<NodeId, List<Edge>> into = new HashMap<>();
    all.forEach(edge -> into.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge));
    while (!waiting.isEmpty()) {
      NodeId id = waiting.removeLast();
      if (used.add(id)) {
        into.getOrDefault(id, List.of()).forEach(edge -> waiting.add(edge.from()));
      }
    }
    List<Node> nodes = new ArrayList<>();
    graph.nodes().forEach(nodes::add);
    nodes.addAll(made.values());
    nodes.removeIf(node -> !used.contains(node.id()));
    all.removeIf(edge -> !used.contains(edge.to()));
    return GraphDocument.EMPTY.withGraph(new Graph(nodes, all)).withRoles(Roles.output(result));
  }
}
