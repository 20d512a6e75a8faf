package backprop.op;

import backprop.message.Message;
import backprop.tensor.Axes;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/// Tensors put one behind the other along an axis.
///
/// Formula: y = [x₁, x₂, …]. Shapes: equal but for the axis, whose lengths add up; the batch axis N
/// cannot be that axis. Gradient: each input gets its own part of dy. Source: NumPy's
/// `concatenate`.
///
/// @param axis negative ones count from the end
/// @param inputs how many tensors, 2 or more
public record Concat(int axis, int inputs) implements Op {

  @Override
  public String name() {
    return "concat";
  }

  @Override
  public String sign() {
    return "Concat";
  }

  @Override
  public List<Port> ports() {
    return IntStream.rangeClosed(1, inputs).mapToObj(i -> Port.of("x" + i)).toList();
  }

  @Override
  public String formula() {
    return inputs == 2 ? "y = [x1, x2]" : "y = [x1, …, x" + inputs + "]";
  }

  @Override
  public String latex() {
    return inputs == 2
        ? "y=\\left[x_{1},\\,x_{2}\\right]"
        : "y=\\left[x_{1},\\,\\ldots,\\,x_{" + inputs + "}\\right]";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape first = inputs.get(0);
    int along = along(first);
    int length = 0;
    for (Shape shape : inputs) {
      if (shape.rank() != first.rank() || !shape.with(along, 0).equals(first.with(along, 0))) {
        throw new ShapeMismatch(Message.of("op.shape.concat", first, shape, axis));
      }
      if (along == 0 && (shape.isSymbolic() || first.isSymbolic())) {
        throw new ShapeMismatch(Message.of("op.shape.concat.batch", first));
      }
      length += shape.dim(along);
    }
    return first.with(along, length);
  }

  private int along(Shape first) {
    return Reduction.resolve(first, List.of(axis))[0];
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Shape output = shape(inputs.stream().map(Tensor::shape).toList());
    double[] y = new double[output.size()];
    int start = 0;
    for (Tensor x : inputs) {
      Axes.Part part = Axes.part(output, along(output), start, x.shape());
      for (int i = 0; i < x.size(); i++) {
        y[part.position(i)] = x.get(i);
      }
      start += x.shape().dim(along(output));
    }
    return Tensor.of(output, y);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    Axes.Part part = part(port, inputs.stream().map(Tensor::shape).toList(), output.shape());
    return Tensor.generate(inputs.get(port).shape(), i -> upstream.get(part.position(i)));
  }

  /// Where the numbers of one input stand in the output.
  public Axes.Part part(int port, List<Shape> inputs, Shape output) {
    int along = along(output);
    int start = 0;
    for (Shape before : inputs.subList(0, port)) {
      start += before.dim(along);
    }
    return Axes.part(output, along, start, inputs.get(port));
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    int number = port + 1;
    return new LocalDerivative.LinearMap(
        Message.of("op.concat.local", number),
        "dx" + number + " = dy[part " + number + "]",
        "\\frac{\\partial L}{\\partial x_{%1$d}}=\\left(\\frac{\\partial L}{\\partial y}\\right)_{x_{%1$d}}"
            .formatted(number));
  }
}
