package backprop.app;

import java.time.Duration;
import java.time.Instant;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// What happens once a picture of the window is on the screen: work that must not delay it, and the
/// measure of how long it took.
///
/// With the system property `backprop.first-frame` set, a line on standard error says how many
/// milliseconds passed from the start of the process to the third frame of the empty window, and
/// another to that of the whole window. Set to `exit`, the program ends at the first of these; set
/// to `exit-whole`, at the second.
final class FirstFrame extends AnimationTimer {

  /// Which picture is waited for.
  enum Of {
    EMPTY_WINDOW("first frame", "exit"),
    WHOLE_WINDOW("whole window", "exit-whole");

    private final String name;
    private final String exit;

    Of(String name, String exit) {
      this.name = name;
      this.exit = exit;
    }
  }

  static final String PROPERTY = "backprop.first-frame";

  // The first pulse lays out, the second draws, at the third the picture is on the screen.
  private static final int SEEN = 3;

  private final Of what;
  private final Runnable afterwards;
  private int frames;

  private FirstFrame(Of what, Runnable afterwards) {
    this.what = what;
    this.afterwards = afterwards;
  }

  /// Runs this on the FX thread when what was shown just now is seen.
  static void then(Of what, Runnable afterwards) {
    new FirstFrame(what, afterwards).start();
  }

  @Override
  public void handle(long now) {
    if (++frames < SEEN) {
      return;
    }
    stop();
    String asked = System.getProperty(PROPERTY);
    if (asked != null) {
      report();
    }
    if (what.exit.equals(asked)) {
      Platform.exit();
    } else {
      afterwards.run();
    }
  }

  private void report() {
    ProcessHandle.current()
        .info()
        .startInstant()
        .ifPresent(
            start ->
                System.err.println(
                    what.name
                        + " after "
                        + Duration.between(start, Instant.now()).toMillis()
                        + " ms"));
  }
}
