package backprop.app;

import java.time.Duration;
import java.time.Instant;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// What happens once the window is first seen: work that must not delay it, and the measure of how
/// long it took.
///
/// With the system property `backprop.first-frame` set, one line on standard error says how many
/// milliseconds passed from the start of the process to the third frame; set to `exit`, the program
/// ends there.
final class FirstFrame extends AnimationTimer {

  static final String PROPERTY = "backprop.first-frame";

  // The first pulse lays out, the second draws, at the third the picture is on the screen.
  private static final int SEEN = 3;

  private final Runnable afterwards;
  private int frames;

  private FirstFrame(Runnable afterwards) {
    this.afterwards = afterwards;
  }

  /// Runs this on the FX thread when the window is seen; call right after it is shown.
  static void then(Runnable afterwards) {
    new FirstFrame(afterwards).start();
  }

  @Override
  public void handle(long now) {
    if (++frames < SEEN) {
      return;
    }
    stop();
    report();
    afterwards.run();
  }

  private static void report() {
    String asked = System.getProperty(PROPERTY);
    if (asked == null) {
      return;
    }
    ProcessHandle.current()
        .info()
        .startInstant()
        .ifPresent(
            start ->
                System.err.println(
                    "first frame after "
                        + Duration.between(start, Instant.now()).toMillis()
                        + " ms"));
    if (asked.equals("exit")) {
      Platform.exit();
    }
  }
}
