package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// The sum along axes.
///
/// Formula: y = Σ x. Shapes: x any; the named axes (all where none is named) are gone from y, or
/// kept with length 1. Gradient: dx = dy, repeated along the summed axes. Source: NumPy's `sum`;
/// Saito, Deep Learning from Scratch 2, chapter 1.3.4.5.
public record Sum(List<Integer> axes, boolean keep) implements Reduction {
  public Sum {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "sum";
  }

  @Override
  public String sign() {
    return "Σ";
  }

  @Override
  public String formula() {
    return "y = Σ x";
  }

  @Override
  public String latex() {
    return "y=\\sum_{i} x_{i}";
  }

  @Override
  public Tensor reduce(Tensor x, Shape kept) {
    return x.sumTo(kept);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    return spread(upstream, inputs.get(0).shape());
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return new LocalDerivative.LinearMap(
        Message.of("op.sum.local.x"),
        "dx = dy",
        "\\frac{\\partial L}{\\partial x_{i}}=\\frac{\\partial L}{\\partial y}");
  }
}
