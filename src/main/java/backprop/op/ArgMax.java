package backprop.op;

import backprop.message.Message;
import backprop.tensor.Axes;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Where the largest number along an axis stands: the class that a row of scores answers.
///
/// Formula: y = argmax x. Shapes: x of rank 1 or more; the axis is gone from y. The first of
/// equals; NaN is larger than every number, so that a row of NaN answers 0, as NumPy's does. No
/// gradient: an index jumps, it does not slope.
///
/// @param axis negative ones count from the end
public record ArgMax(int axis) implements Op {

  @Override
  public String name() {
    return "argmax";
  }

  @Override
  public String sign() {
    return "argmax";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.label("x"));
  }

  @Override
  public String formula() {
    return "y = argmax x";
  }

  @Override
  public String latex() {
    return "y=\\mathrm{argmax}_{i}\\,x_{i}";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    int[] along = Reduction.resolve(x, List.of(axis));
    if (x.dim(along[0]) == 0) {
      throw new ShapeMismatch(Message.of("op.shape.argmax", x));
    }
    return Axes.reduced(x, along, false);
  }

  @Override
  public Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor x = inputs.get(0);
    Shape output = shape(List.of(x.shape()));
    int[] group = Axes.groups(x.shape(), Reduction.resolve(x.shape(), List.of(axis)));
    double[] largest = new double[output.size()];
    double[] index = new double[output.size()];
    int[] seen = new int[output.size()];
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < group.length; i++) {
      int at = group[i];
      double value = x.get(i);
      boolean larger = value > largest[at] || (Double.isNaN(value) && !Double.isNaN(largest[at]));
      if (larger) {
        largest[at] = value;
        index[at] = seen[at];
      }
      seen[at]++;
    }
    return Tensor.of(output, index);
  }

  @Override
  public Tensor gradient(
      int port, List<Tensor> inputs, Tensor output, Tensor upstream, OpContext context) {
    throw new IllegalArgumentException("argmax has no gradient");
  }

  @Override
  public LocalDerivative localDerivative(
      int port, List<Tensor> inputs, Tensor output, OpContext context) {
    throw new IllegalArgumentException("argmax has no gradient");
  }
}
