package backprop.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The [Kernels] on the JDK's Vector API.
///
/// Loops run over whole vectors, padding included: rows start at multiples of [Matrix#LANES], so
/// there is never a tail. Numbers become vectors before a loop, and a loop's body only loads,
/// computes and stores: the JIT compiler sometimes gives up larger bodies for a whole run, which is
/// then many times slower. Only touch this class where the module `jdk.incubator.vector` is in the
/// boot layer; [Kernels#best] sees to that.
final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
  private static final int L = S.length();

  private final VectorProducts products;
  private final Runs runs = new VectorRuns();

  /// With the tiles that suit this processor's registers.
  VectorKernels() {
    this(new VectorProducts(L >= 16));
  }

  VectorKernels(VectorProducts products) {
    this.products = products;
  }

  /// Whether vectors of at least four floats and a fused multiply-add come from the hardware.
  ///
  /// Without the instruction the JDK computes `Math.fma` with big decimals, microseconds each; the
  /// best of a few short runs tells the two apart by a factor of more than ten, even in the
  /// interpreter.
  static boolean supported() {
    if (L < 4 || Matrix.LANES % L != 0) {
      return false;
    }
    long best = Long.MAX_VALUE;
    float sum = 0;
    for (int run = 0; run < 8; run++) {
      long start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        sum = Math.fma(sum, 0.5f, 1f);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    return sum > 0 && best < 100 * 500;
  }

  @Override
  public String name() {
    return "Vector API, " + S.vectorBitSize() + " bits";
  }

  @Override
  public Runs runs() {
    return runs;
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c, int from, int end) {
    products.straight(a, b, c, from, end);
  }

  @Override
  public void multiplyRow(Matrix a, Matrix b, Matrix c, int[] places) {
    VectorProducts.row(a, b, c, places);
  }

  @Override
  public void multiplyTransposedLeft(Matrix a, Matrix b, Matrix c, int from, int end) {
    products.transposedLeft(a, b, c, from, end);
  }

  @Override
  public void slide(
      Matrix filters, int first, int end, int[] offsets, Matrix in, Matrix out, int places) {
    VectorSlides.slide(filters, first, end, offsets, in, out, places);
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
    VectorSlides.gradient(dy, front, offsets, in, places, scratch, sums, to);
  }

  @Override
  public void addSums(Matrix x, int first, int count, Matrix sums, int to) {
    VectorSlides.addSums(x, first, count, sums, to);
  }

  @Override
  public void addLines(
      float[] x, int from, int pitch, float[] y, int to, int step, int width, int lines, float b) {
    VectorLines.add(x, from, pitch, y, to, step, width, lines, b);
  }

  @Override
  public void addRow(Matrix x, Matrix b, Matrix y, int from, int end) {
    for (int i = from; i < end; i++) {
      for (int j = 0; j < x.stride; j += L) {
        load(x, i * x.stride + j).add(load(b, j)).intoArray(y.data, i * y.stride + j);
      }
    }
  }

  @Override
  public void sumRows(Matrix x, Matrix sums, int from, int end) {
    for (int j = from; j < end; j += L) {
      FloatVector sum = FloatVector.zero(S);
      for (int i = 0; i < x.rows; i++) {
        sum = sum.add(load(x, i * x.stride + j));
      }
      sum.intoArray(sums.data, j);
    }
  }

  @Override
  public void add(Matrix a, Matrix b, Matrix y, int from, int end) {
    int last = end * y.stride;
    for (int i = from * y.stride; i < last; i += L) {
      load(a, i).add(load(b, i)).intoArray(y.data, i);
    }
  }

  @Override
  public void multiplyElements(Matrix a, Matrix b, Matrix y, int from, int end) {
    int last = end * y.stride;
    for (int i = from * y.stride; i < last; i += L) {
      load(a, i).mul(load(b, i)).intoArray(y.data, i);
    }
  }

  @Override
  public void scale(Matrix x, float factor, Matrix y, int from, int end) {
    FloatVector factors = all(factor);
    int last = end * y.stride;
    for (int i = from * y.stride; i < last; i += L) {
      load(x, i).mul(factors).intoArray(y.data, i);
    }
  }

  @Override
  public void relu(Matrix x, Matrix y, int from, int end) {
    FloatVector zero = FloatVector.zero(S);
    int last = end * y.stride;
    for (int i = from * y.stride; i < last; i += L) {
      load(x, i).max(zero).intoArray(y.data, i);
    }
  }

  @Override
  public void reluGradient(Matrix x, Matrix dy, Matrix dx, int from, int end) {
    FloatVector zero = FloatVector.zero(S);
    int last = end * dx.stride;
    for (int i = from * dx.stride; i < last; i += L) {
      zero.blend(load(dy, i), load(x, i).compare(VectorOperators.GT, zero)).intoArray(dx.data, i);
    }
  }

  @Override
  public void leakyRelu(Matrix x, float slope, Matrix y, int from, int end) {
    leaky(x, slope, x, y, from, end);
  }

  @Override
  public void leakyReluGradient(Matrix x, float slope, Matrix dy, Matrix dx, int from, int end) {
    leaky(x, slope, dy, dx, from, end);
  }

  private static void leaky(Matrix x, float slope, Matrix source, Matrix to, int from, int end) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector share = FloatVector.broadcast(S, slope);
    int last = end * to.stride;
    for (int i = from * to.stride; i < last; i += L) {
      FloatVector v = load(source, i);
      v.mul(share).blend(v, load(x, i).compare(VectorOperators.GT, zero)).intoArray(to.data, i);
    }
  }

  @Override
  public void sigmoid(Matrix x, Matrix y, int from, int end) {
    int last = end * y.stride;
    for (int i = from * y.stride; i < last; i += L) {
      VectorFunctions.sigmoid(load(x, i)).intoArray(y.data, i);
    }
  }

  @Override
  public void sigmoidGradient(Matrix y, Matrix dy, Matrix dx, int from, int end) {
    FloatVector one = all(1);
    int last = end * dx.stride;
    for (int i = from * dx.stride; i < last; i += L) {
      FloatVector v = load(y, i);
      load(dy, i).mul(v).mul(one.sub(v)).intoArray(dx.data, i);
    }
  }

  @Override
  public void tanh(Matrix x, Matrix y, int from, int end) {
    int last = end * y.stride;
    for (int i = from * y.stride; i < last; i += L) {
      VectorFunctions.tanh(load(x, i)).intoArray(y.data, i);
    }
  }

  @Override
  public void tanhGradient(Matrix y, Matrix dy, Matrix dx, int from, int end) {
    FloatVector one = all(1);
    int last = end * dx.stride;
    for (int i = from * dx.stride; i < last; i += L) {
      FloatVector v = load(y, i);
      // (1 − y)(1 + y) rather than 1 − y²: no rounding of the square where y is near ±1
      load(dy, i).mul(one.sub(v)).mul(one.add(v)).intoArray(dx.data, i);
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
    FloatVector minusRate = all(-rate);
    int last = end * w.stride;
    for (int i = from * w.stride; i < last; i += L) {
      load(g, i).fma(minusRate, load(w, i)).intoArray(w.data, i);
    }
  }

  @Override
  public void momentum(
      Matrix w, Matrix g, Matrix v, float rate, float momentum, int from, int end) {
    FloatVector minusRate = all(-rate);
    FloatVector keeps = all(momentum);
    int last = end * w.stride;
    for (int i = from * w.stride; i < last; i += L) {
      FloatVector speed = load(v, i).fma(keeps, load(g, i));
      speed.intoArray(v.data, i);
      speed.fma(minusRate, load(w, i)).intoArray(w.data, i);
    }
  }

  @Override
  public void nesterov(
      Matrix w, Matrix g, Matrix v, float rate, float momentum, int from, int end) {
    FloatVector minusRate = all(-rate);
    FloatVector keeps = all(momentum);
    int last = end * w.stride;
    for (int i = from * w.stride; i < last; i += L) {
      FloatVector slope = load(g, i);
      FloatVector speed = load(v, i).fma(keeps, slope);
      speed.intoArray(v.data, i);
      speed.fma(keeps, slope).fma(minusRate, load(w, i)).intoArray(w.data, i);
    }
  }

  @Override
  public void rmsProp(
      Matrix w, Matrix g, Matrix v, float rate, float rest, float epsilon, int from, int end) {
    FloatVector part = all(rest);
    FloatVector rates = all(rate);
    FloatVector epsilons = all(epsilon);
    int last = end * w.stride;
    for (int i = from * w.stride; i < last; i += L) {
      FloatVector slope = load(g, i);
      FloatVector mean = load(v, i);
      mean = slope.mul(slope).sub(mean).fma(part, mean);
      mean.intoArray(v.data, i);
      load(w, i).sub(slope.mul(rates).div(mean.sqrt().add(epsilons))).intoArray(w.data, i);
    }
  }

  @Override
  public void adaGrad(Matrix w, Matrix g, Matrix h, float rate, float epsilon, int from, int end) {
    FloatVector rates = all(rate);
    FloatVector epsilons = all(epsilon);
    int last = end * w.stride;
    for (int i = from * w.stride; i < last; i += L) {
      FloatVector slope = load(g, i);
      FloatVector sum = slope.fma(slope, load(h, i));
      sum.intoArray(h.data, i);
      load(w, i).sub(slope.mul(rates).div(sum.sqrt().add(epsilons))).intoArray(w.data, i);
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
    FloatVector part1 = all(rest1);
    FloatVector part2 = all(rest2);
    FloatVector rates = all(rate);
    FloatVector roots = all(root);
    FloatVector epsilons = all(epsilon);
    int last = end * w.stride;
    for (int i = from * w.stride; i < last; i += L) {
      FloatVector slope = load(g, i);
      FloatVector first = load(m, i);
      first = slope.sub(first).fma(part1, first);
      first.intoArray(m.data, i);
      FloatVector second = load(v, i);
      second = slope.mul(slope).sub(second).fma(part2, second);
      second.intoArray(v.data, i);
      load(w, i)
          .sub(first.mul(rates).div(second.sqrt().mul(roots).add(epsilons)))
          .intoArray(w.data, i);
    }
  }

  @Override
  public void pixels(byte[] source, int from, Matrix x, int row) {
    VectorPixels.convert(source, from, x.data, row * x.stride, x.columns);
  }

  @Override
  public void shiftRow(Matrix x, int row, float factor, float offset) {
    FloatVector factors = all(factor);
    FloatVector offsets = all(offset);
    for (int j = row * x.stride; j < (row + 1) * x.stride; j += L) {
      load(x, j).fma(factors, offsets).intoArray(x.data, j);
    }
  }

  @Override
  public void addScaled(Matrix x, float factor, Matrix y, int from, int end) {
    FloatVector factors = all(factor);
    int last = end * y.stride;
    for (int i = from * y.stride; i < last; i += L) {
      load(x, i).fma(factors, load(y, i)).intoArray(y.data, i);
    }
  }

  @Override
  public void clip(Matrix x, float most, int from, int end) {
    FloatVector top = all(most);
    FloatVector bottom = all(-most);
    int last = end * x.stride;
    for (int i = from * x.stride; i < last; i += L) {
      load(x, i).min(top).max(bottom).intoArray(x.data, i);
    }
  }

  @Override
  public double sumOfSquares(Matrix x) {
    double sum = 0;
    for (int i = 0; i < x.rows; i++) {
      sum += rowOfSquares(x, i * x.stride, x.columns / L * L, x.columns);
    }
    return sum;
  }

  /// Whole vectors up to `whole`, the rest one by one: padding counts for nothing.
  private static float rowOfSquares(Matrix x, int from, int whole, int columns) {
    FloatVector squares = FloatVector.zero(S);
    for (int j = from; j < from + whole; j += L) {
      FloatVector number = load(x, j);
      squares = number.fma(number, squares);
    }
    float sum = LaneSums.of(squares);
    for (int j = from + whole; j < from + columns; j++) {
      sum += x.data[j] * x.data[j];
    }
    return sum;
  }

  @Override
  public float largest(Matrix x) {
    return Rows.largest(x);
  }

  private static FloatVector all(float number) {
    return FloatVector.broadcast(S, number);
  }

  private static FloatVector load(Matrix x, int at) {
    return FloatVector.fromArray(S, x.data, at);
  }

  private static void exponentials(Matrix x, int row, float max, Matrix y) {
    FloatVector largest = all(max);
    for (int j = 0; j < x.stride; j += L) {
      VectorFunctions.exp(load(x, row * x.stride + j).sub(largest))
          .intoArray(y.data, row * y.stride + j);
    }
  }

  private static void scaleRow(Matrix y, int row, float factor) {
    FloatVector factors = all(factor);
    for (int j = 0; j < y.stride; j += L) {
      load(y, row * y.stride + j).mul(factors).intoArray(y.data, row * y.stride + j);
    }
  }
}
