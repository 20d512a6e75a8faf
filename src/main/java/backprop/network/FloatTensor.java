package backprop.network;

import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.Arrays;

/// An immutable array of float32 numbers, row-major: what a trained parameter is kept as.
public final class FloatTensor {
  private final Shape shape;
  private final float[] data;

  private FloatTensor(Shape shape, float[] data) {
    if (data.length != shape.size()) {
      throw new IllegalArgumentException(data.length + " numbers do not fill " + shape);
    }
    this.shape = shape;
    this.data = data;
  }

  /// The tensor of this shape with these numbers in row-major order (copied).
  public static FloatTensor of(Shape shape, float... data) {
    return new FloatTensor(shape, data.clone());
  }

  /// The same numbers rounded to float32.
  public static FloatTensor of(Tensor tensor) {
    float[] data = new float[tensor.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) tensor.get(i);
    }
    return new FloatTensor(tensor.shape(), data);
  }

  /// The values of a matrix under a shape of the same size.
  static FloatTensor of(Shape shape, Matrix matrix) {
    return new FloatTensor(shape, matrix.toArray());
  }

  public Shape shape() {
    return shape;
  }

  public int size() {
    return data.length;
  }

  /// The number at a row-major position.
  public float get(int position) {
    return data[position];
  }

  /// The number in a row and a column of a matrix.
  public float at(int row, int column) {
    return data[row * shape.dim(1) + column];
  }

  /// A copy of the numbers in row-major order.
  public float[] toArray() {
    return data.clone();
  }

  /// The same numbers as float64, exactly.
  public Tensor toTensor() {
    return Tensor.generate(shape, i -> data[i]);
  }

  /// The largest absolute value; NaN if any number is NaN.
  public float largest() {
    float largest = 0;
    for (float value : data) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  void read(Matrix into) {
    into.read(data, 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatTensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(data, tensor.data);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return shape + " float32";
  }
}
