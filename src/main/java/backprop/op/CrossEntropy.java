package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// The cross-entropy error of probabilities against labels, the mean over the batch.
///
/// Formula: L = −(1/N) Σ t · log(y + δ). Shapes: y (N, C) or one row (C); t the same (one-hot) or
/// one rank less (class indices); L a scalar. Gradient: dy = −dL · t / (N (y + δ)); none for t. δ
/// is 0, or the 1e-7 that the textbooks add against log 0; without it a probability of 0 for the
/// right class is a loss of ∞. Source: Saito, Deep Learning from Scratch, chapter 4.2.
///
/// @param delta what is added inside the logarithm, 0 or more
public record CrossEntropy(double delta) implements Op {

  @Override
  public String name() {
    return "cross_entropy";
  }

  @Override
  public String sign() {
    return "Cross-Entropy";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.of("y"), Port.label("t"));
  }

  @Override
  public String formula() {
    return delta == 0 ? "L = −(1/N) Σ t · log y" : "L = −(1/N) Σ t · log(y + δ)";
  }

  @Override
  public String latex() {
    return delta == 0
        ? "L=-\\frac{1}{N}\\sum_{n}\\sum_{k}t_{nk}\\log y_{nk}"
        : "L=-\\frac{1}{N}\\sum_{n}\\sum_{k}t_{nk}\\log (y_{nk}+\\delta)";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Labels.check(sign(), inputs.get(0), inputs.get(1));
    return Shape.scalar();
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor y = inputs.get(0);
    Tensor t = Labels.oneHot(y.shape(), inputs.get(1));
    double loss = 0;
    for (int i = 0; i < y.size(); i++) {
      if (t.get(i) != 0) { // 0 · log 0 is 0
        loss -= t.get(i) * Math.log(y.get(i) + delta);
      }
    }
    return Tensor.scalar(loss / Labels.rows(y.shape()));
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Tensor y = inputs.get(0);
    double scale = upstream.item() / Labels.rows(y.shape());
    return Labels.oneHot(y.shape(), inputs.get(1))
        .zip(y, (t, yi) -> t == 0 ? 0 : -scale * t / (yi + delta));
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return new LocalDerivative.LinearMap(
        Message.of("op.cross_entropy.local.y", Labels.rows(inputs.get(0).shape())),
        delta == 0 ? "dy = −dL · t / (N · y)" : "dy = −dL · t / (N · (y + δ))",
        "\\frac{\\partial L}{\\partial y_{nk}}=-\\frac{1}{N}\\,\\frac{t_{nk}}{y_{nk}"
            + (delta == 0 ? "" : "+\\delta")
            + "}");
  }

  @Override
  public Optional<Message> valueProblem(List<Tensor> inputs) {
    return Labels.problem(inputs.get(0).shape(), inputs.get(1));
  }
}
