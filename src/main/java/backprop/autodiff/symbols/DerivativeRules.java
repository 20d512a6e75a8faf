package backprop.autodiff.symbols;

import backprop.autodiff.symbols.DerivativeBuilder.Factor;
import backprop.autodiff.symbols.DerivativeBuilder.TooLarge;
import backprop.formula.Derivative;
import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.formula.LinePrinter;
import backprop.formula.ScalarFunction;
import backprop.formula.Simplifier;
import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
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
import java.util.List;
import java.util.Map;

/// What each operation sends down an edge, as operations: the backward rules of the textbook.
final class DerivativeRules {
  private final DerivativeBuilder make;
  private final Formulas formulas;
  private final LossRules losses;
  private final SlidingRules sliding;
  private final PartRules parts;

  /// @param labelled whether labels are taken to sum to 1 in each row, whatever their values are
  DerivativeRules(DerivativeBuilder make, boolean labelled) {
    this.make = make;
    this.formulas = new Formulas(make.trace());
    this.losses = new LossRules(make, labelled);
    this.sliding = new SlidingRules(make);
    this.parts = new PartRules(make);
  }

  /// What flows down an edge.
  ///
  /// @param upstream what arrived at the operation that the edge enters
  /// @throws TooLarge if the formula would hold a large table
  Factor send(Edge edge, Factor upstream) throws TooLarge {
    Op op = ((Node.Operation) make.graph().node(edge.to())).op();
    List<NodeId> inputs = make.inputs(edge);
    NodeId x = inputs.get(0);
    Shape in = make.shape(edge.from());
    Shape out = make.shape(edge.to());
    return switch (op) {
      case ElementWise _, LeakyRelu _ -> element(edge, upstream, in, out);
      case MatMul _, Affine _ ->
          new Factor.Value(product(edge, inputs, make.filled(upstream, out), in));
      case Sum sum ->
          upstream instanceof Factor.Value(NodeId id) && !make.shape(id).isScalar()
              ? spread(make.reshaped(id, sum.kept(in)), in)
              : upstream;
      case Mean mean -> {
        NodeId id =
            upstream instanceof Factor.Value(NodeId value) && !make.shape(value).isScalar()
                ? make.reshaped(value, mean.kept(in))
                : make.id(upstream);
        yield spread(make.over(id, mean.count(in)), in);
      }
      case AxisMax max ->
          make.times(
              upstream instanceof Factor.Value(NodeId id) && !make.shape(id).isScalar()
                  ? new Factor.Value(make.reshaped(id, max.kept(in)))
                  : upstream,
              new Factor.Value(parts.largest(edge, max)));
      case Reshape _, Flatten _ -> new Factor.Value(make.reshaped(make.filled(upstream, out), in));
      case Transpose transpose ->
          new Factor.Value(
              make.apply(new Transpose(inverse(transpose.axes())), make.filled(upstream, out)));
      case Concat concat ->
          new Factor.Value(parts.concatenated(edge, concat, make.filled(upstream, out)));
      case Pad pad -> new Factor.Value(parts.padded(pad, make.filled(upstream, out), in));
      case Softmax _ -> new Factor.Value(softmax(edge.to(), make.filled(upstream, out)));
      case SoftmaxLoss _ -> loss(upstream, losses.softmaxLoss(x, inputs.get(1)));
      case MeanSquaredError error ->
          loss(upstream, losses.meanSquaredError(error, x, inputs.get(1)));
      case SumSquaredError _ -> loss(upstream, make.apply(Functions.SUB, x, inputs.get(1)));
      case CrossEntropy(double delta) ->
          loss(upstream, losses.crossEntropy(delta, x, inputs.get(1)));
      case BinaryCrossEntropy(double delta) ->
          loss(upstream, losses.binaryCrossEntropy(delta, x, inputs.get(1)));
      case Dropout _ -> dropout(edge, upstream);
      case BatchNorm norm ->
          new Factor.Value(new BatchNormRules(make, edge, norm).sent(make.filled(upstream, out)));
      case Convolution convolution ->
          new Factor.Value(sliding.convolution(edge, convolution, make.filled(upstream, out)));
      case Pooling pooling ->
          new Factor.Value(sliding.pooling(edge, pooling, make.filled(upstream, out)));
      // No gradient enters a label or an index.
      case ArgMax _, OneHot _ -> throw new IllegalArgumentException(op.name());
    };
  }

  private Factor loss(Factor upstream, NodeId gradient) {
    return make.times(upstream, new Factor.Value(gradient));
  }

  private Factor element(Edge edge, Factor upstream, Shape in, Shape out) {
    ScalarFunction f = formulas.function(edge.to()).orElseThrow();
    List<NodeId> inputs = make.graph().inputs(edge.to()).stream().map(Edge::from).toList();
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
            ? DerivativeBuilder.ONE
            : new Factor.Value(
                expression(
                    rule, Map.of("a", inputs.get(0), "b", inputs.getLast(), "value", edge.to())));
    Factor product = make.times(upstream, local);
    if (in.equals(out)) {
      return product;
    }
    // A value that was repeated gets the sum: what is sent must be there in full before.
    return new Factor.Value(make.summedTo(make.filled(product, out), in));
  }

  private NodeId expression(Expr expr, Map<String, NodeId> names) {
    return switch (expr) {
      case Expr.Num(double value) -> make.constant(Tensor.scalar(value));
      case Expr.Var(String name) -> java.util.Objects.requireNonNull(names.get(name));
      case Expr.Call(ScalarFunction f, List<Expr> parts) ->
          make.apply(f, parts.stream().map(part -> expression(part, names)).toArray(NodeId[]::new));
    };
  }

  private NodeId product(Edge edge, List<NodeId> inputs, NodeId upstream, Shape in) {
    Shape w = make.shape(inputs.get(1));
    int inner = w.dim(0);
    int columns = w.rank() == 2 ? w.dim(1) : 1;
    Shape rows = Shape.of(make.shape(inputs.get(0)).size() / Math.max(1, inner), inner);
    NodeId dy = make.reshaped(upstream, Shape.of(rows.dim(0), columns));
    NodeId gradient =
        switch (edge.port()) {
          case 0 ->
              make.apply(
                  new MatMul(),
                  dy,
                  transposed(make.reshaped(inputs.get(1), Shape.of(inner, columns))));
          case 1 -> make.apply(new MatMul(), transposed(make.reshaped(inputs.get(0), rows)), dy);
          default -> make.apply(new Sum(List.of(0), false), dy);
        };
    return make.reshaped(gradient, in);
  }

  private NodeId transposed(NodeId id) {
    return make.apply(new Transpose(List.of()), id);
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
    return new Factor.Value(
        make.shape(id).isScalar() ? id : make.filled(new Factor.Value(id), shape));
  }

  /// y ⊙ (u − Σ u ⊙ y), the sum over each row.
  private NodeId softmax(NodeId y, NodeId upstream) {
    NodeId sum = make.apply(new Sum(List.of(-1), true), make.apply(Functions.MUL, upstream, y));
    return make.apply(Functions.MUL, y, make.apply(Functions.SUB, upstream, sum));
  }

  /// The factors of this pass: one number where all are the same, else the mask as a table.
  private Factor dropout(Edge edge, Factor upstream) throws TooLarge {
    Op op = ((Node.Operation) make.graph().node(edge.to())).op();
    OpContext context = make.trace().context().at(edge.to());
    List<Tensor> inputs = List.of(make.value(edge.from()));
    Tensor output = make.value(edge.to());
    Tensor factors =
        switch (op.localDerivative(0, inputs, output, context)) {
          case LocalDerivative.Factor(double value, _) -> Tensor.scalar(value);
          case LocalDerivative.Elementwise(Tensor values, _) -> values;
          case LocalDerivative.LinearMap _ -> throw new IllegalStateException(op.name());
        };
    if (context.training()) {
      return make.times(upstream, new Factor.Value(make.table(factors)));
    }
    double factor = factors.size() == 0 ? 1 : factors.get(0);
    return factor == 1
        ? upstream
        : make.times(upstream, new Factor.Value(make.constant(Tensor.scalar(factor))));
  }
}
