package backprop.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which axes of a tensor an operation works along, and what that does to shapes and numbers.
///
/// Axes count from 0, negative ones from the end, as in NumPy.
public final class Axes {
  private Axes() {}

  /// The same axes counted from 0 and in order; every axis where none is named.
  ///
  /// @return nothing where an axis does not exist in this rank or is named twice
  public static Optional<int[]> resolve(List<Integer> axes, int rank) {
    if (axes.isEmpty()) {
      int[] all = new int[rank];
      Arrays.setAll(all, axis -> axis);
      return Optional.of(all);
    }
    int[] resolved =
        axes.stream().mapToInt(axis -> axis < 0 ? axis + rank : axis).sorted().toArray();
    for (int i = 0; i < resolved.length; i++) {
      if (resolved[i] < 0 || resolved[i] >= rank || (i > 0 && resolved[i] == resolved[i - 1])) {
        return Optional.empty();
      }
    }
    return Optional.of(resolved);
  }

  /// The shape that is left when these axes (counted from 0) are reduced: gone, or kept with length
  /// 1.
  public static Shape reduced(Shape shape, int[] axes, boolean keep) {
    int[] left = new int[keep ? shape.rank() : shape.rank() - axes.length];
    int at = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      boolean gone = Arrays.binarySearch(axes, axis) >= 0;
      if (!gone || keep) {
        left[at++] = gone ? 1 : shape.dim(axis);
      }
    }
    return Shape.of(left);
  }

  /// For each position, the position in the reduced tensor that it goes into; axes counted from 0.
  public static int[] groups(Shape shape, int[] axes) {
    return Tensor.broadcastPositions(reduced(shape, axes, true), shape);
  }

  /// The axes in the order of a transpose, counted from 0; reversed where none is named.
  ///
  /// @return nothing where the list is not a permutation of this rank's axes
  public static Optional<int[]> permutation(List<Integer> axes, int rank) {
    int[] order = new int[rank];
    if (axes.isEmpty()) {
      Arrays.setAll(order, axis -> rank - 1 - axis);
      return Optional.of(order);
    }
    if (axes.size() != rank || resolve(axes, rank).isEmpty()) {
      return Optional.empty();
    }
    Arrays.setAll(order, i -> axes.get(i) < 0 ? axes.get(i) + rank : axes.get(i));
    return Optional.of(order);
  }

  /// The tensor with its axes in this order (NumPy's `transpose`): axis i of the result is axis
  /// `order[i]` of `x`.
  public static Tensor permute(Tensor x, int[] order) {
    int rank = order.length;
    int[] dims = new int[rank];
    int[] strides = new int[rank];
    int step = 1;
    int[] own = new int[rank];
    for (int axis = rank - 1; axis >= 0; axis--) {
      own[axis] = step;
      step *= x.shape().dim(axis);
    }
    for (int i = 0; i < rank; i++) {
      dims[i] = x.shape().dim(order[i]);
      strides[i] = own[order[i]];
    }
    double[] from = x.data();
    double[] to = new double[from.length];
    int[] index = new int[rank];
    int position = 0;
    for (int i = 0; i < to.length; i++) {
      to[i] = from[position];
      for (int axis = rank - 1; axis >= 0; axis--) {
        position += strides[axis];
        if (++index[axis] < dims[axis]) {
          break;
        }
        position -= index[axis] * strides[axis];
        index[axis] = 0;
      }
    }
    return Tensor.adopt(Shape.of(dims), to);
  }

  /// A block inside a larger tensor of the same rank.
  public static final class Part {
    private final Shape whole;
    private final int[] starts;
    private final Shape shape;

    /// The block of this shape.
    ///
    /// @param starts the index of its first number in the whole, one an axis
    public Part(Shape whole, int[] starts, Shape shape) {
      this.whole = whole;
      this.starts = starts.clone();
      this.shape = shape;
    }

    public Shape whole() {
      return whole;
    }

    public Shape shape() {
      return shape;
    }

    /// The row-major position in the whole of the number at this position of the part.
    public int position(int inPart) {
      int rest = inPart;
      int at = 0;
      int step = 1;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        at += (starts[axis] + rest % shape.dim(axis)) * step;
        rest /= shape.dim(axis);
        step *= whole.dim(axis);
      }
      return at;
    }

    /// The row-major position in the part of the number at this position of the whole; −1 outside.
    public int inverse(int inWhole) {
      int rest = inWhole;
      int at = 0;
      int step = 1;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        int index = rest % whole.dim(axis) - starts[axis];
        if (index < 0 || index >= shape.dim(axis)) {
          return -1;
        }
        at += index * step;
        rest /= whole.dim(axis);
        step *= shape.dim(axis);
      }
      return at;
    }
  }

  /// The part of `whole` that begins at `start` along one axis and has this shape.
  public static Part part(Shape whole, int axis, int start, Shape shape) {
    int[] starts = new int[whole.rank()];
    starts[axis] = start;
    return new Part(whole, starts, shape);
  }
}
