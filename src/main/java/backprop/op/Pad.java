package backprop.op;

import backprop.message.Message;
import backprop.tensor.Axes;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// Zeros put before and after the numbers along axes.
///
/// Formula: y = pad(x). Shapes: each named axis (all where none is named) grows by `before +
/// after`; the batch axis N cannot grow. Gradient: dx = dy without the border. Source: NumPy's
/// `pad`; Weidman, Deep Learning from Scratch, chapter 5.
///
/// @param before how many zeros stand before, 0 or more
/// @param after how many zeros stand after, 0 or more
public record Pad(List<Integer> axes, int before, int after) implements Op {
  public Pad {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "pad";
  }

  @Override
  public String sign() {
    return "Pad";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.of("x"));
  }

  @Override
  public String formula() {
    return "y = pad(x)";
  }

  @Override
  public String latex() {
    return "y=\\mathrm{pad}(x)";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    Shape output = x;
    for (int axis : Reduction.resolve(x, axes)) {
      if (axis == 0 && x.isSymbolic()) {
        throw new ShapeMismatch(Message.of("op.shape.pad.batch", x));
      }
      long length = (long) x.dim(axis) + before + after;
      output = output.with(axis, (int) Math.min(length, Integer.MAX_VALUE));
    }
    return output;
  }

  /// Where the numbers of x stand in y.
  public Axes.Part part(Shape x) {
    int[] starts = new int[x.rank()];
    for (int axis : Reduction.resolve(x, axes)) {
      starts[axis] = before;
    }
    return new Axes.Part(shape(List.of(x)), starts, x);
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor x = inputs.get(0);
    Axes.Part part = part(x.shape());
    double[] y = new double[part.whole().size()];
    for (int i = 0; i < x.size(); i++) {
      y[part.position(i)] = x.get(i);
    }
    return Tensor.of(part.whole(), y);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Axes.Part part = part(inputs.get(0).shape());
    return Tensor.generate(part.shape(), i -> upstream.get(part.position(i)));
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    return new LocalDerivative.LinearMap(
        Message.of("op.pad.local.x"),
        "dx[i] = dy[i + p]",
        "\\frac{\\partial L}{\\partial x_{i}}=\\frac{\\partial L}{\\partial y_{i+p}}");
  }
}
