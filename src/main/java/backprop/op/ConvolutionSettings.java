package backprop.op;

/// How the filter of a [Convolution] moves.
///
/// @param stride the step of the filter, 1 or more
/// @param padding the zeros put before and after each axis, or [#SAME]; (K − 1) / 2 keeps the size
/// @param dilation the distance of neighbouring filter numbers, 1 or more
/// @param groups into how many separate groups the channels are split, 1 or more
/// @param bias whether there is a third port, the bias
public record ConvolutionSettings(int stride, int padding, int dilation, int groups, boolean bias) {
  /// As many zeros as give ⌈L / s⌉ outputs, so that stride 1 keeps the size: half of them before,
  /// the rest after, where the filter is even one more after (as TensorFlow and PyTorch do).
  public static final int SAME = -1;

  /// How far one filter reaches over the input, first number to last.
  private long reach(int filter) {
    return (long) dilation * (filter - 1) + 1;
  }

  /// The zeros before the first number of an axis of this length.
  public int before(int length, int filter) {
    if (padding != SAME) {
      return padding;
    }
    long outputs = Math.ceilDiv(length, stride);
    return (int) (Math.max(0, (outputs - 1) * stride + reach(filter) - length) / 2);
  }

  /// How many places the filter has along an axis of this length; 0 where it has none.
  public int outputLength(int length, int filter) {
    if (length == 0 || filter == 0) {
      return 0;
    }
    if (padding == SAME) {
      return Math.ceilDiv(length, stride);
    }
    long free = length + 2L * padding - reach(filter);
    return (int) Math.min(free < 0 ? 0 : free / stride + 1, Integer.MAX_VALUE);
  }

  /// The padding as files and sentences have it: a whole number, or `same`.
  public Object written() {
    return padding == SAME ? Setting.Padding.SAME : (Object) padding;
  }
}
