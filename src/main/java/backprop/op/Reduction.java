package backprop.op;

import backprop.message.Message;
import backprop.tensor.Axes;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// What sum, mean and max along axes have in common.
///
/// Shapes: x any; the named axes (all where none is named) are gone from y, or kept with length 1.
/// The numbers of x that make one number of y are its group.
public sealed interface Reduction extends Op permits Sum, Mean, AxisMax {

  /// The axes that are reduced, negative ones counted from the end; all where the list is empty.
  List<Integer> axes();

  /// Whether reduced axes stay with length 1.
  boolean keep();

  /// The output with its reduced axes kept.
  Tensor reduce(Tensor x, Shape kept);

  @Override
  default List<Port> ports() {
    return List.of(Port.of("x"));
  }

  @Override
  default Shape shape(List<Shape> inputs) {
    Shape x = inputs.get(0);
    return Axes.reduced(x, resolve(x, axes()), keep());
  }

  @Override
  default Tensor value(List<Tensor> inputs, OpContext context) {
    Tensor x = inputs.get(0);
    return reduce(x, kept(x.shape())).reshape(shape(List.of(x.shape())));
  }

  /// The shape of the output with its reduced axes kept, so that it broadcasts back to `x`.
  default Shape kept(Shape x) {
    return Axes.reduced(x, resolve(x, axes()), true);
  }

  /// The output, or its gradient, repeated over the reduced axes.
  default Tensor spread(Tensor output, Shape x) {
    return output.reshape(kept(x)).broadcastTo(x);
  }

  /// How many numbers of x make one of y.
  default int count(Shape x) {
    int n = 1;
    for (int axis : resolve(x, axes())) {
      n *= x.dim(axis);
    }
    return n;
  }

  /// The axes counted from 0 and in order.
  ///
  /// @throws ShapeMismatch where one does not exist or is named twice
  static int[] resolve(Shape x, List<Integer> axes) {
    return Axes.resolve(axes, x.rank())
        .orElseThrow(
            () -> new ShapeMismatch(Message.of("op.shape.axes", axesText(axes), x, x.rank())));
  }

  /// The axes as a sentence writes them: `(0, 1)`.
  static String axesText(List<Integer> axes) {
    String text = axes.toString();
    return "(" + text.substring(1, text.length() - 1) + ")";
  }
}
