package backprop.training;

import java.time.Duration;

/// Time spent on a run, pauses left out, and how fast its iterations go by. Used by the training
/// thread only.
final class Stopwatch {
  private static final long WINDOW = 1_000_000_000L;

  private long total;
  private long runningSince = -1;
  private long windowStart = -1;
  private long windowIteration;
  private double perSecond;

  void reset() {
    total = 0;
    perSecond = 0;
    windowStart = -1;
    if (runningSince >= 0) {
      runningSince = System.nanoTime();
    }
  }

  /// Counts this time as spent already.
  void add(Duration spent) {
    total += spent.toNanos();
  }

  void start() {
    runningSince = System.nanoTime();
    windowStart = -1;
  }

  void stop() {
    if (runningSince >= 0) {
      total += System.nanoTime() - runningSince;
      runningSince = -1;
    }
    windowStart = -1;
  }

  Duration elapsed() {
    return Duration.ofNanos(total + (runningSince < 0 ? 0 : System.nanoTime() - runningSince));
  }

  /// Leaves out of the speed what was done since the last call of [#tick], such as evaluating a
  /// set.
  void skip() {
    windowStart = -1;
  }

  /// Says that so many iterations are done.
  void tick(long iteration) {
    long now = System.nanoTime();
    if (windowStart < 0) {
      windowStart = now;
      windowIteration = iteration;
      return;
    }
    long passed = now - windowStart;
    // the first figure comes soon, later ones over a whole window
    if (passed > (perSecond == 0 ? WINDOW / 10 : WINDOW / 2) && iteration > windowIteration) {
      double measured = (iteration - windowIteration) * 1e9 / passed;
      perSecond = perSecond == 0 ? measured : 0.5 * (perSecond + measured);
      windowStart = now;
      windowIteration = iteration;
    }
  }

  /// Iterations a second; 0 while unknown.
  double perSecond() {
    return perSecond;
  }
}
