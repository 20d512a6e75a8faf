package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Softmax and cross-entropy error in one layer, the mean over the batch.
///
/// Formula: y = softmax(x), L = −(1/N) Σ t · log y. Shapes: x (N, C) or one row (C); t the same
/// (one-hot) or one rank less (class indices); L a scalar. Gradient: dx = dL · (y − t) / N; none
/// for t. (For labels that do not sum to 1 in a row, y is first multiplied by their sum.) The
/// logarithm is taken of the scores, log y = x − log Σ exp x, so that a probability that rounds to
/// 0 costs no infinity. The probabilities are the inner value `y`. Source: Saito, Deep Learning
/// from Scratch, chapter 5.6.3 and appendix A.
public record SoftmaxLoss() implements Op {

  @Override
  public String name() {
    return "softmax_loss";
  }

  @Override
  public String sign() {
    return "Softmax-with-Loss";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.of("x"), Port.label("t"));
  }

  @Override
  public String formula() {
    return "L = −(1/N) Σ t · log softmax(x)";
  }

  @Override
  public String latex() {
    return "L=-\\frac{1}{N}\\sum_{n}\\sum_{k}t_{nk}\\log y_{nk},\\quad y=\\mathrm{softmax}(x)";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Labels.check(sign(), inputs.get(0), inputs.get(1));
    return Shape.scalar();
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor x = inputs.get(0);
    Tensor t = Labels.oneHot(x.shape(), inputs.get(1));
    int classes = x.shape().dim(-1);
    double loss = 0;
    for (int row = 0; row < x.size(); row += classes) {
      loss += rowLoss(x, t, row, classes);
    }
    return Tensor.scalar(loss / Labels.rows(x.shape()));
  }

  private static double rowLoss(Tensor x, Tensor t, int row, int classes) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = row; i < row + classes; i++) {
      largest = Math.max(largest, x.get(i));
    }
    double sum = 0;
    for (int i = row; i < row + classes; i++) {
      sum += Math.exp(x.get(i) - largest);
    }
    double logSum = Math.log(sum);
    double loss = 0;
    for (int i = row; i < row + classes; i++) {
      if (t.get(i) != 0) {
        loss += t.get(i) * (logSum - (x.get(i) - largest));
      }
    }
    return loss;
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Tensor x = inputs.get(0);
    Tensor t = Labels.oneHot(x.shape(), inputs.get(1));
    Tensor y = Softmax.probabilities(x);
    Shape perRow = x.shape().with(-1, 1);
    Tensor total = t.sumTo(perRow);
    double scale = upstream.item() / Labels.rows(x.shape());
    return y.zip(total, (yi, sum) -> yi * sum).zip(t, (yi, ti) -> scale * (yi - ti));
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return new LocalDerivative.LinearMap(
        Message.of("op.softmax_loss.local.x", Labels.rows(inputs.get(0).shape())),
        "dx = dL · (y − t) / N",
        "\\frac{\\partial L}{\\partial x_{nk}}=\\frac{1}{N}\\,(y_{nk}-t_{nk})");
  }

  @Override
  public Map<String, Tensor> innerValues(List<Tensor> inputs, Tensor output, OpContext context) {
    return Map.of("y", Softmax.probabilities(inputs.get(0)));
  }

  @Override
  public Optional<Message> valueProblem(List<Tensor> inputs) {
    return Labels.problem(inputs.get(0).shape(), inputs.get(1));
  }
}
