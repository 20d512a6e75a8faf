package backprop.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.ui.common.TestUi;
import backprop.ui.common.UserFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.animation.AnimationTimer;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program's window, made as the program makes it.
class ExplorerApplicationTest {
  /// More frames than the empty window is shown before it is filled.
  private static final int FRAMES = 10;

  @TempDir Path home;
  private String homeBefore = "";
  private final Thread.UncaughtExceptionHandler handlerBefore =
      Thread.getDefaultUncaughtExceptionHandler();

  @BeforeEach
  void ownFolders() {
    homeBefore = System.getProperty(UserFolders.HOME_PROPERTY, "");
    System.setProperty(UserFolders.HOME_PROPERTY, home.toString());
  }

  @AfterEach
  void back() {
    System.setProperty(UserFolders.HOME_PROPERTY, homeBefore);
    Thread.setDefaultUncaughtExceptionHandler(handlerBefore);
  }

  @Test
  void aWindowClosedBeforeItIsFilledStaysClosedAndItsPlaceIsKept() throws InterruptedException {
    ExplorerApplication application = TestUi.onFx(ExplorerApplication::new);
    Stage stage =
        TestUi.onFx(
            () -> {
              Stage window = new Stage();
              application.start(window);
              window.close();
              return window;
            });
    frames();
    assertEquals(List.of(), TestUi.onFx(application::workspaces), "nothing was made any more");
    assertFalse(TestUi.onFx(stage::isShowing));
    application.stop();
    assertTrue(Files.exists(UserFolders.below(home).config().resolve("preferences.json")));
  }

  private static void frames() throws InterruptedException {
    AtomicInteger seen = new AtomicInteger();
    AnimationTimer timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            seen.incrementAndGet();
          }
        };
    TestUi.runFx(timer::start);
    long until = System.nanoTime() + 20_000_000_000L;
    while (seen.get() < FRAMES) {
      assertTrue(System.nanoTime() < until, "no frames");
      Thread.sleep(10);
    }
    TestUi.runFx(timer::stop);
  }
}
