package backprop.network;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The [Runs] on the JDK's Vector API; what does not fill a vector is done by the plain form.
///
/// A sum runs in the lanes of two vectors, which are added up in float64 at the end: many partial
/// sums round less than one.
final class VectorRuns implements Runs {
  private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
  private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, S.vectorShape());
  private static final int L = S.length();
  private static final VectorShuffle<Float> EVEN = VectorShuffle.makeUnzip(S, 0);
  private static final VectorShuffle<Float> ODD = VectorShuffle.makeUnzip(S, 1);
  private static final int HALF = LONGS.length();
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private final PlainRuns rest = new PlainRuns();

  @Override
  public double sum(float[] x, int at, int n) {
    FloatVector first = FloatVector.zero(S);
    FloatVector second = FloatVector.zero(S);
    int i = 0;
    for (; i <= n - 2 * L; i += 2 * L) {
      first = first.add(FloatVector.fromArray(S, x, at + i));
      second = second.add(FloatVector.fromArray(S, x, at + i + L));
    }
    return total(first) + total(second) + rest.sum(x, at + i, n - i);
  }

  private static double total(FloatVector sums) {
    return LaneSums.of(sums);
  }

  @Override
  public double squares(float[] x, int at, int n, float shift) {
    FloatVector shifts = FloatVector.broadcast(S, shift);
    FloatVector first = FloatVector.zero(S);
    FloatVector second = FloatVector.zero(S);
    int i = 0;
    for (; i <= n - 2 * L; i += 2 * L) {
      FloatVector a = FloatVector.fromArray(S, x, at + i).sub(shifts);
      FloatVector b = FloatVector.fromArray(S, x, at + i + L).sub(shifts);
      first = a.fma(a, first);
      second = b.fma(b, second);
    }
    return total(first) + total(second) + rest.squares(x, at + i, n - i, shift);
  }

  @Override
  public double squaredDistance(float[] a, int atA, float[] b, int atB, int n) {
    FloatVector sums = FloatVector.zero(S);
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector apart =
          FloatVector.fromArray(S, a, atA + i).sub(FloatVector.fromArray(S, b, atB + i));
      sums = apart.fma(apart, sums);
    }
    return total(sums) + rest.squaredDistance(a, atA + i, b, atB + i, n - i);
  }

  @Override
  public double products(float[] a, float[] x, int at, int n, float shift) {
    FloatVector shifts = FloatVector.broadcast(S, shift);
    FloatVector first = FloatVector.zero(S);
    FloatVector second = FloatVector.zero(S);
    int i = 0;
    for (; i <= n - 2 * L; i += 2 * L) {
      FloatVector p = FloatVector.fromArray(S, x, at + i).sub(shifts);
      FloatVector q = FloatVector.fromArray(S, x, at + i + L).sub(shifts);
      first = FloatVector.fromArray(S, a, at + i).fma(p, first);
      second = FloatVector.fromArray(S, a, at + i + L).fma(q, second);
    }
    return total(first) + total(second) + rest.products(a, x, at + i, n - i, shift);
  }

  @Override
  public void line(float[] x, int at, int n, float center, float factor, float shift, float[] y) {
    FloatVector centers = FloatVector.broadcast(S, center);
    FloatVector factors = FloatVector.broadcast(S, factor);
    FloatVector shifts = FloatVector.broadcast(S, shift);
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector.fromArray(S, x, at + i).sub(centers).fma(factors, shifts).intoArray(y, at + i);
    }
    rest.line(x, at + i, n - i, center, factor, shift, y);
  }

  @Override
  public void plane(
      float[] a, float p, float[] b, float center, float q, float r, int at, int n, float[] y) {
    FloatVector ps = FloatVector.broadcast(S, p);
    FloatVector centers = FloatVector.broadcast(S, center);
    FloatVector qs = FloatVector.broadcast(S, q);
    FloatVector rs = FloatVector.broadcast(S, r);
    int i = 0;
    for (; i <= n - L; i += L) {
      FloatVector other = FloatVector.fromArray(S, b, at + i).sub(centers).fma(qs, rs);
      FloatVector.fromArray(S, a, at + i).fma(ps, other).intoArray(y, at + i);
    }
    rest.plane(a, p, b, center, q, r, at + i, n - i, y);
  }

  @Override
  public void exp(float[] x, int at, int n, float[] y) {
    int i = 0;
    for (; i <= n - L; i += L) {
      VectorFunctions.wholeExp(FloatVector.fromArray(S, x, at + i)).intoArray(y, at + i);
    }
    rest.exp(x, at + i, n - i, y);
  }

  @Override
  public void log(float[] x, int at, int n, float[] y) {
    int i = 0;
    for (; i <= n - L; i += L) {
      VectorFunctions.log(FloatVector.fromArray(S, x, at + i)).intoArray(y, at + i);
    }
    rest.log(x, at + i, n - i, y);
  }

  @Override
  public void largestOfFour(
      float[] in, int at, int width, float[] y, float[] places, int to, int n, int end) {
    int i = 0;
    for (; i < n && to + i + L <= end && at + width + 2 * (i + L) <= in.length; i += L) {
      FloatVector a = FloatVector.fromArray(S, in, at + 2 * i);
      FloatVector b = FloatVector.fromArray(S, in, at + 2 * i + L);
      FloatVector most = a.rearrange(EVEN, b);
      FloatVector value = a.rearrange(ODD, b);
      VectorMask<Float> second = wins(value, most);
      most = most.blend(value, second);
      FloatVector place = FloatVector.zero(S).blend(1f, second);
      a = FloatVector.fromArray(S, in, at + width + 2 * i);
      b = FloatVector.fromArray(S, in, at + width + 2 * i + L);
      value = a.rearrange(EVEN, b);
      VectorMask<Float> third = wins(value, most);
      most = most.blend(value, third);
      value = a.rearrange(ODD, b);
      VectorMask<Float> fourth = wins(value, most);
      most.blend(value, fourth).intoArray(y, to + i);
      place.blend(2f, third).blend(3f, fourth).intoArray(places, to + i);
    }
    if (i < n) {
      rest.largestOfFour(in, at + 2 * i, width, y, places, to + i, n - i, end);
    }
  }

  /// Where the values are larger, or NaN, but the others are not NaN.
  private static VectorMask<Float> wins(FloatVector value, FloatVector most) {
    return value
        .compare(VectorOperators.LE, most)
        .not()
        .and(most.compare(VectorOperators.EQ, most));
  }

  @Override
  public void mask(long key, long index, long threshold, float[] bits, int at, int n) {
    LongVector apart = LongVector.zero(LONGS).addIndex(1).mul(GAMMA);
    LongVector counters = apart.add(key + (index + 1) * GAMMA);
    for (int group = 0; group * Matrix.LANES < n; group++) {
      long set = 0;
      for (int i = 0; i < Matrix.LANES; i += HALF) {
        set |= above(counters, threshold) << i;
        counters = counters.add(HALF * GAMMA);
      }
      bits[at + group] = set;
    }
  }

  @Override
  public void drop(float[] bits, int from, float kept, float[] x, float[] y, int at, int n) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector kepts = FloatVector.broadcast(S, kept);
    for (int group = 0; group * Matrix.LANES < n; group++) {
      long set = (long) bits[from + group];
      int start = at + group * Matrix.LANES;
      for (int i = 0; i < Matrix.LANES; i += L) {
        FloatVector factors = zero.blend(kepts, VectorMask.fromLong(S, set >> i));
        FloatVector.fromArray(S, x, start + i).mul(factors).intoArray(y, start + i);
      }
    }
  }

  /// One bit for each counter whose random number, [backprop.tensor.CounterRandom#bits] mixed from
  /// it, is above the threshold.
  private static long above(LongVector z, long threshold) {
    LongVector first = mixed(z, 30).mul(0xbf58476d1ce4e5b9L);
    LongVector second = mixed(first, 27).mul(0x94d049bb133111ebL);
    return mixed(second, 31)
        .lanewise(VectorOperators.LSHR, 11)
        .compare(VectorOperators.GT, threshold)
        .toLong();
  }

  private static LongVector mixed(LongVector z, int shift) {
    return z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, shift));
  }
}
