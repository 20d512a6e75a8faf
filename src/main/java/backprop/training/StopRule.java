package backprop.training;

/// Ends a run before its length: when the loss hardly changes any more.
///
/// The losses compared are those of successive mini-batches; they tell something where every
/// mini-batch is the whole data.
///
/// @param epsilon the change below which a round counts, above 0
/// @param rounds how many such rounds one after the other end the run, at least 1
public record StopRule(double epsilon, int rounds) {
  public StopRule {
    if (!(epsilon > 0) || Double.isInfinite(epsilon) || rounds < 1) {
      throw new IllegalArgumentException("A stop rule has a positive change and at least 1 round.");
    }
  }

  /// Whether the newest losses end the run: each of the last [#rounds] changes is smaller than
  /// [#epsilon].
  boolean ends(FloatSeries losses) {
    int last = losses.size() - 1;
    if (last < rounds) {
      return false;
    }
    for (int i = 0; i < rounds; i++) {
      if (!(Math.abs((double) losses.get(last - i) - losses.get(last - i - 1)) < epsilon)) {
        return false;
      }
    }
    return true;
  }
}
