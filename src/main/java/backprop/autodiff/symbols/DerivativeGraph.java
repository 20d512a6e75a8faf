package backprop.autodiff.symbols;

import backprop.autodiff.Trace;
import backprop.formula.Derivative;
import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.formula.LinePrinter;
import backprop.formula.ScalarFunction;
import backprop.formula.Simplifier;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Roles;
import backprop.op.Affine;
import backprop.op.ArgMax;
import backprop.op.AxisMax;
import backprop.op.BatchNorm;
import backprop.op.BinaryCrossEntropy;
import backprop.op.Concat;
import backprop.op.Convolution;
import backprop.op.CrossEntropy;
import backprop.op.Dropout;
import backprop.op.ElementWise;
import backprop.op.Flatten;
import backprop.op.LeakyRelu;
import backprop.op.LocalDerivative;
import backprop.op.MatMul;
import backprop.op.Mean;
import backprop.op.MeanSquaredError;
import backprop.op.OneHot;
import backprop.op.Op;
import backprop.op.OpContext;
import backprop.op.Pad;
import backprop.op.Pooling;
import backprop.op.Reshape;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import backprop.op.Sum;
import backprop.op.SumSquaredError;
import backprop.op.Transpose;
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
import java.util.stream.IntStream;

/// The derivative of a graph of tensors as a graph of its own: matrix products, sums and
/// element-wise functions of the values, as the backward rules of the operations say.
///
/// Softmax-with-loss gives (y − t)/N, an affine layer below it Xᵀ·(y − t)/N. The graph can be
/// printed in the formula language, typeset, and evaluated. For an output that is no number it is
/// the derivative of the sum of its numbers, as when ones enter there.
public final class DerivativeGraph {
  private final Trace trace;
  private final Graph graph;
  private final Formulas formulas;
  private final boolean labelled;
  private final Map<NodeId, Node> made = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Map<NodeId, Shape> shapes = new HashMap<>();

  /// A factor: a value of the graph, or the number 1, which is not written.
  private sealed interface Factor {
    record One() implements Factor {}

    record Value(NodeId id) implements Factor {}
  }

  private static final Factor ONE = new Factor.One();

  /// An operation on the way has no rule as a graph.
  private static final class NoRule extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Op op;

    NoRule(Op op) {
      super(op.name());
      this.op = op;
    }
  }

  /// What became of the question.
  public sealed interface Result {
    /// The graph; its output is the derivative.
    record Done(GraphDocument document) implements Result {}

    /// An operation on the way whose rule is not written as a graph of other operations.
    record Without(Op op) implements Result {}

    /// The output does not depend on the node.
    record Zero() implements Result {}
  }

  private DerivativeGraph(Trace trace, boolean labelled) {
    this.labelled = labelled;
    this.trace = trace;
    this.graph = trace.graph();
    this.formulas = new Formulas(trace);
  }

  /// The derivative of the trace's output by a node, for the labels as they are.
  public static Result of(Trace trace, NodeId by) {
    return of(trace, by, false);
  }

  /// The derivative of the trace's output by a node.
  ///
  /// @param labelled whether labels are taken to sum to 1 in each row, whatever their values are
  public static Result of(Trace trace, NodeId by, boolean labelled) {
    Optional<NodeId> output = trace.output();
    boolean reached =
        output.isPresent()
            && (output.get().equals(by)
                || trace.graph().uses(by).stream().anyMatch(trace::carriesGradient));
    if (!reached) {
      return new Result.Zero();
    }
    DerivativeGraph derivative = new DerivativeGraph(trace, labelled);
    try {
      return new Result.Done(derivative.make(output.orElseThrow(), by));
    } catch (NoRule without) {
      return new Result.Without(without.op);
    }
  }

  private GraphDocument make(NodeId output, NodeId by) throws NoRule {
    Map<NodeId, Factor> sums = new HashMap<>();
    sums.put(output, ONE);
    Set<NodeId> reaching = reaching(by);
    for (NodeId id : graph.topological().reversed()) {
      Factor upstream = sums.get(id);
      if (upstream == null || id.equals(by)) {
        continue;
      }
      for (Edge edge : graph.inputs(id)) {
        if (trace.carriesGradient(edge) && reaching.contains(edge.from())) {
          Factor sent = send(edge, upstream);
          Factor before = sums.get(edge.from());
          sums.put(edge.from(), before == null ? sent : plus(before, sent));
        }
      }
    }
    NodeId result = filled(sums.getOrDefault(by, ONE), shape(by));
    return needed(result);
  }

  /// The nodes on a way from the one that is differentiated by.
  private Set<NodeId> reaching(NodeId by) {
    Set<NodeId> reached = new HashSet<>(Set.of(by));
    for (NodeId id : graph.topological()) {
      if (graph.inputs(id).stream().anyMatch(edge -> reached.contains(edge.from()))) {
        reached.add(id);
      }
    }
    return reached;
  }

  /// The document of what the result is made of, in the order of the old graph, then what is new.
  private GraphDocument needed(NodeId result) {
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

  // ---- building ------------------------------------------------------------------------------

  private Shape shape(NodeId id) {
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

  private NodeId constant(Tensor value) {
    NodeId id = newId();
    made.put(id, new Node.Constant(id, "", value));
    shapes.put(id, value.shape());
    return id;
  }

  private NodeId apply(Op op, NodeId... inputs) {
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

  private NodeId apply(ScalarFunction function, NodeId... inputs) {
    return apply(new ElementWise(function), inputs);
  }

  private Factor times(Factor a, Factor b) {
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

  private Factor plus(Factor a, Factor b) {
    return new Factor.Value(apply(Functions.ADD, id(a), id(b)));
  }

  /// The factor as a value: 1 where it is not written.
  private NodeId id(Factor factor) {
    return switch (factor) {
      case Factor.One _ -> constant(Tensor.scalar(1));
      case Factor.Value(NodeId id) -> id;
    };
  }

  /// A factor in full, of this shape: where it was left smaller it is repeated.
  private NodeId filled(Factor factor, Shape shape) {
    NodeId id = factor instanceof Factor.Value(NodeId value) ? value : constant(Tensor.ones(shape));
    if (shape(id).equals(shape)) {
      return id;
    }
    return made.get(id) instanceof Node.Constant(_, _, Tensor number) && number.isScalar()
        ? constant(Tensor.full(shape, number.item()))
        : apply(Functions.MUL, id, constant(Tensor.ones(shape)));
  }

  private NodeId reshaped(NodeId id, Shape shape) {
    return shape(id).equals(shape) ? id : apply(new Reshape(shape), id);
  }

  /// The sum over what was repeated on the way from this shape.
  private NodeId summedTo(NodeId id, Shape shape) {
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

  private NodeId over(NodeId id, double number) {
    return number == 1 ? id : apply(Functions.DIV, id, constant(Tensor.scalar(number)));
  }

  // ---- the rules -----------------------------------------------------------------------------

  private Factor send(Edge edge, Factor upstream) throws NoRule {
    Op op = ((Node.Operation) graph.node(edge.to())).op();
    List<NodeId> inputs = graph.inputs(edge.to()).stream().map(Edge::from).toList();
    NodeId x = inputs.get(0);
    Shape in = shape(edge.from());
    Shape out = shape(edge.to());
    return switch (op) {
      case ElementWise _, LeakyRelu _ -> element(edge, upstream, in, out);
      case MatMul _, Affine _ -> new Factor.Value(product(edge, inputs, filled(upstream, out), in));
      case Sum sum ->
          upstream instanceof Factor.Value(NodeId id) && !shape(id).isScalar()
              ? spread(reshaped(id, sum.kept(in)), in)
              : upstream;
      case Mean mean -> {
        NodeId id =
            upstream instanceof Factor.Value(NodeId value) && !shape(value).isScalar()
                ? reshaped(value, mean.kept(in))
                : id(upstream);
        yield spread(over(id, mean.count(in)), in);
      }
      case Reshape _, Flatten _ -> new Factor.Value(reshaped(filled(upstream, out), in));
      case Transpose transpose ->
          new Factor.Value(apply(new Transpose(inverse(transpose.axes())), filled(upstream, out)));
      case Softmax _ -> new Factor.Value(softmax(edge.to(), filled(upstream, out)));
      case SoftmaxLoss _ -> times(upstream, new Factor.Value(softmaxLoss(x, inputs.get(1))));
      case MeanSquaredError error ->
          times(
              upstream,
              new Factor.Value(
                  over(
                      apply(
                          Functions.MUL,
                          constant(Tensor.scalar(2)),
                          apply(Functions.SUB, x, inputs.get(1))),
                      error.count(in))));
      case SumSquaredError _ ->
          times(upstream, new Factor.Value(apply(Functions.SUB, x, inputs.get(1))));
      case CrossEntropy(double delta) -> {
        NodeId t = oneHot(inputs.get(1), in);
        NodeId ratio = apply(Functions.DIV, t, shifted(x, delta));
        yield times(upstream, new Factor.Value(over(apply(Functions.NEGATE, ratio), rows(in))));
      }
      case BinaryCrossEntropy(double delta) -> {
        NodeId t = oneHot(inputs.get(1), in);
        NodeId yes = apply(Functions.DIV, t, shifted(x, delta));
        NodeId no = apply(Functions.DIV, rest(t), shifted(rest(x), delta));
        yield times(
            upstream,
            new Factor.Value(over(apply(Functions.SUB, no, yes), BinaryCrossEntropy.rows(in))));
      }
      case Dropout _ -> dropout(edge, upstream);
      case AxisMax _, ArgMax _, Concat _, Pad _, OneHot _, BatchNorm _, Convolution _, Pooling _ ->
          throw new NoRule(op);
    };
  }

  private Factor element(Edge edge, Factor upstream, Shape in, Shape out) {
    ScalarFunction f = formulas.function(edge.to()).orElseThrow();
    List<NodeId> inputs = graph.inputs(edge.to()).stream().map(Edge::from).toList();
    Expr rule =
        LinePrinter.inWords(
            Simplifier.simplify(
                Derivative.local(
                    f,
                    edge.port(),
                    List.of(Expr.var("a"), Expr.var(inputs.size() > 1 ? "b" : "a")),
                    Expr.var("value"))));
    Factor local =
        rule.equals(Expr.num(1))
            ? ONE
            : new Factor.Value(
                expression(
                    rule, Map.of("a", inputs.get(0), "b", inputs.getLast(), "value", edge.to())));
    Factor product = times(upstream, local);
    if (in.equals(out)) {
      return product;
    }
    // A value that was repeated gets the sum: what is sent must be there in full before.
    return new Factor.Value(summedTo(filled(product, out), in));
  }

  private NodeId expression(Expr expr, Map<String, NodeId> names) {
    return switch (expr) {
      case Expr.Num(double value) -> constant(Tensor.scalar(value));
      case Expr.Var(String name) -> java.util.Objects.requireNonNull(names.get(name));
      case Expr.Call(ScalarFunction f, List<Expr> parts) ->
          apply(f, parts.stream().map(part -> expression(part, names)).toArray(NodeId[]::new));
    };
  }

  private NodeId product(Edge edge, List<NodeId> inputs, NodeId upstream, Shape in) {
    Shape w = shape(inputs.get(1));
    int inner = w.dim(0);
    int columns = w.rank() == 2 ? w.dim(1) : 1;
    Shape rows = Shape.of(shape(inputs.get(0)).size() / Math.max(1, inner), inner);
    NodeId dy = reshaped(upstream, Shape.of(rows.dim(0), columns));
    NodeId gradient =
        switch (edge.port()) {
          case 0 ->
              apply(
                  new MatMul(), dy, transposed(reshaped(inputs.get(1), Shape.of(inner, columns))));
          case 1 -> apply(new MatMul(), transposed(reshaped(inputs.get(0), rows)), dy);
          default -> apply(new Sum(List.of(0), false), dy);
        };
    return reshaped(gradient, in);
  }

  private NodeId transposed(NodeId id) {
    return apply(new Transpose(List.of()), id);
  }

  private static List<Integer> inverse(List<Integer> axes) {
    List<Integer> inverse = new ArrayList<>(axes);
    for (int i = 0; i < axes.size(); i++) {
      inverse.set(Math.floorMod(axes.get(i), axes.size()), i);
    }
    return inverse;
  }

  /// A value that is repeated over axes of length 1 when it meets others; in full where it must be.
  private Factor spread(NodeId id, Shape shape) {
    return new Factor.Value(shape(id).isScalar() ? id : filled(new Factor.Value(id), shape));
  }

  /// y ⊙ (u − Σ u ⊙ y), the sum over each row.
  private NodeId softmax(NodeId y, NodeId upstream) {
    NodeId sum = apply(new Sum(List.of(-1), true), apply(Functions.MUL, upstream, y));
    return apply(Functions.MUL, y, apply(Functions.SUB, upstream, sum));
  }

  /// (y − t) / N; y Σt where the labels of a row do not sum to 1.
  private NodeId softmaxLoss(NodeId scores, NodeId labels) {
    Shape shape = shape(scores);
    NodeId y = apply(new Softmax(), scores);
    Tensor given = trace.value(labels, trace.count()).orElseThrow();
    if (!labelled && given.shape().equals(shape) && !rowsSumToOne(given, shape.dim(-1))) {
      y = apply(Functions.MUL, y, apply(new Sum(List.of(-1), true), labels));
    }
    return over(apply(Functions.SUB, y, oneHot(labels, shape)), rows(shape));
  }

  private static boolean rowsSumToOne(Tensor labels, int classes) {
    return IntStream.range(0, labels.size() / classes)
        .allMatch(
            row ->
                IntStream.range(row * classes, (row + 1) * classes).mapToDouble(labels::get).sum()
                    == 1);
  }

  private NodeId oneHot(NodeId labels, Shape scores) {
    return shape(labels).equals(scores) ? labels : apply(new OneHot(scores.dim(-1)), labels);
  }

  private static int rows(Shape scores) {
    return scores.rank() < 2 ? 1 : scores.dim(0);
  }

  private NodeId shifted(NodeId id, double delta) {
    return delta == 0 ? id : apply(Functions.ADD, id, constant(Tensor.scalar(delta)));
  }

  private NodeId rest(NodeId id) {
    return apply(Functions.SUB, constant(Tensor.scalar(1)), id);
  }

  private Factor dropout(Edge edge, Factor upstream) throws NoRule {
    Op op = ((Node.Operation) graph.node(edge.to())).op();
    OpContext context = trace.context().at(edge.to());
    List<Tensor> inputs = List.of(trace.value(edge.from(), trace.count()).orElseThrow());
    Tensor output = trace.value(edge.to(), trace.count()).orElseThrow();
    if (context.training()) {
      throw new NoRule(op); // the mask is no value of the graph
    }
    Tensor factors =
        switch (op.localDerivative(0, inputs, output, context)) {
          case LocalDerivative.Factor(double value, _) -> Tensor.scalar(value);
          case LocalDerivative.Elementwise(Tensor values, _) -> values;
          case LocalDerivative.LinearMap _ -> throw new NoRule(op);
        };
    double factor = factors.size() == 0 ? 1 : factors.get(0);
    return factor == 1
        ? upstream
        : times(upstream, new Factor.Value(constant(Tensor.scalar(factor))));
  }
}
