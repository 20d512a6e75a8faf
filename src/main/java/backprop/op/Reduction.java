package backprop.op;

import backprop.message.Message;
import backprop.tensor.Axes;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// What sum, mean and max along axes have in common.
///
/// No axis named means all of them; a reduced axis is gone, or kept with length 1.
final class Reduction {
  private Reduction() {}

  static Shape shape(Shape x, List<Integer> axes, boolean keep) {
    return Axes.reduced(x, resolve(x, axes), keep);
  }

  static int[] resolve(Shape x, List<Integer> axes) {
    return Axes.resolve(axes, x.rank())
        .orElseThrow(
            () -> new ShapeMismatch(Message.of("op.shape.axes", axesText(axes), x, x.rank())));
  }

  /// The shape of the output with its reduced axes kept, so that it broadcasts back to `x`.
  static Shape kept(Shape x, List<Integer> axes) {
    return Axes.reduced(x, resolve(x, axes), true);
  }

  /// The output, or its gradient, repeated over the reduced axes.
  static Tensor spread(Tensor output, Shape x, List<Integer> axes) {
    return output.reshape(kept(x, axes)).broadcastTo(x);
  }

  static String axesText(List<Integer> axes) {
    String text = axes.toString();
    return "(" + text.substring(1, text.length() - 1) + ")";
  }
}
