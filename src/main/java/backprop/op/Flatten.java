package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// Every sample of a batch as one row.
///
/// Formula: y = reshape(x, (N, D)). Shapes: x (N, …), y (N, D) with D the product of the other
/// axes, row-major. Gradient: dx = dy, in x's shape. Source: Weidman, Deep Learning from Scratch,
/// chapter 5.
public record Flatten() implements Op {

  @Override
  public String name() {
    return "flatten";
  }

  @Override
  public String sign() {
    return "Flatten";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.of("x"));
  }

  @Override
  public String formula() {
    return "y = flatten(x)";
  }

  @Override
  public String latex() {
    return "y=\\mathrm{flatten}(x)";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.isScalar()) {
      throw new ShapeMismatch(Message.of("op.shape.flatten", x));
    }
    return Shape.of(x.dim(0), x.rank() == 1 ? 1 : Affine.features(x));
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    return inputs.get(0).reshape(shape(List.of(inputs.get(0).shape())));
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    return upstream.reshape(inputs.get(0).shape());
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return new LocalDerivative.LinearMap(
        Message.of("op.flatten.local.x", inputs.get(0).shape()),
        "dx = reshape(dy, " + inputs.get(0).shape() + ")",
        "\\frac{\\partial L}{\\partial x}=\\mathrm{reshape}\\left(\\frac{\\partial L}{\\partial y}\\right)");
  }
}
