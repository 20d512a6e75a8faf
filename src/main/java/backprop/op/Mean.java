package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// The mean along axes.
///
/// Formula: y = (1/n) Σ x, n numbers a mean. Shapes: as [Sum]. Gradient: dx = dy / n, repeated
/// along the axes. The mean of no numbers is NaN.
public record Mean(List<Integer> axes, boolean keep) implements Reduction {
  public Mean {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "mean";
  }

  @Override
  public String sign() {
    return "mean";
  }

  @Override
  public String formula() {
    return "y = (1/n) Σ x";
  }

  @Override
  public String latex() {
    return "y=\\frac{1}{n}\\sum_{i} x_{i}";
  }

  @Override
  public Tensor reduce(Tensor x, Shape kept) {
    double n = count(x.shape());
    return x.sumTo(kept).map(sum -> sum / n);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Shape x = inputs.get(0).shape();
    double n = count(x);
    return spread(upstream.map(dy -> dy / n), x);
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return new LocalDerivative.LinearMap(
        Message.of("op.mean.local.x", count(inputs.get(0).shape())),
        "dx = dy / n",
        "\\frac{\\partial L}{\\partial x_{i}}=\\frac{1}{n}\\,\\frac{\\partial L}{\\partial y}");
  }
}
