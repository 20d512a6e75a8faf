package backprop.autodiff.symbols;

import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.NodeId;
import backprop.op.BinaryCrossEntropy;
import backprop.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// The derivatives of a loss by each score, in symbols.
final class LossCells {
  private final Graph graph;
  private final CellRules rules;

  LossCells(Graph graph, CellRules rules) {
    this.graph = graph;
    this.rules = rules;
  }

  /// (f/n)(y − t) for each number.
  List<CellRules.Link> squares(Edge edge, double factor, double count) {
    Expr[] y = rules.cells(edge.from());
    Expr[] t = rules.cells(graph.inputs(edge.to()).get(1).from());
    List<CellRules.Link> links = new ArrayList<>();
    for (int i = 0; i < y.length; i++) {
      Expr difference = Expr.call(Functions.SUB, y[i], t[i]);
      links.add(
          new CellRules.Link(
              0,
              i,
              Expr.call(
                  Functions.DIV, CellRules.times(Expr.num(factor), difference), Expr.num(count))));
    }
    return links;
  }

  /// ∂L/∂x = (y − t) / N; y Σt where the labels of a row do not sum to 1.
  List<CellRules.Link> softmaxLoss(Edge edge) {
    Shape shape = rules.shape(edge.from());
    int classes = shape.dim(-1);
    Expr[] t = labels(edge);
    List<CellRules.Link> links = new ArrayList<>();
    for (int row = 0; row < shape.size() / classes; row++) {
      Expr total = total(edge, t, row * classes, classes);
      for (int j = row * classes; j < (row + 1) * classes; j++) {
        Expr y = CellRules.times(Expr.var(softmaxName(shape, j)), total);
        links.add(link(j, Expr.call(Functions.SUB, y, t[j]), rows(shape)));
      }
    }
    return links;
  }

  private Expr total(Edge edge, Expr[] t, int from, int classes) {
    NodeId labels = graph.inputs(edge.to()).get(1).from();
    if (!rules.shape(labels).equals(rules.shape(edge.from()))) {
      return Expr.num(1);
    }
    double sum = 0;
    Expr written = Expr.num(0);
    for (int k = from; k < from + classes; k++) {
      sum += rules.value(labels).get(k);
      written = CellRules.plus(written, t[k]);
    }
    return sum == 1 ? Expr.num(1) : written;
  }

  /// What softmax-with-loss calls its inner value, number by number: y₁₂.
  private static String softmaxName(Shape shape, int position) {
    int classes = shape.dim(-1);
    return "y_" + (shape.rank() == 1 ? "" : position / classes + 1) + (position % classes + 1);
  }

  /// −t / (x + δ) / N.
  List<CellRules.Link> crossEntropy(Edge edge, double delta) {
    Expr[] x = rules.cells(edge.from());
    Expr[] t = labels(edge);
    List<CellRules.Link> links = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      Expr share = over(t[i], shifted(x[i], delta));
      links.add(link(i, Expr.call(Functions.NEGATE, share), rows(rules.shape(edge.from()))));
    }
    return links;
  }

  /// ((1 − t) / (1 − x + δ) − t / (x + δ)) / N.
  List<CellRules.Link> binaryCrossEntropy(Edge edge, double delta) {
    Expr[] x = rules.cells(edge.from());
    Expr[] t = labels(edge);
    List<CellRules.Link> links = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      Expr yes = over(t[i], shifted(x[i], delta));
      Expr no = over(rest(t[i]), shifted(rest(x[i]), delta));
      Expr sent = Expr.call(Functions.SUB, no, yes);
      links.add(link(i, sent, BinaryCrossEntropy.rows(rules.shape(edge.from()))));
    }
    return links;
  }

  private static CellRules.Link link(int input, Expr sent, int rows) {
    return new CellRules.Link(0, input, over(sent, Expr.num(rows)));
  }

  private static Expr over(Expr a, Expr b) {
    return Expr.call(Functions.DIV, a, b);
  }

  private static Expr rest(Expr a) {
    return Expr.call(Functions.SUB, Expr.num(1), a);
  }

  private static Expr shifted(Expr a, double delta) {
    return delta == 0 ? a : Expr.call(Functions.ADD, a, Expr.num(delta));
  }

  private static int rows(Shape scores) {
    return scores.rank() < 2 ? 1 : scores.dim(0);
  }

  /// The labels in the shape of the scores: theirs, or 1 at each row's class index.
  private Expr[] labels(Edge edge) {
    NodeId labels = graph.inputs(edge.to()).get(1).from();
    Shape shape = rules.shape(edge.from());
    if (rules.shape(labels).equals(shape)) {
      return rules.cells(labels);
    }
    Expr[] oneHot = new Expr[shape.size()];
    int classes = shape.dim(-1);
    for (int i = 0; i < oneHot.length; i++) {
      oneHot[i] = Expr.num(rules.value(labels).get(i / classes) == i % classes ? 1 : 0);
    }
    return oneHot;
  }
}
