package backprop.op;

import backprop.message.Message;
import backprop.tensor.Axes;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// The axes in another order.
///
/// Formula: Y = Xᵀ. Shapes: axis i of Y is axis `axes[i]` of X; reversed where none is named, as
/// NumPy's `x.T`. The symbolic batch axis must stay first. Gradient: dX = dYᵀ, by the inverse
/// order.
public record Transpose(List<Integer> axes) implements Op {
  public Transpose {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "transpose";
  }

  @Override
  public String sign() {
    return "ᵀ";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.of("x"));
  }

  @Override
  public String formula() {
    return axes.isEmpty() ? "Y = Xᵀ" : "Y = transpose(X, " + Reduction.axesText(axes) + ")";
  }

  @Override
  public String latex() {
    return "Y=X^{\\top}";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    int[] order = order(x);
    if (x.isSymbolic() && order[0] != 0) {
      throw new ShapeMismatch(Message.of("op.shape.transpose.batch", x));
    }
    int[] dims = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      dims[i] = x.dim(order[i]);
    }
    return Shape.of(dims);
  }

  private int[] order(Shape x) {
    return Axes.permutation(axes, x.rank())
        .orElseThrow(
            () ->
                new ShapeMismatch(
                    Message.of("op.shape.transpose", Reduction.axesText(axes), x, x.rank())));
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    return Axes.permute(inputs.get(0), order(inputs.get(0).shape()));
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    int[] order = order(inputs.get(0).shape());
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return Axes.permute(upstream, inverse);
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return new LocalDerivative.LinearMap(
        Message.of("op.transpose.local.x"),
        "dX = dYᵀ",
        "\\frac{\\partial L}{\\partial X}=\\left(\\frac{\\partial L}{\\partial Y}\\right)^{\\top}");
  }
}
