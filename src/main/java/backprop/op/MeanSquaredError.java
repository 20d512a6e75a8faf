package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// The mean of the squared differences between values and targets.
///
/// Formula: L = (1/n) Σ (y − t)². Shapes: y any, t the same, L a scalar. Gradient: dy = dL · (2/n)
/// (y − t); none for t. n is how many numbers there are, as in PyTorch, or how many rows, as in
/// Weidman, Deep Learning from Scratch, chapter 4.
///
/// @param rows whether the sum is divided by the number of rows instead of the number of numbers
public record MeanSquaredError(boolean rows) implements Op {

  @Override
  public String name() {
    return "mean_squared_error";
  }

  @Override
  public String sign() {
    return "MSE";
  }

  @Override
  public List<Port> ports() {
    return SquaredError.PORTS;
  }

  @Override
  public String formula() {
    return rows ? "L = (1/N) Σ (y − t)²" : "L = (1/n) Σ (y − t)²";
  }

  @Override
  public String latex() {
    return rows
        ? "L=\\frac{1}{N}\\sum_{n}\\sum_{k}(y_{nk}-t_{nk})^{2}"
        : "L=\\frac{1}{n}\\sum_{i}(y_{i}-t_{i})^{2}";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return SquaredError.shape(sign(), inputs);
  }

  /// What the sum is divided by.
  public int count(Shape y) {
    return rows ? y.rank() < 2 ? 1 : y.dim(0) : y.size();
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    return Tensor.scalar(SquaredError.sum(inputs) / count(inputs.get(0).shape()));
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    double factor = upstream.item() * 2 / count(inputs.get(0).shape());
    return SquaredError.differences(inputs, factor);
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    String n = rows ? "N" : "n";
    return new LocalDerivative.LinearMap(
        Message.of("op.mean_squared_error.local.y", count(inputs.get(0).shape())),
        "dy = dL · 2(y − t) / " + n,
        "\\frac{\\partial L}{\\partial y_{i}}=\\frac{2}{" + n + "}\\,(y_{i}-t_{i})");
  }
}
