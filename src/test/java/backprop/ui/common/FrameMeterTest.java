package backprop.ui.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameMeterTest {

  @Test
  void figuresAreOrderStatistics() {
    FrameMeter.Summary summary =
        TestUi.onFx(
            () -> {
              FrameMeter meter = new FrameMeter(new Scene(new Pane()));
              for (int i = 100; i >= 1; i--) {
                meter.record(i * 1_000_000L);
              }
              return meter.summary();
            });
    assertEquals(100, summary.frames());
    assertEquals(50, summary.median());
    assertEquals(95, summary.percentile95());
    assertEquals(100, summary.longest());
  }

  @Test
  void aPauseOfTheFxThreadIsSeen(@TempDir Path home) throws InterruptedException {
    UiContext context = TestUi.context(home);
    Stage stage = TestUi.show(context, new Pane(), 200, 100);
    FrameMeter meter = TestUi.onFx(() -> new FrameMeter(stage.getScene()));
    TestUi.runFx(meter::start);
    Thread.sleep(300);
    TestUi.runFx(() -> pause(120));
    Thread.sleep(200);
    FrameMeter.Summary summary = TestUi.onFx(meter::summary);
    TestUi.runFx(
        () -> {
          meter.stop();
          stage.close();
        });
    assertTrue(summary.frames() > 5, summary.toString());
    assertTrue(summary.longest() >= 110, summary.toString());
    assertTrue(summary.work95() <= summary.longestWork(), summary.toString());
    assertTrue(summary.longestWork() > 0, summary.toString());
  }

  private static void pause(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
