package backprop.network;

/// The [Kernels] in plain Java: for a JVM without `jdk.incubator.vector` or a processor without a
/// fused multiply-add.
///
/// The innermost loops run along rows over plain arrays, a form that the JIT compiler turns into
/// vector instructions by itself.
final class PlainKernels implements Kernels {
  private final Runs runs = new PlainRuns();

  @Override
  public String name() {
    return "plain Java";
  }

  @Override
  public Runs runs() {
    return runs;
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c, int from, int end) {
    for (int i = from; i < end; i++) {
      PlainProducts.row(a.data, i * a.stride, 1, b, c, i, a.columns);
    }
  }

  @Override
  public void multiplyRow(Matrix a, Matrix b, Matrix c, int[] places) {
    int count = Rows.places(a, places);
    java.util.Arrays.fill(c.data, 0, c.columns, 0f);
    for (int k = 0; k < count; k++) {
      float x = a.data[places[k]];
      int row = places[k] * b.stride;
      for (int j = 0; j < c.columns; j++) {
        c.data[j] += x * b.data[row + j];
      }
    }
  }

  @Override
  public void multiplyTransposedLeft(Matrix a, Matrix b, Matrix c, int from, int end) {
    for (int i = from; i < end; i++) {
      PlainProducts.row(a.data, i, a.stride, b, c, i, a.rows);
    }
  }

  @Override
  public void slide(
      Matrix filters, int first, int end, int[] offsets, Matrix in, Matrix out, int places) {
    PlainSlides.slide(filters, first, end, offsets, in, out, places);
  }

  @Override
  public void slideGradient(
      Matrix dy,
      int front,
      int[] offsets,
      Matrix in,
      int places,
      Matrix scratch,
      Matrix sums,
      int to) {
    PlainSlides.gradient(dy, front, offsets, in, places, sums, to);
  }

  @Override
  public void addSums(Matrix x, int first, int count, Matrix sums, int to) {
    PlainSlides.addSums(x, first, count, sums, to);
  }

  @Override
  public void addLines(
      float[] x, int from, int pitch, float[] y, int to, int step, int width, int lines, float b) {
    PlainSlides.addLines(x, from, pitch, y, to, step, width, lines, b);
  }

  @Override
  public void addRow(Matrix x, Matrix b, Matrix y, int from, int end) {
    for (int i = from; i < end; i++) {
      for (int j = 0; j < x.columns; j++) {
        y.data[i * y.stride + j] = x.data[i * x.stride + j] + b.data[j];
      }
    }
  }

  @Override
  public void sumRows(Matrix x, Matrix sums, int from, int end) {
    java.util.Arrays.fill(sums.data, from, end, 0f);
    for (int i = 0; i < x.rows; i++) {
      for (int j = from; j < end; j++) {
        sums.data[j] += x.data[i * x.stride + j];
      }
    }
  }

  @Override
  public void add(Matrix a, Matrix b, Matrix y, int from, int end) {
    for (int i = from * y.stride; i < end * y.stride; i++) {
      y.data[i] = a.data[i] + b.data[i];
    }
  }

  @Override
  public void multiplyElements(Matrix a, Matrix b, Matrix y, int from, int end) {
    for (int i = from * y.stride; i < end * y.stride; i++) {
      y.data[i] = a.data[i] * b.data[i];
    }
  }

  @Override
  public void scale(Matrix x, float factor, Matrix y, int from, int end) {
    for (int i = from * y.stride; i < end * y.stride; i++) {
      y.data[i] = factor * x.data[i];
    }
  }

  @Override
  public void relu(Matrix x, Matrix y, int from, int end) {
    for (int i = from * y.stride; i < end * y.stride; i++) {
      y.data[i] = Math.max(x.data[i], 0f);
    }
  }

  @Override
  public void reluGradient(Matrix x, Matrix dy, Matrix dx, int from, int end) {
    for (int i = from * dx.stride; i < end * dx.stride; i++) {
      dx.data[i] = x.data[i] > 0 ? dy.data[i] : 0f;
    }
  }

  @Override
  public void leakyRelu(Matrix x, float slope, Matrix y, int from, int end) {
    for (int i = from * y.stride; i < end * y.stride; i++) {
      y.data[i] = x.data[i] > 0 ? x.data[i] : slope * x.data[i];
    }
  }

  @Override
  public void leakyReluGradient(Matrix x, float slope, Matrix dy, Matrix dx, int from, int end) {
    for (int i = from * dx.stride; i < end * dx.stride; i++) {
      dx.data[i] = x.data[i] > 0 ? dy.data[i] : slope * dy.data[i];
    }
  }

  @Override
  public void sigmoid(Matrix x, Matrix y, int from, int end) {
    for (int i = from; i < end; i++) {
      for (int j = i * x.stride; j < i * x.stride + x.columns; j++) {
        y.data[j] = (float) (1 / (1 + Math.exp(-x.data[j])));
      }
    }
  }

  @Override
  public void sigmoidGradient(Matrix y, Matrix dy, Matrix dx, int from, int end) {
    for (int i = from * dx.stride; i < end * dx.stride; i++) {
      dx.data[i] = dy.data[i] * y.data[i] * (1 - y.data[i]);
    }
  }

  @Override
  public void tanh(Matrix x, Matrix y, int from, int end) {
    for (int i = from; i < end; i++) {
      for (int j = i * x.stride; j < i * x.stride + x.columns; j++) {
        y.data[j] = (float) Math.tanh(x.data[j]);
      }
    }
  }

  @Override
  public void tanhGradient(Matrix y, Matrix dy, Matrix dx, int from, int end) {
    for (int i = from * dx.stride; i < end * dx.stride; i++) {
      dx.data[i] = dy.data[i] * (1 - y.data[i]) * (1 + y.data[i]);
    }
  }

  @Override
  public void softmax(Matrix x, Matrix y, int from, int end) {
    for (int i = from; i < end; i++) {
      exponentials(x, i, Rows.max(x, i), y);
      scaleRow(y, i, 1 / Rows.sum(y, i));
    }
  }

  @Override
  public void softmaxGradient(Matrix y, Matrix dy, Matrix dx, int from, int end) {
    Rows.softmaxGradient(y, dy, dx, from, end);
  }

  @Override
  public void softmaxLoss(Matrix x, int[] labels, Matrix y, double[] losses, int from, int end) {
    for (int i = from; i < end; i++) {
      float max = Rows.max(x, i);
      exponentials(x, i, max, y);
      float sum = Rows.sum(y, i);
      losses[i] = Math.log(sum) - ((double) x.get(i, labels[i]) - max);
      scaleRow(y, i, 1 / sum);
    }
  }

  @Override
  public void softmaxLossGradient(
      Matrix y, int[] labels, float upstream, Matrix dx, int from, int end) {
    Rows.softmaxLossGradient(y, labels, upstream, dx, from, end);
  }

  @Override
  public void softmaxLoss(Matrix x, Matrix targets, Matrix y, double[] losses, int from, int end) {
    for (int i = from; i < end; i++) {
      float max = Rows.max(x, i);
      exponentials(x, i, max, y);
      float sum = Rows.sum(y, i);
      losses[i] = Rows.crossEntropy(x, targets, i, max + Math.log(sum));
      scaleRow(y, i, 1 / sum);
    }
  }

  @Override
  public void softmaxLossGradient(
      Matrix y, Matrix targets, float upstream, Matrix dx, int from, int end) {
    Rows.softmaxLossGradient(y, targets, upstream, dx, from, end);
  }

  @Override
  public void sgd(Matrix w, Matrix g, float rate, int from, int end) {
    for (int i = from * w.stride; i < end * w.stride; i++) {
      w.data[i] -= rate * g.data[i];
    }
  }

  @Override
  public void momentum(
      Matrix w, Matrix g, Matrix v, float rate, float momentum, int from, int end) {
    for (int i = from * w.stride; i < end * w.stride; i++) {
      v.data[i] = momentum * v.data[i] + g.data[i];
      w.data[i] -= rate * v.data[i];
    }
  }

  @Override
  public void nesterov(
      Matrix w, Matrix g, Matrix v, float rate, float momentum, int from, int end) {
    for (int i = from * w.stride; i < end * w.stride; i++) {
      v.data[i] = momentum * v.data[i] + g.data[i];
      w.data[i] -= rate * (g.data[i] + momentum * v.data[i]);
    }
  }

  @Override
  public void rmsProp(
      Matrix w, Matrix g, Matrix v, float rate, float rest, float epsilon, int from, int end) {
    for (int i = from * w.stride; i < end * w.stride; i++) {
      v.data[i] += rest * (g.data[i] * g.data[i] - v.data[i]);
      w.data[i] -= rate * g.data[i] / ((float) Math.sqrt(v.data[i]) + epsilon);
    }
  }

  @Override
  public void adaGrad(Matrix w, Matrix g, Matrix h, float rate, float epsilon, int from, int end) {
    for (int i = from * w.stride; i < end * w.stride; i++) {
      h.data[i] += g.data[i] * g.data[i];
      w.data[i] -= rate * g.data[i] / ((float) Math.sqrt(h.data[i]) + epsilon);
    }
  }

  @Override
  public void adam(
      Matrix w,
      Matrix g,
      Matrix m,
      Matrix v,
      float rate,
      float root,
      float rest1,
      float rest2,
      float epsilon,
      int from,
      int end) {
    for (int i = from * w.stride; i < end * w.stride; i++) {
      float slope = g.data[i];
      m.data[i] += rest1 * (slope - m.data[i]);
      v.data[i] += rest2 * (slope * slope - v.data[i]);
      w.data[i] -= rate * m.data[i] / ((float) Math.sqrt(v.data[i]) * root + epsilon);
    }
  }

  @Override
  public void pixels(byte[] source, int from, Matrix x, int row) {
    for (int j = 0; j < x.columns; j++) {
      x.data[row * x.stride + j] = (source[from + j] & 255) / 255f;
    }
  }

  @Override
  public void shiftRow(Matrix x, int row, float factor, float offset) {
    for (int j = row * x.stride; j < row * x.stride + x.columns; j++) {
      x.data[j] = x.data[j] * factor + offset;
    }
  }

  @Override
  public void addScaled(Matrix x, float factor, Matrix y, int from, int end) {
    for (int i = from * y.stride; i < end * y.stride; i++) {
      y.data[i] += factor * x.data[i];
    }
  }

  @Override
  public void clip(Matrix x, float most, int from, int end) {
    for (int i = from * x.stride; i < end * x.stride; i++) {
      x.data[i] = Math.max(-most, Math.min(most, x.data[i]));
    }
  }

  @Override
  public double sumOfSquares(Matrix x) {
    double sum = 0;
    for (int i = 0; i < x.rows; i++) {
      float ofRow = 0;
      for (int j = i * x.stride; j < i * x.stride + x.columns; j++) {
        ofRow += x.data[j] * x.data[j];
      }
      sum += ofRow;
    }
    return sum;
  }

  @Override
  public float largest(Matrix x) {
    return Rows.largest(x);
  }

  private static void exponentials(Matrix x, int row, float max, Matrix y) {
    for (int j = 0; j < x.columns; j++) {
      y.data[row * y.stride + j] = (float) Math.exp(x.data[row * x.stride + j] - max);
    }
  }

  private static void scaleRow(Matrix y, int row, float factor) {
    for (int j = 0; j < y.columns; j++) {
      y.data[row * y.stride + j] *= factor;
    }
  }
}
