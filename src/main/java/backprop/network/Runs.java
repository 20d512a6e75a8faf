package backprop.network;

/// Arithmetic on stretches of arrays, for instructions whose numbers do not lie in whole rows: a
/// channel of an image, a group of a reduction.
///
/// Like [Kernels], of which each implementation brings its own: a plain form and one in vectors
/// that agree up to rounding, allocate nothing and give the same bits for the same input.
interface Runs {
  /// The sum of `n` numbers from `at`.
  double sum(float[] x, int at, int n);

  /// `Σ (x − shift)²` of `n` numbers from `at`.
  double squares(float[] x, int at, int n, float shift);

  /// `Σ (a − b)²` of `n` numbers.
  double squaredDistance(float[] a, int atA, float[] b, int atB, int n);

  /// `Σ a·(x − shift)` of `n` numbers, both from `at`.
  double products(float[] a, float[] x, int at, int n, float shift);

  /// `y = factor·(x − center) + shift` for `n` numbers, both from `at`.
  void line(float[] x, int at, int n, float center, float factor, float shift, float[] y);

  /// `y = p·a + q·(b − center) + r` for `n` numbers, all from `at`.
  void plane(
      float[] a, float p, float[] b, float center, float q, float r, int at, int n, float[] y);

  /// `y = exp x` for `n` numbers, both from `at`.
  void exp(float[] x, int at, int n, float[] y);

  /// `y = ln x` for `n` numbers, both from `at`: −∞ for 0, NaN below.
  void log(float[] x, int at, int n, float[] y);

  /// Max pooling of `n` windows of 2×2 side by side, two numbers apart: the largest of `in` at `at
  /// + 2i`, `at + 2i + 1`, and the same `width` further, into `y` at `to + i`, and into `places`
  ///   which of the four it was, from 0 on in this order.
  ///
  /// The first of equals wins, and NaN above all. Behind the last window both arrays may be
  /// overwritten, but not from `end` on.
  void largestOfFour(
      float[] in, int at, int width, float[] y, float[] places, int to, int n, int end);

  /// Which of `n` numbers stay in dropout: those where the number at `index` of the counter-based
  /// array `key` exceeds `threshold` (both as whole numbers below 2⁵³). Number i is bit `i % 16` of
  /// the whole number `bits[at + i / 16]`; bits behind the last mean nothing.
  ///
  /// @param key see [backprop.tensor.CounterRandom]
  void mask(long key, long index, long threshold, float[] bits, int at, int n);

  /// Dropout itself: `y = kept·x` where the bit is set, else `0·x`, for `n` numbers from `at`,
  /// rounded up to a multiple of 16.
  void drop(float[] bits, int from, float kept, float[] x, float[] y, int at, int n);
}
