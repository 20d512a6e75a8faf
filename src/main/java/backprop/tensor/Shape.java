package backprop.tensor;

import backprop.message.Message;
import backprop.message.Spoken;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The lengths of a tensor's axes; a scalar has none.
///
/// The first axis may be the symbolic batch axis [#N], written `N`, until a batch is bound to it.
public final class Shape implements Spoken {
  /// Stands for the length of a batch axis that is not known yet; allowed on axis 0 only.
  public static final int N = -1;

  private static final Shape SCALAR = new Shape(new int[0]);
  private final int[] dims;

  private Shape(int[] dims) {
    this.dims = dims;
  }

  /// The shape with these axis lengths.
  ///
  /// @throws IllegalArgumentException for a negative length, or [#N] anywhere but first
  public static Shape of(int... dims) {
    for (int axis = 0; axis < dims.length; axis++) {
      if (dims[axis] < 0 && !(axis == 0 && dims[axis] == N)) {
        throw new IllegalArgumentException("axis " + axis + " has length " + dims[axis]);
      }
    }
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  public static Shape scalar() {
    return SCALAR;
  }

  public int rank() {
    return dims.length;
  }

  /// The length of one axis; negative axes count from the end, as in NumPy.
  public int dim(int axis) {
    return dims[axis < 0 ? axis + dims.length : axis];
  }

  public int[] dims() {
    return dims.clone();
  }

  public boolean isScalar() {
    return dims.length == 0;
  }

  /// Whether the batch axis is still symbolic.
  public boolean isSymbolic() {
    return dims.length > 0 && dims[0] == N;
  }

  /// This shape with `batch` rows where it says [#N]; itself where it does not.
  public Shape bind(int batch) {
    return isSymbolic() ? with(0, batch) : this;
  }

  /// This shape with one axis replaced.
  public Shape with(int axis, int length) {
    int[] copy = dims.clone();
    copy[axis < 0 ? axis + dims.length : axis] = length;
    return of(copy);
  }

  /// How many numbers a tensor of this shape holds.
  ///
  /// @throws IllegalStateException while the batch axis is symbolic
  public int size() {
    if (isSymbolic()) {
      throw new IllegalStateException("the batch axis of " + this + " is not bound");
    }
    int size = 1;
    for (int dim : dims) {
      size = Math.multiplyExact(size, dim);
    }
    return size;
  }

  /// The shape two tensors broadcast to by NumPy's rule, or nothing where they do not fit.
  public static Optional<Shape> broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] dims = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int da = i <= a.rank() ? a.dims[a.rank() - i] : 1;
      int db = i <= b.rank() ? b.dims[b.rank() - i] : 1;
      if (da != db && da != 1 && db != 1) {
        return Optional.empty();
      }
      dims[rank - i] = da == 1 ? db : da;
    }
    for (int axis = 1; axis < rank; axis++) {
      if (dims[axis] == N) {
        return Optional.empty(); // a batch axis met an axis that is not first
      }
    }
    return Optional.of(of(dims));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /// A shape without axes is a word; the others are written alike everywhere.
  @Override
  public Optional<Message> words() {
    return dims.length == 0 ? Optional.of(Message.of("op.shape.scalar")) : Optional.empty();
  }

  /// As a person reads it: `2×3`, `N×10`, and `scalar` for rank 0.
  @Override
  public String toString() {
    return dims.length == 0
        ? "scalar"
        : Arrays.stream(dims)
            .mapToObj(dim -> dim == N ? "N" : Integer.toString(dim))
            .collect(Collectors.joining("×"));
  }
}
