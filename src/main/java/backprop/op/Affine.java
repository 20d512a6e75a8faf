package backprop.op;

import backprop.message.Message;
import backprop.tensor.Products;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// The affine layer: a matrix product and a bias.
///
/// Formula: Y = X·W + b. Shapes: X (N, …), flattened to (N, D) whatever its rank; W (D, M); b (M)
/// or (1, M); Y (N, M). A vector X (D) is one sample without a batch axis and gives Y (M).
/// Gradients: dX = dY·Wᵀ, in X's own shape; dW = Xᵀ·dY; db = the sum of dY over the N rows. Source:
/// Saito, Deep Learning from Scratch, chapter 5.6.
public record Affine() implements Op {

  @Override
  public String name() {
    return "affine";
  }

  @Override
  public String sign() {
    return "Affine";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.of("x"), Port.of("w"), Port.of("b"));
  }

  @Override
  public String formula() {
    return "Y = X·W + b";
  }

  @Override
  public String latex() {
    return "Y=X\\,W+b";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape w = inputs.get(1);
    Shape b = inputs.get(2);
    if (x.isScalar() || w.rank() != 2) {
      throw new ShapeMismatch(Message.of("op.shape.affine.rank", x, w));
    }
    int features = features(x);
    if (w.dim(0) != features) {
      throw new ShapeMismatch(
          Message.of(
              "op.shape.affine", x, w, MatMul.lengthText(features), MatMul.lengthText(w.dim(0))));
    }
    int neurons = w.dim(1);
    if (!b.equals(Shape.of(neurons)) && !b.equals(Shape.of(1, neurons))) {
      throw new ShapeMismatch(Message.of("op.shape.affine.bias", b, w, MatMul.lengthText(neurons)));
    }
    return x.rank() == 1 ? Shape.of(neurons) : Shape.of(x.dim(0), neurons);
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor x = rows(inputs.get(0));
    Tensor w = inputs.get(1);
    Tensor b = inputs.get(2).reshape(Shape.of(w.shape().dim(1)));
    Tensor y = Products.product(x, w).zip(b, Double::sum);
    return inputs.get(0).shape().rank() == 1 ? y.reshape(b.shape()) : y;
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Tensor x = rows(inputs.get(0));
    Tensor w = inputs.get(1);
    Tensor dy = upstream.reshape(Shape.of(x.shape().dim(0), w.shape().dim(1)));
    Tensor gradient =
        switch (port) {
          case 0 -> Products.productWithTransposed(dy, w);
          case 1 -> Products.productOfTransposed(x, dy);
          default -> dy.sumTo(Shape.of(w.shape().dim(1)));
        };
    return gradient.reshape(inputs.get(port).shape());
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    String dy = "\\frac{\\partial L}{\\partial Y}";
    return switch (port) {
      case 0 ->
          new LocalDerivative.LinearMap(
              Message.of("op.affine.local.x"),
              "dX = dY·Wᵀ",
              "\\frac{\\partial L}{\\partial X}=" + dy + "\\,W^{\\top}");
      case 1 ->
          new LocalDerivative.LinearMap(
              Message.of("op.affine.local.w"),
              "dW = Xᵀ·dY",
              "\\frac{\\partial L}{\\partial W}=X^{\\top}\\," + dy);
      default ->
          new LocalDerivative.LinearMap(
              Message.of("op.affine.local.b"),
              "db = Σₙ dY",
              "\\frac{\\partial L}{\\partial b}=\\sum_{n}\\frac{\\partial L}{\\partial Y_{n}}");
    };
  }

  /// How many numbers one sample of this shape has.
  static int features(Shape x) {
    if (x.rank() == 1) {
      return x.dim(0);
    }
    long features = 1;
    for (int axis = 1; axis < x.rank(); axis++) {
      features = Math.min(features * x.dim(axis), Integer.MAX_VALUE);
    }
    return (int) features;
  }

  private static Tensor rows(Tensor x) {
    int rows = x.shape().rank() == 1 ? 1 : x.shape().dim(0);
    return x.reshape(Shape.of(rows, features(x.shape())));
  }
}
