package backprop.tensor;

/// Products of matrices, over the raw arrays.
///
/// Readable beats fast here, but the inner loops run along rows, so that a layer of 784 by 100
/// stays well under a millisecond for a few rows.
public final class Products {
  private Products() {}

  /// The matrix product Z = X·W, of (n, k) and (k, m).
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  public static Tensor product(Tensor x, Tensor w) {
    check(x, w, x.shape().dim(1), w.shape().dim(0));
    int rows = x.shape().dim(0);
    int inner = x.shape().dim(1);
    int columns = w.shape().dim(1);
    double[] xs = x.data();
    double[] ws = w.data();
    double[] z = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      int zRow = row * columns;
      for (int k = 0; k < inner; k++) {
        double factor = xs[row * inner + k];
        int wRow = k * columns;
        for (int column = 0; column < columns; column++) {
          z[zRow + column] += factor * ws[wRow + column];
        }
      }
    }
    return Tensor.adopt(Shape.of(rows, columns), z);
  }

  /// The product with the second matrix transposed, Z = X·Wᵀ, of (n, k) and (m, k).
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  public static Tensor productWithTransposed(Tensor x, Tensor w) {
    check(x, w, x.shape().dim(1), w.shape().dim(1));
    int rows = x.shape().dim(0);
    int inner = x.shape().dim(1);
    int columns = w.shape().dim(0);
    double[] xs = x.data();
    double[] ws = w.data();
    double[] z = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double sum = 0;
        for (int k = 0; k < inner; k++) {
          sum += xs[row * inner + k] * ws[column * inner + k];
        }
        z[row * columns + column] = sum;
      }
    }
    return Tensor.adopt(Shape.of(rows, columns), z);
  }

  /// The product with the first matrix transposed, Z = Xᵀ·W, of (k, n) and (k, m).
  ///
  /// @throws IllegalArgumentException if the shapes do not fit
  public static Tensor productOfTransposed(Tensor x, Tensor w) {
    check(x, w, x.shape().dim(0), w.shape().dim(0));
    int rows = x.shape().dim(1);
    int inner = x.shape().dim(0);
    int columns = w.shape().dim(1);
    double[] xs = x.data();
    double[] ws = w.data();
    double[] z = new double[rows * columns];
    for (int k = 0; k < inner; k++) {
      for (int row = 0; row < rows; row++) {
        double factor = xs[k * rows + row];
        for (int column = 0; column < columns; column++) {
          z[row * columns + column] += factor * ws[k * columns + column];
        }
      }
    }
    return Tensor.adopt(Shape.of(rows, columns), z);
  }

  private static void check(Tensor x, Tensor w, int left, int right) {
    if (x.shape().rank() != 2 || w.shape().rank() != 2 || left != right) {
      throw new IllegalArgumentException(x.shape() + " and " + w.shape() + " have no product");
    }
  }
}
