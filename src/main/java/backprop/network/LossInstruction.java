package backprop.network;

/// The losses that compare an output with labels and have no softmax of their own.
///
/// A loss is a sum in float64 of float32 numbers.
sealed interface LossInstruction extends Instruction {

  /// The cross-entropy `−(1/N) Σ t·log(y + δ)`, for two classes `−(1/N) Σ [t·log(y + δ) + (1 −
  /// t)·log(1 − y + δ)]`.
  ///
  /// @param binary whether each number is the probability of a class of its own
  /// @param indices whether `t` holds one class index for each row
  record CrossEntropy(double delta, boolean binary, int x, int t, int y, boolean indices, Target dx)
      implements LossInstruction {

    private double label(Matrix labels, int row, int column, int classes) {
      if (!indices) {
        return labels.get(row, column);
      }
      float index = labels.data[row];
      boolean known = index >= 0 && index < classes && index == Math.rint(index);
      return !known ? Double.NaN : index == column ? 1 : 0;
    }

    private double part(double share, double probability) {
      return share == 0 ? 0 : share * Math.log(probability + delta);
    }

    private double slope(double share, double probability) {
      return share == 0 ? 0 : share / (probability + delta);
    }

    @Override
    public void forward(Workspace s) {
      Matrix in = s.value(x);
      double loss = 0;
      for (int i = 0; i < in.rows; i++) {
        for (int j = 0; j < in.columns; j++) {
          double label = label(s.value(t), i, j, in.columns);
          double probability = in.get(i, j);
          loss -= part(label, probability);
          loss -= binary ? part(1 - label, 1 - probability) : 0;
        }
      }
      s.lossOf(y, loss / in.rows);
    }

    @Override
    public void backward(Workspace s) {
      if (!dx.wanted()) {
        return;
      }
      Matrix in = s.value(x);
      Matrix to = s.into(dx);
      double scale = (double) s.gradient(y).data[0] / in.rows;
      for (int i = 0; i < in.rows; i++) {
        for (int j = 0; j < in.columns; j++) {
          double label = label(s.value(t), i, j, in.columns);
          double probability = in.get(i, j);
          double other = binary ? slope(1 - label, 1 - probability) : 0;
          to.set(i, j, (float) (scale * (other - slope(label, probability))));
        }
      }
      s.arrived(dx);
    }
  }

  /// The squared distance `Σ (x − t)²`, divided.
  record SquaredError(Divisor divisor, int x, int t, int y, Target dx) implements LossInstruction {

    /// What the sum of squares is divided by.
    enum Divisor {
      ROWS,
      NUMBERS,
      TWO
    }

    private double divisor(Matrix in) {
      return switch (divisor) {
        case ROWS -> in.rows;
        case NUMBERS -> (double) in.rows * in.columns;
        case TWO -> 2;
      };
    }

    @Override
    public void forward(Workspace s) {
      Matrix in = s.value(x);
      Matrix labels = s.value(t);
      double sum = 0;
      for (int i = 0; i < in.rows; i++) {
        int at = i * in.stride;
        sum += s.kernels().runs().squaredDistance(in.data, at, labels.data, at, in.columns);
      }
      s.lossOf(y, sum / divisor(in));
    }

    @Override
    public void backward(Workspace s) {
      if (!dx.wanted()) {
        return;
      }
      Matrix in = s.value(x);
      Matrix to = s.into(dx);
      float factor = (float) (2 * s.gradient(y).data[0] / divisor(in));
      for (int i = 0; i < in.rows; i++) {
        int at = i * in.stride;
        differences(in.data, s.value(t).data, factor, at, at + in.columns, to.data);
      }
      s.arrived(dx);
    }

    private static void differences(
        float[] a, float[] b, float factor, int from, int end, float[] to) {
      for (int i = from; i < end; i++) {
        to[i] = factor * (a[i] - b[i]);
      }
    }
  }
}
