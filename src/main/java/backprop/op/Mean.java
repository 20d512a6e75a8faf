package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// The mean along axes.
///
/// Formula: y = (1/n) Σ x, n numbers a mean. Shapes: as [Sum]. Gradient: dx = dy / n, repeated
/// along the axes. The mean of no numbers is NaN.
public record Mean(List<Integer> axes, boolean keep) implements Op {
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
  public List<Port> ports() {
    return List.of(Port.of("x"));
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
  public Shape shape(List<Shape> inputs) {
    return Reduction.shape(inputs.get(0), axes, keep);
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor x = inputs.get(0);
    double n = count(x);
    return x.sumTo(Reduction.kept(x.shape(), axes))
        .map(sum -> sum / n)
        .reshape(Reduction.shape(x.shape(), axes, keep));
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    double n = count(inputs.get(0));
    return Reduction.spread(upstream.map(dy -> dy / n), inputs.get(0).shape(), axes);
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return new LocalDerivative.LinearMap(
        Message.of("op.mean.local.x", (int) count(inputs.get(0))),
        "dx = dy / n",
        "\\frac{\\partial L}{\\partial x_{i}}=\\frac{1}{n}\\,\\frac{\\partial L}{\\partial y}");
  }

  private double count(Tensor x) {
    int n = 1;
    for (int axis : Reduction.resolve(x.shape(), axes)) {
      n *= x.shape().dim(axis);
    }
    return n;
  }
}
