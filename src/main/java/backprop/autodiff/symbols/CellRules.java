package backprop.autodiff.symbols;

import backprop.autodiff.Pairs;
import backprop.autodiff.PairsOf;
import backprop.autodiff.Trace;
import backprop.formula.Derivative;
import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.formula.Simplifier;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.Affine;
import backprop.op.ArgMax;
import backprop.op.AveragePool2d;
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
import backprop.op.MatMul;
import backprop.op.MaxPool2d;
import backprop.op.Mean;
import backprop.op.MeanSquaredError;
import backprop.op.OneHot;
import backprop.op.Op;
import backprop.op.Pad;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The values of a graph of small tensors as formulas, number by number, and the local derivatives
/// from number to number.
final class CellRules {
  /// One local derivative: how an output number depends on an input number.
  record Link(int output, int input, Expr local) {}

  /// The largest formula of a cell; a larger one is called by its name.
  private static final int MOST_SYMBOLS = 60;

  private final Trace trace;
  private final Graph graph;
  private final Formulas formulas;
  private final boolean unknown;
  private final LossCells losses;
  private final ChoiceCells choices;
  private final Map<NodeId, Expr[]> cells = new HashMap<>();
  private final Map<NodeId, List<ScalarFunction>> unknowns = new HashMap<>();

  /// @param unknown whether element-wise functions of one argument are kept unknown: y₁(·)
  CellRules(Trace trace, Formulas formulas, boolean unknown) {
    this.trace = trace;
    this.graph = trace.graph();
    this.formulas = formulas;
    this.unknown = unknown;
    this.losses = new LossCells(graph, this);
    this.choices = new ChoiceCells(this);
  }

  Tensor value(NodeId id) {
    return trace.value(id, trace.count()).orElseThrow();
  }

  Shape shape(NodeId id) {
    return value(id).shape();
  }

  /// The names of a node's numbers.
  Expr[] names(NodeId id) {
    Expr[] names = new Expr[value(id).size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = Expr.var(CellNames.name(formulas, id, shape(id), i));
    }
    return names;
  }

  /// A node whose numbers stay names.
  void keepNames(NodeId id) {
    cells.put(id, names(id));
  }

  /// A node's numbers as formulas in the inputs; names where a formula would be large or is none.
  Expr[] cells(NodeId id) {
    Expr[] known = cells.get(id);
    if (known != null) {
      return known;
    }
    Expr[] made =
        graph.node(id) instanceof Node.Operation(_, _, Op op)
            ? operation(id, op)
            : CellNames.leaves(formulas, graph.node(id), value(id));
    cells.put(id, made);
    return made;
  }

  private Expr[] operation(NodeId id, Op op) {
    List<Edge> inputs = graph.inputs(id);
    Expr[] made = names(id);
    Optional<Pairs> pairs = pairs(id);
    if (pairs.isPresent()) {
      Expr[] x = cells(inputs.get(0).from());
      Expr[] w = cells(inputs.get(1).from());
      for (int out = 0; out < made.length; out++) {
        Expr sum = Expr.num(0);
        for (Pairs.Pair pair : pairs.get().ofOutput(out)) {
          sum = plus(sum, times(x[pair.input()], w[pair.weight()]));
        }
        if (inputs.size() > 2) {
          sum = plus(sum, cells(inputs.get(2).from())[pairs.get().bias(out)]);
        }
        made[out] = shortEnough(sum, made[out]);
      }
    } else if (formulas.function(id).isPresent()) {
      ScalarFunction f = formulas.function(id).get();
      for (int out = 0; out < made.length; out++) {
        Expr call = new Expr.Call(function(id, f, out), arguments(id, out));
        made[out] = shortEnough(call, made[out]);
      }
    } else if (isLinear(op)) {
      Expr[] sums = new Expr[made.length];
      java.util.Arrays.fill(sums, Expr.num(0));
      for (Edge edge : inputs) {
        Expr[] x = cells(edge.from());
        for (Link link : linear(edge, op)) {
          sums[link.output()] = plus(sums[link.output()], times(link.local(), x[link.input()]));
        }
      }
      for (int out = 0; out < made.length; out++) {
        made[out] = shortEnough(sums[out], made[out]);
      }
    }
    return made;
  }

  private static Expr shortEnough(Expr expr, Expr name) {
    Expr simple = Simplifier.simplify(expr);
    return size(simple) <= MOST_SYMBOLS ? simple : name;
  }

  private static int size(Expr expr) {
    return expr instanceof Expr.Call(_, List<Expr> parts)
        ? 1 + parts.stream().mapToInt(CellRules::size).sum()
        : 1;
  }

  private List<Expr> arguments(NodeId id, int out) {
    List<Expr> arguments = new ArrayList<>();
    for (Edge edge : graph.inputs(id)) {
      arguments.add(cells(edge.from())[source(shape(edge.from()), shape(id), out)]);
    }
    return arguments;
  }

  /// The position in an input that an output number reads, after broadcasting.
  private static int source(Shape input, Shape output, int out) {
    return input.equals(output)
        ? out
        : (int) Tensor.generate(input, i -> i).broadcastTo(output).get(out);
  }

  private ScalarFunction function(NodeId id, ScalarFunction f, int out) {
    if (!unknown || f.arity() != 1) {
      return f;
    }
    return unknowns
        .computeIfAbsent(
            id,
            _ -> {
              List<ScalarFunction> made = new ArrayList<>();
              for (int i = 0; i < value(id).size(); i++) {
                made.add(ScalarFunction.unknown(CellNames.name(formulas, id, shape(id), i)));
              }
              return made;
            })
        .get(out);
  }

  private Optional<Pairs> pairs(NodeId id) {
    List<Tensor> inputs = graph.inputs(id).stream().map(edge -> value(edge.from())).toList();
    return PairsOf.op(((Node.Operation) graph.node(id)).op(), inputs);
  }

  // ---- local derivatives ---------------------------------------------------------------------

  /// The local derivatives along an edge; nothing where an operation has none in symbols.
  Optional<List<Link>> links(Edge edge) {
    NodeId id = edge.to();
    Op op = ((Node.Operation) graph.node(id)).op();
    return switch (op) {
      case MatMul _, Affine _, Convolution _ -> pairs(id).map(pairs -> products(edge, pairs));
      case ElementWise(ScalarFunction f) -> Optional.of(elements(edge, f));
      case LeakyRelu _ -> formulas.function(id).map(f -> elements(edge, f));
      case Softmax _ -> Optional.of(softmax(id));
      case SoftmaxLoss _ -> Optional.of(losses.softmaxLoss(edge));
      case MeanSquaredError error ->
          Optional.of(losses.squares(edge, 2, error.count(shape(edge.from()))));
      case SumSquaredError _ -> Optional.of(losses.squares(edge, 1, 1));
      case CrossEntropy(double delta) -> Optional.of(losses.crossEntropy(edge, delta));
      case BinaryCrossEntropy(double delta) -> Optional.of(losses.binaryCrossEntropy(edge, delta));
      case AxisMax max -> Optional.of(choices.largest(edge, max));
      case MaxPool2d max -> Optional.of(choices.first(edge, max));
      case BatchNorm norm ->
          choices.batchNorm(edge, norm, graph.inputs(id), trace.context().at(id));
      case Sum _,
          Mean _,
          Reshape _,
          Flatten _,
          Transpose _,
          Concat _,
          Pad _,
          Dropout _,
          AveragePool2d _ ->
          Optional.of(linear(edge, op));
      // No gradient enters a label or an index.
      case ArgMax _, OneHot _ -> Optional.empty();
    };
  }

  private List<Link> products(Edge edge, Pairs pairs) {
    List<Edge> inputs = graph.inputs(edge.to());
    List<Link> links = new ArrayList<>();
    for (int out = 0; out < pairs.outputs(); out++) {
      if (edge.port() > 1) {
        links.add(new Link(out, pairs.bias(out), Expr.num(1)));
        continue;
      }
      Expr[] other = cells(inputs.get(1 - edge.port()).from());
      for (Pairs.Pair pair : pairs.ofOutput(out)) {
        links.add(
            edge.port() == 0
                ? new Link(out, pair.input(), other[pair.weight()])
                : new Link(out, pair.weight(), other[pair.input()]));
      }
    }
    return links;
  }

  private List<Link> elements(Edge edge, ScalarFunction f) {
    List<Link> links = new ArrayList<>();
    Expr[] values = cells(edge.to());
    for (int out = 0; out < values.length; out++) {
      Expr local =
          Derivative.local(
              function(edge.to(), f, out), edge.port(), arguments(edge.to(), out), values[out]);
      links.add(new Link(out, source(shape(edge.from()), shape(edge.to()), out), local));
    }
    return links;
  }

  /// ∂yᵢ/∂xⱼ = yᵢ(1 − yᵢ) for i = j, else −yᵢ yⱼ, within a row.
  private List<Link> softmax(NodeId id) {
    List<Link> links = new ArrayList<>();
    Expr[] y = names(id);
    int classes = shape(id).dim(-1);
    for (int i = 0; i < y.length; i++) {
      int row = i / classes * classes;
      for (int j = row; j < row + classes; j++) {
        links.add(
            new Link(
                i,
                j,
                i == j
                    ? times(y[i], Expr.call(Functions.SUB, Expr.num(1), y[i]))
                    : Expr.call(Functions.NEGATE, times(y[i], y[j]))));
      }
    }
    return links;
  }

  private static boolean isLinear(Op op) {
    return op instanceof Sum
        || op instanceof Mean
        || op instanceof Reshape
        || op instanceof Flatten
        || op instanceof Transpose
        || op instanceof Concat
        || op instanceof Pad
        || op instanceof Dropout
        || op instanceof AveragePool2d;
  }

  /// The coefficients of a linear operation, found by applying it to a one at each place of an
  /// input and zeros elsewhere.
  private List<Link> linear(Edge edge, Op op) {
    List<Link> links = new ArrayList<>();
    List<Tensor> inputs = new ArrayList<>();
    graph.inputs(edge.to()).forEach(in -> inputs.add(Tensor.zeros(shape(in.from()))));
    Tensor zeros = inputs.get(edge.port());
    for (int in = 0; in < zeros.size(); in++) {
      inputs.set(edge.port(), zeros.with(in, 1));
      Tensor column = op.value(inputs, trace.context().at(edge.to()));
      for (int out = 0; out < column.size(); out++) {
        if (column.get(out) != 0) {
          links.add(new Link(out, in, Simplifier.simplify(coefficient(column.get(out)))));
        }
      }
    }
    return links;
  }

  /// A coefficient as a person writes it: 1/3 where it is that.
  private static Expr coefficient(double value) {
    double inverse = Math.rint(1 / value);
    return 1 / inverse == value && Math.abs(inverse) < 1e6
        ? Expr.call(Functions.DIV, Expr.num(1), Expr.num(inverse))
        : Expr.num(value);
  }

  static Expr plus(Expr a, Expr b) {
    return a.equals(Expr.num(0)) ? b : Expr.call(Functions.ADD, a, b);
  }

  static Expr times(Expr a, Expr b) {
    return a.equals(Expr.num(1)) ? b : b.equals(Expr.num(1)) ? a : Expr.call(Functions.MUL, a, b);
  }
}
