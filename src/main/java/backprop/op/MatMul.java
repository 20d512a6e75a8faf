package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// The matrix product.
///
/// Formula: Z = X·W. Shapes: X (n, k), W (k, m), Z (n, m). Gradients: dX = dZ·Wᵀ, dW = Xᵀ·dZ.
/// Source: Saito, Deep Learning from Scratch, chapter 5.6.
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
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape w = inputs.get(1);
    if (x.rank() != 2 || w.rank() != 2 || x.dim(1) != w.dim(0)) {
      throw new ShapeMismatch(Message.of("op.shape.matmul", x, w));
    }
    return Shape.of(x.dim(0), w.dim(1));
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    return product(inputs.get(0), inputs.get(1));
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    return port == 0
        ? product(upstream, transposed(inputs.get(1)))
        : product(transposed(inputs.get(0)), upstream);
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

  static Tensor product(Tensor x, Tensor w) {
    int rows = x.shape().dim(0);
    int inner = x.shape().dim(1);
    int columns = w.shape().dim(1);
    double[] z = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < inner; k++) {
        double factor = x.get(row * inner + k);
        for (int column = 0; column < columns; column++) {
          z[row * columns + column] += factor * w.get(k * columns + column);
        }
      }
    }
    return Tensor.of(Shape.of(rows, columns), z);
  }

  static Tensor transposed(Tensor x) {
    int rows = x.shape().dim(0);
    int columns = x.shape().dim(1);
    return Tensor.generate(Shape.of(columns, rows), i -> x.get(i % rows * columns + i / rows));
  }
}
