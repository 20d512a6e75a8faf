package backprop.tensor;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/// An immutable array of float64 numbers, row-major; a scalar is a tensor of rank 0.
///
/// Shapes here are always bound: no symbolic batch axis. Infinities and NaN are ordinary values.
public final class Tensor {
  private final Shape shape;
  private final double[] data;

  private Tensor(Shape shape, double[] data) {
    if (data.length != shape.size()) {
      throw new IllegalArgumentException(data.length + " numbers do not fill " + shape);
    }
    this.shape = shape;
    this.data = data;
  }

  public static Tensor scalar(double value) {
    return new Tensor(Shape.scalar(), new double[] {value});
  }

  /// The tensor that takes over an array which nobody else keeps: for this package's kernels.
  static Tensor adopt(Shape shape, double[] data) {
    return new Tensor(shape, data);
  }

  /// The numbers themselves, not a copy: for this package's kernels, which only read them.
  double[] data() {
    return data;
  }

  /// The tensor of this shape with these numbers in row-major order (copied).
  public static Tensor of(Shape shape, double... data) {
    return new Tensor(shape, data.clone());
  }

  public static Tensor vector(double... data) {
    return of(Shape.of(data.length), data);
  }

  public static Tensor matrix(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    double[] data = new double[rows.length * columns];
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != columns) {
        throw new IllegalArgumentException("row " + row + " has " + rows[row].length + " numbers");
      }
      System.arraycopy(rows[row], 0, data, row * columns, columns);
    }
    return new Tensor(Shape.of(rows.length, columns), data);
  }

  public static Tensor full(Shape shape, double value) {
    double[] data = new double[shape.size()];
    Arrays.fill(data, value);
    return new Tensor(shape, data);
  }

  public static Tensor zeros(Shape shape) {
    return new Tensor(shape, new double[shape.size()]);
  }

  public static Tensor ones(Shape shape) {
    return full(shape, 1);
  }

  /// The tensor whose i-th number, in row-major order, is `value(i)`.
  public static Tensor generate(Shape shape, IntToDoubleFunction value) {
    double[] data = new double[shape.size()];
    Arrays.setAll(data, value);
    return new Tensor(shape, data);
  }

  public Shape shape() {
    return shape;
  }

  public int size() {
    return data.length;
  }

  public boolean isScalar() {
    return shape.isScalar();
  }

  /// The number at a row-major position.
  public double get(int position) {
    return data[position];
  }

  /// The number at these indices, one an axis.
  public double at(int... indices) {
    if (indices.length != shape.rank()) {
      throw new IllegalArgumentException(indices.length + " indices for " + shape);
    }
    int position = 0;
    for (int axis = 0; axis < indices.length; axis++) {
      position = position * shape.dim(axis) + indices[axis];
    }
    return data[position];
  }

  /// The one number of a tensor that has only one.
  public double item() {
    if (data.length != 1) {
      throw new IllegalStateException(shape + " holds " + data.length + " numbers");
    }
    return data[0];
  }

  /// A copy of the numbers in row-major order.
  public double[] toArray() {
    return data.clone();
  }

  /// This tensor with the number at one row-major position replaced.
  public Tensor with(int position, double value) {
    double[] copy = data.clone();
    copy[position] = value;
    return new Tensor(shape, copy);
  }

  /// The same numbers in another shape of the same size.
  public Tensor reshape(Shape to) {
    return new Tensor(to, data);
  }

  public Tensor map(DoubleUnaryOperator function) {
    double[] result = new double[data.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = function.applyAsDouble(data[i]);
    }
    return new Tensor(shape, result);
  }

  /// Combines two tensors number by number, after broadcasting both to a common shape.
  ///
  /// @throws IllegalArgumentException if the shapes do not broadcast
  public Tensor zip(Tensor other, DoubleBinaryOperator function) {
    if (shape.equals(other.shape)) {
      double[] result = new double[data.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = function.applyAsDouble(data[i], other.data[i]);
      }
      return new Tensor(shape, result);
    }
    Shape common =
        Shape.broadcast(shape, other.shape)
            .orElseThrow(() -> new IllegalArgumentException(shape + " and " + other.shape));
    double[] left = broadcastTo(common).data;
    double[] right = other.broadcastTo(common).data;
    double[] result = new double[left.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = function.applyAsDouble(left[i], right[i]);
    }
    return new Tensor(common, result);
  }

  /// This tensor repeated along the axes that `to` has and it has not (NumPy's `broadcast_to`).
  public Tensor broadcastTo(Shape to) {
    if (to.equals(shape)) {
      return this;
    }
    int[] positions = broadcastPositions(shape, to);
    double[] result = new double[positions.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = data[positions[i]];
    }
    return new Tensor(to, result);
  }

  /// The adjoint of [#broadcastTo]: sums over the axes along which `to` would be repeated.
  ///
  /// This is what a gradient does at a broadcast: a bias of shape (m) used by N rows gets the sum
  /// of N rows.
  public Tensor sumTo(Shape to) {
    if (to.equals(shape)) {
      return this;
    }
    int[] positions = broadcastPositions(to, shape);
    double[] result = new double[to.size()];
    for (int i = 0; i < data.length; i++) {
      result[positions[i]] += data[i];
    }
    return new Tensor(to, result);
  }

  /// The smallest of the numbers that broadcasting repeats together; see [#sumTo].
  public Tensor minTo(Shape to) {
    return fold(to, Double.POSITIVE_INFINITY, Math::min);
  }

  /// The largest of the numbers that broadcasting repeats together; see [#sumTo].
  public Tensor maxTo(Shape to) {
    return fold(to, Double.NEGATIVE_INFINITY, Math::max);
  }

  private Tensor fold(Shape to, double first, DoubleBinaryOperator operator) {
    int[] positions = broadcastPositions(to, shape);
    double[] result = new double[to.size()];
    Arrays.fill(result, first);
    for (int i = 0; i < data.length; i++) {
      result[positions[i]] = operator.applyAsDouble(result[positions[i]], data[i]);
    }
    return new Tensor(to, result);
  }

  /// For each position in `to`, the position in `from` that broadcasting reads.
  static int[] broadcastPositions(Shape from, Shape to) {
    if (!Shape.broadcast(from, to).equals(java.util.Optional.of(to))) {
      throw new IllegalArgumentException(from + " does not broadcast to " + to);
    }
    int[] steps = new int[to.rank()];
    int step = 1;
    for (int i = 1; i <= from.rank(); i++) {
      int length = from.dim(-i);
      steps[to.rank() - i] = length == 1 ? 0 : step;
      step *= length;
    }
    // counted up like an odometer, from the last axis: a division for each axis would cost most of
    // the time of small tensors
    int[] positions = new int[to.size()];
    int[] index = new int[to.rank()];
    int position = 0;
    for (int i = 0; i < positions.length; i++) {
      positions[i] = position;
      for (int axis = to.rank() - 1; axis >= 0; axis--) {
        position += steps[axis];
        index[axis]++;
        if (index[axis] < to.dim(axis)) {
          break;
        }
        position -= steps[axis] * index[axis];
        index[axis] = 0;
      }
    }
    return positions;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(data, tensor.data);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return data.length <= 12
        ? shape + " " + Arrays.toString(data)
        : shape + " [" + data[0] + ", …, " + data[data.length - 1] + "]";
  }
}
