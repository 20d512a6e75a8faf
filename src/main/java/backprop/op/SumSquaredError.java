package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// The sum of squares for error: half the sum of the squared differences.
///
/// Formula: L = ½ Σ (y − t)². Shapes: y any, t the same, L a scalar. Gradient: dy = dL · (y − t);
/// none for t. Source: Saito, Deep Learning from Scratch, chapter 4.2.1.
public record SumSquaredError() implements Op {

  @Override
  public String name() {
    return "sum_squared_error";
  }

  @Override
  public String sign() {
    return "SSE";
  }

  @Override
  public List<Port> ports() {
    return SquaredError.PORTS;
  }

  @Override
  public String formula() {
    return "L = ½ Σ (y − t)²";
  }

  @Override
  public String latex() {
    return "L=\\frac{1}{2}\\sum_{k}(y_{k}-t_{k})^{2}";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return SquaredError.shape(sign(), inputs);
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    return Tensor.scalar(SquaredError.sum(inputs) / 2);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    return SquaredError.differences(inputs, upstream.item());
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return new LocalDerivative.LinearMap(
        Message.of("op.sum_squared_error.local.y"),
        "dy = dL · (y − t)",
        "\\frac{\\partial L}{\\partial y_{k}}=y_{k}-t_{k}");
  }
}
