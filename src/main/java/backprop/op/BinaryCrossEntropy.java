package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// The cross-entropy error of both answers, yes and no, for every probability; the mean over the
/// batch.
///
/// Formula: L = −(1/N) Σ [t · log(y + δ) + (1 − t) · log(1 − y + δ)], summed over the classes.
/// Shapes: y any; t the same, or class indices of one rank less; L a scalar; N is the number of
/// rows of a batch (N, …), 1 for a scalar or one row. Gradient: dy = dL · ((1 − t) / (1 − y + δ) −
/// t / (y
/// + δ)) / N; none for t. δ is 0, or a small number against log 0. A softmax in front of it has not
///   the gradient (y − t) / N: that belongs to [SoftmaxLoss], or to one sigmoid. Source: Weidman,
///   Deep Learning from Scratch, chapter 4.
///
/// @param delta what is added inside the logarithms, 0 or more
public record BinaryCrossEntropy(double delta) implements Op {

  @Override
  public String name() {
    return "binary_cross_entropy";
  }

  @Override
  public String sign() {
    return "BCE";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.of("y"), Port.label("t"));
  }

  @Override
  public String formula() {
    return delta == 0
        ? "L = −(1/N) Σ [t · log y + (1 − t) · log(1 − y)]"
        : "L = −(1/N) Σ [t · log(y + δ) + (1 − t) · log(1 − y + δ)]";
  }

  @Override
  public String latex() {
    String small = delta == 0 ? "" : "+\\delta";
    String y = delta == 0 ? "y_{nk}" : "(y_{nk}+\\delta)";
    return "L=-\\frac{1}{N}\\sum_{n}\\sum_{k}\\left[t_{nk}\\log "
        + y
        + "+(1-t_{nk})\\log (1-y_{nk}"
        + small
        + ")\\right]";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    if (!inputs.get(0).equals(inputs.get(1))) {
      Labels.check(sign(), inputs.get(0), inputs.get(1));
    }
    return Shape.scalar();
  }

  private static Tensor labels(List<Tensor> inputs) {
    return Labels.oneHot(inputs.get(0).shape(), inputs.get(1));
  }

  /// How many rows the sum is divided by.
  public static int rows(Shape y) {
    return y.rank() < 2 ? 1 : y.dim(0);
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor y = inputs.get(0);
    Tensor t = labels(inputs);
    double loss = 0;
    for (int i = 0; i < y.size(); i++) {
      loss -= part(t.get(i), y.get(i)) + part(1 - t.get(i), 1 - y.get(i));
    }
    return Tensor.scalar(loss / rows(y.shape()));
  }

  private double part(double share, double probability) {
    return share == 0 ? 0 : share * Math.log(probability + delta); // 0 · log 0 is 0
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Tensor y = inputs.get(0);
    double scale = upstream.item() / rows(y.shape());
    return labels(inputs).zip(y, (t, yi) -> scale * (slope(1 - t, 1 - yi) - slope(t, yi)));
  }

  private double slope(double share, double probability) {
    return share == 0 ? 0 : share / (probability + delta);
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    String small = delta == 0 ? "" : "+\\delta";
    return new LocalDerivative.LinearMap(
        Message.of("op.binary_cross_entropy.local.y", rows(inputs.get(0).shape())),
        delta == 0
            ? "dy = dL · ((1 − t) / (1 − y) − t / y) / N"
            : "dy = dL · ((1 − t) / (1 − y + δ) − t / (y + δ)) / N",
        "\\frac{\\partial L}{\\partial y_{nk}}=\\frac{1}{N}\\left(\\frac{1-t_{nk}}{1-y_{nk}"
            + small
            + "}-\\frac{t_{nk}}{y_{nk}"
            + small
            + "}\\right)");
  }

  @Override
  public Optional<Message> valueProblem(List<Tensor> inputs) {
    Shape y = inputs.get(0).shape();
    return y.isScalar() ? Optional.empty() : Labels.problem(y, inputs.get(1));
  }
}
