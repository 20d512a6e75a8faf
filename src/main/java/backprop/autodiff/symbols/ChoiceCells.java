package backprop.autodiff.symbols;

import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.op.AxisMax;
import backprop.op.BatchNorm;
import backprop.op.MaxPool2d;
import backprop.op.OpContext;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The derivatives of what chooses the largest of some numbers, and of what scales each channel, in
/// symbols.
///
/// Whether a number is the largest is itself a formula: 1 − mask(y − x), since y is never less.
final class ChoiceCells {
  private final CellRules rules;

  ChoiceCells(CellRules rules) {
    this.rules = rules;
  }

  /// [x = y] / k: of equals each gets its part. Of two numbers it is the greater, ½ where equal.
  List<CellRules.Link> largest(Edge edge, AxisMax max) {
    Shape in = rules.shape(edge.from());
    Tensor outputs = max.spread(Tensor.generate(rules.shape(edge.to()), i -> i), in);
    Expr[] x = rules.cells(edge.from());
    Expr[] y = rules.names(edge.to());
    List<CellRules.Link> links = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      int out = (int) outputs.get(i);
      List<Integer> group =
          IntStream.range(0, x.length).filter(j -> outputs.get(j) == out).boxed().toList();
      links.add(new CellRules.Link(out, i, share(x, group, i, y[out])));
    }
    return links;
  }

  private static Expr share(Expr[] x, List<Integer> group, int i, Expr y) {
    if (group.size() == 1) {
      return Expr.num(1);
    }
    if (group.size() == 2) {
      int other = group.get(0) == i ? group.get(1) : group.get(0);
      return Expr.call(Functions.GREATER, x[i], x[other]);
    }
    Expr ties = group.stream().map(j -> equal(x[j], y)).reduce(CellRules::plus).orElseThrow();
    return Expr.call(Functions.DIV, equal(x[i], y), ties);
  }

  /// Of equals the first: all before it in the window are smaller.
  List<CellRules.Link> first(Edge edge, MaxPool2d max) {
    Expr[] x = rules.cells(edge.from());
    Expr[] y = rules.names(edge.to());
    List<CellRules.Link> links = new ArrayList<>();
    for (int out = 0; out < y.length; out++) {
      Expr before = Expr.num(1);
      for (int i : max.window(rules.shape(edge.from()), out)) {
        links.add(new CellRules.Link(out, i, CellRules.times(equal(x[i], y[out]), before)));
        before = CellRules.times(before, below(x[i], y[out]));
      }
    }
    return links;
  }

  private static Expr below(Expr x, Expr y) {
    return Expr.call(Functions.MASK, Expr.call(Functions.SUB, y, x));
  }

  private static Expr equal(Expr x, Expr y) {
    return Expr.call(Functions.SUB, Expr.num(1), below(x, y));
  }

  /// γ r, (x − μ) r and 1, with r = 1 / √(σ² + ε); nothing where it trains, since there each number
  /// depends on the whole batch.
  Optional<List<CellRules.Link>> batchNorm(
      Edge edge, BatchNorm norm, List<Edge> inputs, OpContext context) {
    if (context.training()) {
      return Optional.empty();
    }
    Shape shape = rules.shape(edge.to());
    var statistics =
        norm.innerValues(
            inputs.stream().map(input -> rules.value(input.from())).toList(),
            rules.value(edge.to()),
            context);
    Tensor mean = statistics.getOrDefault("μ", Tensor.scalar(0));
    Tensor variance = statistics.getOrDefault("σ²", Tensor.scalar(1));
    Expr[] x = rules.cells(inputs.get(0).from());
    Expr[] gamma = rules.cells(inputs.get(1).from());
    int inner = shape.size() / (shape.dim(0) * shape.dim(1));
    List<CellRules.Link> links = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      int channel = i / inner % shape.dim(1);
      double scale = 1 / Math.sqrt(variance.get(channel) + norm.epsilon());
      Expr apart =
          mean.get(channel) == 0
              ? x[i]
              : Expr.call(Functions.SUB, x[i], Expr.num(mean.get(channel)));
      links.add(
          switch (edge.port()) {
            case 0 -> new CellRules.Link(i, i, CellRules.times(gamma[channel], Expr.num(scale)));
            case 1 -> new CellRules.Link(i, channel, CellRules.times(apart, Expr.num(scale)));
            default -> new CellRules.Link(i, channel, Expr.num(1));
          });
    }
    return Optional.of(links);
  }
}
