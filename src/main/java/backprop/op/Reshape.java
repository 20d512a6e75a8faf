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
    boolean keepsBatch = to.isSymbolic();
    if (x.isSymbolic()) {
      if (!keepsBatch || rest(x) != rest(to)) {
        throw mismatch(x);
      }
      return to;
    }
    double wanted = rest(to) * (keepsBatch ? 1 : first(to));
    if (keepsBatch ? wanted == 0 || x.size() % wanted != 0 : x.size() != wanted) {
      throw mismatch(x);
    }
    return keepsBatch ? to.bind((int) (x.size() / wanted)) : to;
  }

  private ShapeMismatch mismatch(Shape x) {
    return new ShapeMismatch(Message.of("op.shape.reshape", x, to));
  }

  /// The product of all axes but the first, as a number that cannot overflow.
  private static double rest(Shape shape) {
    double rest = 1;
    for (int axis = 1; axis < shape.rank(); axis++) {
      rest *= shape.dim(axis);
    }
    return rest;
  }

  private static int first(Shape shape) {
    return shape.isScalar() ? 1 : shape.dim(0);
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
