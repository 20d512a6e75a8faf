package backprop.network;

import backprop.op.Windows;

/// Max or average pooling of a batch of images.
///
/// @param placed the windows on one image of the batch
/// @param largest whether the largest of a window is taken instead of the mean
/// @param chosen the scratch that keeps, for each output, where in its row the largest number was;
///   −1 for the mean
record PoolingInstruction(
    Windows windows, Windows.Placed placed, boolean largest, int x, int y, Target dx, int chosen)
    implements Instruction {
  /// Up to here a float counts places exactly.
  static final int MOST_PLACES = 1 << 24;

  @Override
  public void forward(Workspace s) {
    Matrix in = s.value(x);
    Matrix out = s.value(y);
    for (int row = 0; row < in.rows; row++) {
      for (int output = 0; output < out.columns; output++) {
        if (largest) {
          int best = best(in, row, output);
          s.scratch(chosen).data[row * out.stride + output] = best;
          out.data[row * out.stride + output] = in.data[row * in.stride + best];
        } else {
          out.data[row * out.stride + output] = mean(in, row, output);
        }
      }
    }
  }

  private int top(int output) {
    return output / placed.outWidth() % placed.outHeight() * windows.stride() - windows.padding();
  }

  private int left(int output) {
    return output % placed.outWidth() * windows.stride() - windows.padding();
  }

  private int plane(int output) {
    return output / (placed.outWidth() * placed.outHeight()) * placed.height() * placed.width();
  }

  private int best(Matrix in, int row, int output) {
    int top = top(output);
    int left = left(output);
    int plane = plane(output);
    int bottom = Math.min(top + windows.kernel(), placed.height());
    int right = Math.min(left + windows.kernel(), placed.width());
    int start = row * in.stride;
    int best = plane + Math.max(top, 0) * placed.width() + Math.max(left, 0);
    float most = in.data[start + best];
    for (int i = Math.max(top, 0); i < bottom; i++) {
      for (int j = Math.max(left, 0); j < right; j++) {
        int at = plane + i * placed.width() + j;
        float value = in.data[start + at];
        if (value > most || (Float.isNaN(value) && !Float.isNaN(most))) {
          best = at;
          most = value;
        }
      }
    }
    return best;
  }

  private float mean(Matrix in, int row, int output) {
    int top = top(output);
    int left = left(output);
    int plane = row * in.stride + plane(output);
    int bottom = Math.min(top + windows.kernel(), placed.height());
    int right = Math.min(left + windows.kernel(), placed.width());
    float sum = 0;
    for (int i = Math.max(top, 0); i < bottom; i++) {
      for (int j = Math.max(left, 0); j < right; j++) {
        sum += in.data[plane + i * placed.width() + j];
      }
    }
    return sum / (windows.kernel() * windows.kernel());
  }

  @Override
  public void backward(Workspace s) {
    if (!dx.wanted()) {
      return;
    }
    Matrix dy = s.gradient(y);
    Matrix to = s.into(dx);
    to.clear();
    for (int row = 0; row < dy.rows; row++) {
      for (int output = 0; output < dy.columns; output++) {
        float upstream = dy.data[row * dy.stride + output];
        if (largest) {
          int at = (int) s.scratch(chosen).data[row * dy.stride + output];
          to.data[row * to.stride + at] += upstream;
        } else {
          share(upstream / (windows.kernel() * windows.kernel()), to, row, output);
        }
      }
    }
    s.arrived(dx);
  }

  private void share(float part, Matrix to, int row, int output) {
    int top = top(output);
    int left = left(output);
    int plane = row * to.stride + plane(output);
    int bottom = Math.min(top + windows.kernel(), placed.height());
    int right = Math.min(left + windows.kernel(), placed.width());
    for (int i = Math.max(top, 0); i < bottom; i++) {
      for (int j = Math.max(left, 0); j < right; j++) {
        to.data[plane + i * placed.width() + j] += part;
      }
    }
  }
}
