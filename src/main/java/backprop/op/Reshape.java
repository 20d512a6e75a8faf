package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// The same numbers in another shape.
///
/// Formula: y = reshape(x). Shapes: any two of the same size, row-major; the first axis of `to` may
/// be [Shape#N], which is whatever length is left (NumPy's −1), so that a batch keeps its rows.
/// Gradient: dx = dy, in x's shape.
public record Reshape(Shape to) implements Op {

  @Override
  public String name() {
    return "reshape";
  }

  @Override
  public String sign() {
    return "Reshape";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.of("x"));
  }

  @Override
  public String formula() {
    return "y = reshape(x, " + to + ")";
  }

  @Override
  public String latex() {
    return "y=\\mathrm{reshape}(x)";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    if (x.isSymbolic()) {
      if (!to.isSymbolic() || rest(x) != rest(to)) {
        throw mismatch(x);
      }
      return to;
    }
    if (!to.isSymbolic()) {
      if (to.size() != x.size()) {
        throw mismatch(x);
      }
      return to;
    }
    int rest = rest(to);
    if (rest == 0 || x.size() % rest != 0) {
      throw mismatch(x);
    }
    return to.bind(x.size() / rest);
  }

  private ShapeMismatch mismatch(Shape x) {
    return new ShapeMismatch(Message.of("op.shape.reshape", x, to));
  }

  /// The product of all axes but the first.
  private static int rest(Shape shape) {
    return shape.with(0, 1).size();
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
        Message.of("op.reshape.local.x", inputs.get(0).shape()),
        "dx = reshape(dy, " + inputs.get(0).shape() + ")",
        "\\frac{\\partial L}{\\partial x}=\\mathrm{reshape}\\left(\\frac{\\partial L}{\\partial y}\\right)");
  }
}
