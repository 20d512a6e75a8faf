package backprop.op;

import backprop.message.Message;
import backprop.tensor.Products;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// The matrix product, and as in `np.dot` the products of a vector with a matrix and of two
/// vectors.
///
/// Formula: Z = X·W. Shapes: X (n, k), W (k, m), Z (n, m); a vector X (k) is one row, a vector W
/// (k) one column, and their axis is gone from Z. Gradients: dX = dZ·Wᵀ, dW = Xᵀ·dZ. Source: Saito,
/// Deep Learning from Scratch, chapter 5.6.
public record MatMul() implements Op {

  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public String sign() {
    return "·";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.of("x"), Port.of("w"));
  }

  @Override
  public String formula() {
    return "Z = X·W";
  }

  @Override
  public String latex() {
    return "Z=X\\,W";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape w = inputs.get(1);
    if (x.rank() < 1 || x.rank() > 2 || w.rank() < 1 || w.rank() > 2) {
      throw new ShapeMismatch(Message.of("op.shape.matmul.rank", x, w));
    }
    if (x.dim(-1) != w.dim(0)) {
      throw new ShapeMismatch(Message.of("op.shape.matmul", x, w, last(x), first(w)));
    }
    if (x.rank() == 2 && w.rank() == 2) {
      return Shape.of(x.dim(0), w.dim(1));
    }
    return x.rank() == 2 ? Shape.of(x.dim(0)) : w.rank() == 2 ? Shape.of(w.dim(1)) : Shape.scalar();
  }

  private static String last(Shape shape) {
    return lengthText(shape.dim(-1));
  }

  private static String first(Shape shape) {
    return lengthText(shape.dim(0));
  }

  static String lengthText(int length) {
    return length == Shape.N ? "N" : Integer.toString(length);
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Shape z = shape(inputs.stream().map(Tensor::shape).toList());
    return Products.product(rows(inputs.get(0)), columns(inputs.get(1))).reshape(z);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Tensor x = rows(inputs.get(0));
    Tensor w = columns(inputs.get(1));
    Tensor dz = upstream.reshape(Shape.of(x.shape().dim(0), w.shape().dim(1)));
    Tensor gradient =
        port == 0 ? Products.productWithTransposed(dz, w) : Products.productOfTransposed(x, dz);
    return gradient.reshape(inputs.get(port).shape());
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return port == 0
        ? new LocalDerivative.LinearMap(
            Message.of("op.matmul.local.x"),
            "dX = dZ·Wᵀ",
            "\\frac{\\partial L}{\\partial X}=\\frac{\\partial L}{\\partial Z}\\,W^{\\top}")
        : new LocalDerivative.LinearMap(
            Message.of("op.matmul.local.w"),
            "dW = Xᵀ·dZ",
            "\\frac{\\partial L}{\\partial W}=X^{\\top}\\,\\frac{\\partial L}{\\partial Z}");
  }

  private static Tensor rows(Tensor x) {
    return x.shape().rank() == 2 ? x : x.reshape(Shape.of(1, x.size()));
  }

  private static Tensor columns(Tensor w) {
    return w.shape().rank() == 2 ? w : w.reshape(Shape.of(w.size(), 1));
  }
}
