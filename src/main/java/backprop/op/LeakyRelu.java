package backprop.op;

import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// ReLU that lets a share of negative numbers through.
///
/// Formula: y = x where x > 0, else α·x. Shapes: y as x. Gradient: dx = dy where x > 0, else α·dy;
/// at 0 it is α, as in PyTorch. The function and its derivative are [Functions#leakyRelu]. Source:
/// Maas and others, Rectifier Nonlinearities Improve Neural Network Acoustic Models, 2013.
///
/// @param slope α, what negative numbers are multiplied by, 0 to 1
public record LeakyRelu(double slope) implements Op {

  /// The scalar function with its derivative.
  public ScalarFunction function() {
    return Functions.leakyRelu(slope);
  }

  private ElementWise elementWise() {
    return new ElementWise(function());
  }

  @Override
  public String name() {
    return "leaky_relu";
  }

  @Override
  public String sign() {
    return "Leaky ReLU";
  }

  @Override
  public List<Port> ports() {
    return elementWise().ports();
  }

  @Override
  public String formula() {
    return elementWise().formula();
  }

  @Override
  public String latex() {
    return elementWise().latex();
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.get(0);
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    return elementWise().value(inputs, context);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    return elementWise().gradient(port, inputs, output, upstream, context);
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return elementWise().localDerivative(port, inputs, output, context);
  }

  @Override
  public Tensor kinkDistance(int port, List<Tensor> inputs) {
    return elementWise().kinkDistance(port, inputs);
  }
}
