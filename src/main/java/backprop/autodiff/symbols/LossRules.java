package backprop.autodiff.symbols;

import backprop.formula.Functions;
import backprop.graph.NodeId;
import backprop.op.BinaryCrossEntropy;
import backprop.op.MeanSquaredError;
import backprop.op.OneHot;
import backprop.op.Softmax;
import backprop.op.Sum;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/// What losses send to the scores: the gradient by them of one number.
final class LossRules {
  private final DerivativeBuilder make;
  private final boolean labelled;

  /// @param labelled whether labels are taken to sum to 1 in each row, whatever their values are
  LossRules(DerivativeBuilder make, boolean labelled) {
    this.make = make;
    this.labelled = labelled;
  }

  /// (y − t) / N; y Σt where the labels of a row do not sum to 1.
  NodeId softmaxLoss(NodeId scores, NodeId labels) {
    Shape shape = make.shape(scores);
    NodeId y = make.apply(new Softmax(), scores);
    Tensor given = make.value(labels);
    if (!labelled && given.shape().equals(shape) && !rowsSumToOne(given, shape.dim(-1))) {
      y = make.apply(Functions.MUL, y, make.apply(new Sum(List.of(-1), true), labels));
    }
    return make.over(make.apply(Functions.SUB, y, oneHot(labels, shape)), rows(shape));
  }

  private static boolean rowsSumToOne(Tensor labels, int classes) {
    return IntStream.range(0, labels.size() / classes)
        .allMatch(
            row ->
                IntStream.range(row * classes, (row + 1) * classes).mapToDouble(labels::get).sum()
                    == 1);
  }

  /// 2(x − t) / n.
  NodeId meanSquaredError(MeanSquaredError error, NodeId x, NodeId t) {
    NodeId two = make.constant(Tensor.scalar(2));
    NodeId twice = make.apply(Functions.MUL, two, make.apply(Functions.SUB, x, t));
    return make.over(twice, error.count(make.shape(x)));
  }

  /// −t / (x + δ) / N.
  NodeId crossEntropy(double delta, NodeId x, NodeId labels) {
    Shape in = make.shape(x);
    NodeId ratio = make.apply(Functions.DIV, oneHot(labels, in), shifted(x, delta));
    return make.over(make.apply(Functions.NEGATE, ratio), rows(in));
  }

  /// ((1 − t) / (1 − x + δ) − t / (x + δ)) / N.
  NodeId binaryCrossEntropy(double delta, NodeId x, NodeId labels) {
    Shape in = make.shape(x);
    NodeId t = oneHot(labels, in);
    NodeId yes = make.apply(Functions.DIV, t, shifted(x, delta));
    NodeId no = make.apply(Functions.DIV, rest(t), shifted(rest(x), delta));
    return make.over(make.apply(Functions.SUB, no, yes), BinaryCrossEntropy.rows(in));
  }

  private NodeId oneHot(NodeId labels, Shape scores) {
    return make.shape(labels).equals(scores)
        ? labels
        : make.apply(new OneHot(scores.dim(-1)), labels);
  }

  private static int rows(Shape scores) {
    return scores.rank() < 2 ? 1 : scores.dim(0);
  }

  private NodeId shifted(NodeId id, double delta) {
    return delta == 0 ? id : make.apply(Functions.ADD, id, make.constant(Tensor.scalar(delta)));
  }

  private NodeId rest(NodeId id) {
    return make.apply(Functions.SUB, make.constant(Tensor.scalar(1)), id);
  }
}
