package backprop.ui.graph;

import backprop.message.NumberText;
import backprop.tensor.Tensor;

/// A tensor as text to be edited: exact numbers in nested brackets, as a list is typed.
final class TensorText {
  private TensorText() {}

  static String of(Tensor tensor) {
    if (tensor.isScalar()) {
      return NumberText.exact(tensor.item());
    }
    StringBuilder text = new StringBuilder();
    append(tensor, 0, 0, text);
    return text.toString();
  }

  /// Appends the part that begins at this row-major position, one axis at a time.
  private static void append(Tensor tensor, int axis, int position, StringBuilder text) {
    int stride = 1;
    for (int later = axis + 1; later < tensor.shape().rank(); later++) {
      stride *= tensor.shape().dim(later);
    }
    text.append('[');
    for (int i = 0; i < tensor.shape().dim(axis); i++) {
      text.append(i > 0 ? ", " : "");
      if (axis + 1 == tensor.shape().rank()) {
        text.append(NumberText.exact(tensor.get(position + i)));
      } else {
        append(tensor, axis + 1, position + i * stride, text);
      }
    }
    text.append(']');
  }
}
