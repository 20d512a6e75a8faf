package backprop.op;

import backprop.message.Message;
import backprop.tensor.Shape;

/// How the window of a [Pooling] moves, over the last two axes of a shape.
///
/// @param kernel the length of the square window's side, 1 or more
/// @param stride the step of the window, 1 or more
/// @param padding how far the window may stand out on each side, at most half of it
public record Windows(int kernel, int stride, int padding) {

  /// The windows of one input.
  ///
  /// @param planes how many images there are: the product of all axes but the last two
  /// @param output the shape of the output
  public record Placed(
      int planes, int height, int width, int outHeight, int outWidth, Shape output) {}

  /// One window: the position of its output number, the first position of its plane, and the rows
  /// and columns inside the image.
  @FunctionalInterface
  interface Visit {
    void at(int output, int plane, int top, int bottom, int left, int right);
  }

  /// The windows on an input of this shape; the batch axis may be symbolic.
  ///
  /// @throws ShapeMismatch if there is no place for one
  Placed on(String sign, Shape x) {
    if (x.rank() < 2 || (x.rank() == 2 && x.isSymbolic())) {
      throw new ShapeMismatch(Message.of("op.shape.pool.rank", sign, x));
    }
    if (padding > kernel / 2) {
      throw new ShapeMismatch(Message.of("op.shape.pool.padding", sign, padding, kernel));
    }
    int outHeight = places(x.dim(-2));
    int outWidth = places(x.dim(-1));
    if (outHeight < 1 || outWidth < 1) {
      throw new ShapeMismatch(Message.of("op.shape.pool.size", sign, kernel, x, padding));
    }
    int planes = 1;
    for (int axis = 0; axis < x.rank() - 2; axis++) {
      planes *= x.dim(axis);
    }
    Shape output = x.with(-2, outHeight).with(-1, outWidth);
    return new Placed(planes, x.dim(-2), x.dim(-1), outHeight, outWidth, output);
  }

  private int places(int length) {
    long free = length + 2L * padding - kernel;
    return length == 0 || free < 0 ? 0 : (int) Math.min(free / stride + 1, Integer.MAX_VALUE);
  }

  /// Visits every window in reading order.
  void forEach(Placed placed, Visit visit) {
    int output = 0;
    for (int plane = 0; plane < placed.planes; plane++) {
      for (int i = 0; i < placed.outHeight; i++) {
        for (int j = 0; j < placed.outWidth; j++) {
          window(placed, output++, visit);
        }
      }
    }
  }

  /// Visits the window of one output number.
  void window(Placed placed, int output, Visit visit) {
    int top = output / placed.outWidth % placed.outHeight * stride - padding;
    int left = output % placed.outWidth * stride - padding;
    int plane = output / (placed.outWidth * placed.outHeight);
    visit.at(
        output,
        plane * placed.height * placed.width,
        Math.max(top, 0),
        Math.min(top + kernel, placed.height),
        Math.max(left, 0),
        Math.min(left + kernel, placed.width));
  }
}
