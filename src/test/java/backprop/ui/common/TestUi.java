package backprop.ui.common;

import backprop.figure.ColorTheme;
import backprop.message.Language;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.stage.Window;

/// A headless JavaFX for tests: starts once, runs work on the FX thread, shows a scene with the
/// program's style.
public final class TestUi {

  private static boolean started;

  private TestUi() {}

  /// Starts the toolkit where it does not run yet.
  public static synchronized void start() {
    if (started) {
      return;
    }
    CountDownLatch up = new CountDownLatch(1);
    try {
      Platform.startup(up::countDown);
      if (!up.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("JavaFX did not start");
      }
    } catch (IllegalStateException alreadyRunning) {
      // TestFX started it in the same process.
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Platform.setImplicitExit(false);
    started = true;
  }

  /// Runs this on the FX thread and gives what it gave; what it throws is thrown here.
  public static <T> T onFx(Callable<T> work) {
    if (Platform.isFxApplicationThread()) {
      return here(work);
    }
    start();
    CompletableFuture<T> result = new CompletableFuture<>();
    Platform.runLater(
        () -> {
          try {
            result.complete(work.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.get(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T here(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /// Runs this on the FX thread and waits for it.
  public static void runFx(Runnable work) {
    onFx(
        () -> {
          work.run();
          return true;
        });
  }

  /// Waits until everything queued on the FX thread so far, and what that queued, has run, and lays
  /// every window out: on a busy machine the next pulse may be far away.
  public static void settle() {
    for (int i = 0; i < 3; i++) {
      runFx(() -> List.copyOf(Window.getWindows()).forEach(TestUi::layOut));
    }
  }

  private static void layOut(Window window) {
    if (window.getScene() != null) {
      window.getScene().getRoot().applyCss();
      window.getScene().getRoot().layout();
    }
  }

  /// What the shell gives a feature, in English and light, with work done on the common pool and
  /// folders below `home`.
  public static UiContext context(Path home) {
    return onFx(
        () ->
            new UiContext(
                new Texts(Language.ENGLISH),
                new Theme(ColorTheme.LIGHT),
                new StatusModel(),
                new Preferences(),
                UserFolders.below(home),
                ForkJoinPool.commonPool()));
  }

  /// Shows this in a window of this size, styled; the caller closes the stage on the FX thread.
  public static Stage show(UiContext context, Parent root, double width, double height) {
    return onFx(
        () -> {
          Scene scene = new Scene(root, width, height);
          context.theme().install(scene);
          Stage stage = new Stage();
          stage.setScene(scene);
          stage.show();
          return stage;
        });
  }
}
