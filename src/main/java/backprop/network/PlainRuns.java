package backprop.network;

import backprop.tensor.CounterRandom;

/// The [Runs] in plain Java, sums in float64.
final class PlainRuns implements Runs {
  @Override
  public double sum(float[] x, int at, int n) {
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      sum += x[i];
    }
    return sum;
  }

  @Override
  public double squares(float[] x, int at, int n, float shift) {
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      double apart = x[i] - shift;
      sum += apart * apart;
    }
    return sum;
  }

  @Override
  public double squaredDistance(float[] a, int atA, float[] b, int atB, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double apart = a[atA + i] - b[atB + i];
      sum += apart * apart;
    }
    return sum;
  }

  @Override
  public double products(float[] a, float[] x, int at, int n, float shift) {
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      sum += (double) a[i] * (x[i] - shift);
    }
    return sum;
  }

  @Override
  public void line(float[] x, int at, int n, float center, float factor, float shift, float[] y) {
    for (int i = at; i < at + n; i++) {
      y[i] = factor * (x[i] - center) + shift;
    }
  }

  @Override
  public void plane(
      float[] a, float p, float[] b, float center, float q, float r, int at, int n, float[] y) {
    for (int i = at; i < at + n; i++) {
      y[i] = p * a[i] + (q * (b[i] - center) + r);
    }
  }

  @Override
  public void exp(float[] x, int at, int n, float[] y) {
    for (int i = at; i < at + n; i++) {
      y[i] = (float) Math.exp(x[i]);
    }
  }

  @Override
  public void log(float[] x, int at, int n, float[] y) {
    for (int i = at; i < at + n; i++) {
      y[i] = (float) Math.log(x[i]);
    }
  }

  @Override
  public void largestOfFour(
      float[] in, int at, int width, float[] y, float[] places, int to, int n, int end) {
    for (int i = 0; i < n; i++) {
      int first = at + 2 * i;
      float most = in[first];
      float place = 0;
      if (wins(in[first + 1], most)) {
        most = in[first + 1];
        place = 1;
      }
      if (wins(in[first + width], most)) {
        most = in[first + width];
        place = 2;
      }
      if (wins(in[first + width + 1], most)) {
        most = in[first + width + 1];
        place = 3;
      }
      y[to + i] = most;
      places[to + i] = place;
    }
  }

  /// Whether a later number is the largest: the first of equals wins, and NaN above all.
  static boolean wins(float value, float most) {
    return value > most || (Float.isNaN(value) && !Float.isNaN(most));
  }

  @Override
  public void mask(long key, long index, long threshold, float[] bits, int at, int n) {
    for (int group = 0; group * Matrix.LANES < n; group++) {
      int set = 0;
      for (int i = 0; i < Matrix.LANES; i++) {
        long random = CounterRandom.bits(key, index + (long) group * Matrix.LANES + i) >>> 11;
        set |= random > threshold ? 1 << i : 0;
      }
      bits[at + group] = set;
    }
  }

  @Override
  public void drop(float[] bits, int from, float kept, float[] x, float[] y, int at, int n) {
    for (int group = 0; group * Matrix.LANES < n; group++) {
      int set = (int) bits[from + group];
      int start = at + group * Matrix.LANES;
      for (int i = 0; i < Matrix.LANES; i++) {
        y[start + i] = x[start + i] * ((set >> i & 1) * kept);
      }
    }
  }
}
