package backprop.ui.common;

import java.util.Arrays;
import java.util.Locale;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;

/// Measures how evenly frames come: the gaps between pulses, and how long the FX thread worked in
/// each.
///
/// It runs where the system property `backprop.frames` is set: to `print` for one line on standard
/// error every five seconds, to anything else for tests that ask [#summary()]. While it runs it
/// asks for a pulse every frame. FX thread only.
public final class FrameMeter {

  /// The system property that starts it.
  public static final String PROPERTY = "backprop.frames";

  private static final long REPORT_NANOS = 5_000_000_000L;
  private static final double NANOS_PER_MILLI = 1e6;

  /// Figures over the frames since the last reset, in milliseconds.
  ///
  /// @param frames how many frames
  /// @param median the middle gap between two pulses
  /// @param percentile95 the gap that 95 of 100 stay below
  /// @param longest the longest gap
  /// @param work95 the time that layout, style and listeners of 95 of 100 pulses stay below, on the
  ///   FX thread
  /// @param longestWork the longest of these times
  public record Summary(
      int frames,
      double median,
      double percentile95,
      double longest,
      double work95,
      double longestWork) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "frames %d, gap median %.1f ms, 95 %% %.1f ms, longest %.1f ms; work 95 %% %.1f ms,"
              + " longest %.1f ms",
          frames,
          median,
          percentile95,
          longest,
          work95,
          longestWork);
    }
  }

  /// Times in nanoseconds, and what 95 of 100 of them stay below.
  private static final class Times {
    private long[] nanos = new long[1024];
    private int count;

    void add(long time) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = time;
    }

    /// The time in milliseconds that this share of all stays at or below; 0 where there is none.
    double quantile(double share) {
      long[] sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      int rank = (int) Math.ceil(share * count) - 1;
      return count == 0 ? 0 : sorted[Math.clamp(rank, 0, count - 1)] / NANOS_PER_MILLI;
    }
  }

  private final Times gaps = new Times();
  private final Times works = new Times();
  private long last;
  private long pulseBegan;
  private long lastReport;
  private final boolean print;
  private final Scene scene;
  private final Runnable pulseEnd = this::pulseEnded;
  private final AnimationTimer timer =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          pulse(System.nanoTime());
        }
      };

  /// A meter of the pulses of this scene.
  public FrameMeter(Scene scene) {
    this(scene, false);
  }

  private FrameMeter(Scene scene, boolean print) {
    this.scene = scene;
    this.print = print;
  }

  /// Starts a meter that reports to standard error, where the system property says so.
  public static void startIfAsked(Scene scene) {
    String asked = System.getProperty(PROPERTY);
    if (asked != null) {
      new FrameMeter(scene, asked.equals("print")).start();
    }
  }

  /// Begins to measure.
  public void start() {
    reset();
    scene.addPostLayoutPulseListener(pulseEnd);
    timer.start();
  }

  /// Ends measuring; the figures stay.
  public void stop() {
    timer.stop();
    scene.removePostLayoutPulseListener(pulseEnd);
  }

  /// Forgets what was measured.
  public void reset() {
    gaps.count = 0;
    works.count = 0;
    last = 0;
  }

  private void pulse(long now) {
    if (last != 0) {
      record(now - last);
    }
    last = now;
    pulseBegan = now;
    if (print && now - lastReport > REPORT_NANOS) {
      if (lastReport != 0) {
        System.err.println(summary());
        reset();
      }
      lastReport = now;
    }
  }

  private void pulseEnded() {
    if (pulseBegan != 0) {
      works.add(System.nanoTime() - pulseBegan);
    }
  }

  /// Adds a gap of so many nanoseconds.
  void record(long nanos) {
    gaps.add(nanos);
  }

  /// The figures so far; zeros before the second frame.
  public Summary summary() {
    return new Summary(
        gaps.count,
        gaps.quantile(0.5),
        gaps.quantile(0.95),
        gaps.quantile(1),
        works.quantile(0.95),
        works.quantile(1));
  }
}
