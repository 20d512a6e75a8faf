package backprop.network;

/// Softmax along the last axis of a tensor in whose rows several such axes lie side by side.
///
/// @param classes the length of the last axis
record SoftmaxInstruction(int classes, int x, int y, Target dx) implements Instruction {
  @Override
  public void forward(Workspace s) {
    Matrix in = s.value(x);
    Matrix out = s.value(y);
    for (int row = 0; row < in.rows; row++) {
      int start = row * in.stride;
      int end = start + in.columns;
      for (int at = start; at < end; at += classes) {
        belowLargest(in.data, out.data, at);
      }
      s.kernels().runs().exp(out.data, start, in.columns, out.data);
      for (int at = start; at < end; at += classes) {
        divideBySum(out.data, at);
      }
    }
  }

  private void belowLargest(float[] in, float[] out, int at) {
    float largest = in[at];
    for (int i = at + 1; i < at + classes; i++) {
      largest = Math.max(largest, in[i]);
    }
    for (int i = at; i < at + classes; i++) {
      out[i] = in[i] - largest;
    }
  }

  private void divideBySum(float[] out, int at) {
    double sum = 0;
    for (int i = at; i < at + classes; i++) {
      sum += out[i];
    }
    float factor = (float) (1 / sum);
    for (int i = at; i < at + classes; i++) {
      out[i] *= factor;
    }
  }

  @Override
  public void backward(Workspace s) {
    if (!dx.wanted()) {
      return;
    }
    Matrix out = s.value(y);
    Matrix dy = s.gradient(y);
    Matrix to = s.into(dx);
    for (int row = 0; row < out.rows; row++) {
      int start = row * out.stride;
      for (int at = start; at < start + out.columns; at += classes) {
        double dot = 0;
        for (int i = at; i < at + classes; i++) {
          dot += (double) out.data[i] * dy.data[i];
        }
        for (int i = at; i < at + classes; i++) {
          to.data[i] = out.data[i] * (dy.data[i] - (float) dot);
        }
      }
    }
    s.arrived(dx);
  }
}
