package backprop.network;

/// A float32 matrix whose rows start a multiple of [#LANES] floats apart, the one kind of buffer
/// that kernels read and write.
///
/// Element `(i, j)` is `data[i * stride + j]`. What lies between `columns` and `stride` is padding:
/// finite, never part of a result, there so that a kernel can work in whole vectors with no tail.
/// Tensors of other ranks are laid out as matrices: the first axis counts the rows, all others
/// together the columns; a vector and a scalar are one row.
public final class Matrix {
  /// Row starts are a multiple of this: the floats of one 512-bit vector, and so of every shorter
  /// one.
  public static final int LANES = 16;

  private static final int LARGEST = Integer.MAX_VALUE - 64;

  final float[] data;
  final int rows;
  final int columns;
  final int stride;

  /// A matrix of zeros.
  ///
  /// Throws `IllegalArgumentException` if a size is not positive or the whole does not fit one
  /// array.
  public Matrix(int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "A matrix needs at least one row and one column, not " + rows + "×" + columns + ".");
    }
    long wide = ((long) columns + LANES - 1) / LANES * LANES;
    if (wide * rows > LARGEST) {
      throw new IllegalArgumentException(
          "A matrix of " + rows + "×" + columns + " is larger than one array can be.");
    }
    this.rows = rows;
    this.columns = columns;
    this.stride = (int) wide;
    this.data = new float[rows * stride];
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /// How many floats further the next row starts.
  public int stride() {
    return stride;
  }

  public float get(int row, int column) {
    return data[row * stride + column];
  }

  public void set(int row, int column, float value) {
    data[row * stride + column] = value;
  }

  /// Copies `rows × columns` values, row by row and without padding, from `source` at `from` into
  /// this matrix.
  public void read(float[] source, int from) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(source, from + i * columns, data, i * stride, columns);
    }
  }

  /// Copies this matrix, row by row and without padding, into `target` at `to`.
  public void write(float[] target, int to) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(data, i * stride, target, to + i * columns, columns);
    }
  }

  /// The values row by row without padding, in an array of their own.
  public float[] toArray() {
    float[] values = new float[rows * columns];
    write(values, 0);
    return values;
  }

  /// Copies a matrix of the same rows and columns into this one.
  void copy(Matrix from) {
    copy(from, 0, rows);
  }

  /// Copies rows `from` to before `end` of a matrix of the same rows and columns into this one.
  void copy(Matrix source, int from, int end) {
    if (source.data == data) {
      return; // computed in place
    }
    System.arraycopy(source.data, from * stride, data, from * stride, (end - from) * stride);
  }

  /// Copies a matrix of as many numbers, in row-major order, whatever its rows and columns.
  void copyInOrder(Matrix from) {
    if (rows == from.rows) {
      copy(from);
      return;
    }
    int count = rows * columns;
    for (int i = 0; i < count; i++) {
      set(i / columns, i % columns, from.get(i / from.columns, i % from.columns));
    }
  }

  /// Sets rows `from` to before `end` to zero.
  void clear(int from, int end) {
    java.util.Arrays.fill(data, from * stride, end * stride, 0f);
  }

  /// Sets everything to zero.
  public void clear() {
    java.util.Arrays.fill(data, 0f);
  }
}
