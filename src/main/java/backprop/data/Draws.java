package backprop.data;

import backprop.tensor.CounterRandom;

/// Random numbers one after the other, from the array of one key.
final class Draws {

  private long key;
  private long index;

  Draws(long key) {
    this.key = key;
  }

  /// Goes on with the first number of another key.
  void restart(long next) {
    key = next;
    index = 0;
  }

  /// A uniform number between these two.
  double between(double low, double high) {
    return low + (high - low) * CounterRandom.uniform(key, index++);
  }

  /// A normal number of mean 0 and this standard deviation, cut off at 2.5 deviations: a hand
  /// shakes, it does not jump.
  double normal(double deviation) {
    return deviation * Math.clamp(CounterRandom.normal(key, index++), -2.5, 2.5);
  }

  /// A whole number in [0, bound).
  int below(int bound) {
    return CounterRandom.below(key, index++, bound);
  }
}
