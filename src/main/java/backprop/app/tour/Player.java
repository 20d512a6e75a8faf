package backprop.app.tour;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/// Mouse, keyboard and camera on a window: what a person would do, then a picture of what they see.
///
/// Called from a thread that is not the FX thread; every call comes back when the window has
/// answered.
final class Player {
  private static final Duration REST = Duration.ofMillis(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int GLIDE = 6;

  private final Stage stage;
  private final Path folder;
  private final Robot robot;

  Player(Stage stage, Path folder) {
    this.stage = stage;
    this.folder = folder;
    this.robot = onFx(Robot::new);
  }

  /// Runs this on the FX thread and gives what it gave.
  static <T> T onFx(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Platform.runLater(
        () -> {
          try {
            result.complete(work.call());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("the window did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void act(Runnable work) {
    onFx(
        () -> {
          work.run();
          return true;
        });
    pulse();
  }

  /// Waits until the window was laid out and drawn after what happened so far.
  private void pulse() {
    CompletableFuture<Boolean> drawn = new CompletableFuture<>();
    onFx(
        () -> {
          Scene scene = stage.getScene();
          Runnable[] listener = new Runnable[1];
          listener[0] =
              () -> {
                scene.removePostLayoutPulseListener(listener[0]);
                drawn.complete(true);
              };
          scene.addPostLayoutPulseListener(listener[0]);
          Platform.requestNextPulse();
          return true;
        });
    try {
      drawn.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the window was not drawn", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Types a key, with the modifiers held.
  void key(KeyCode code, KeyCode... modifiers) {
    act(
        () -> {
          for (KeyCode modifier : modifiers) {
            robot.keyPress(modifier);
          }
          robot.keyType(code);
          for (KeyCode modifier : modifiers) {
            robot.keyRelease(modifier);
          }
        });
  }

  /// Clicks in the middle of a node.
  void click(Node node) {
    click(middle(node));
  }

  /// Clicks at a place of the screen.
  void click(Point2D place) {
    act(
        () -> {
          robot.mouseMove(place);
          robot.mouseClick(MouseButton.PRIMARY);
        });
  }

  /// Presses at the first place, moves through the others and releases at the last.
  void drag(List<Point2D> places) {
    act(
        () -> {
          robot.mouseMove(places.getFirst());
          robot.mousePress(MouseButton.PRIMARY);
        });
    for (int i = 1; i < places.size(); i++) {
      Point2D from = places.get(i - 1);
      Point2D to = places.get(i);
      for (int k = 1; k <= GLIDE; k++) {
        Point2D here = from.interpolate(to, (double) k / GLIDE);
        onFx(
            () -> {
              robot.mouseMove(here);
              return true;
            });
      }
      pulse();
    }
    act(() -> robot.mouseRelease(MouseButton.PRIMARY));
  }

  /// The middle of a node on the screen.
  Point2D middle(Node node) {
    return onFx(
        () -> {
          Bounds bounds = node.localToScreen(node.getBoundsInLocal());
          return new Point2D(bounds.getCenterX(), bounds.getCenterY());
        });
  }

  /// The node of the window with this CSS id, which must be there.
  Node node(String id) {
    return onFx(
        () -> find(id).orElseThrow(() -> new IllegalStateException("the window shows no " + id)));
  }

  /// The node of the window with this CSS id, if it is there; on the FX thread.
  Optional<Node> find(String id) {
    return Optional.ofNullable(stage.getScene().lookup("#" + id));
  }

  /// How many nodes of the window a CSS selector finds; on the FX thread.
  int count(String selector) {
    return stage.getScene().getRoot().lookupAll(selector).size();
  }

  /// Waits until something holds, looking at it on the FX thread.
  void await(String what, Callable<Boolean> condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!onFx(condition)) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("it never came to: " + what);
      }
      pulse();
      rest();
    }
  }

  /// Leaves the processors to what is waited for; frames without end would take them.
  private static void rest() {
    try {
      Thread.sleep(REST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Writes what the window shows as a PNG of this name.
  void picture(String name) {
    pulse();
    BufferedImage image =
        onFx(() -> SwingFXUtils.fromFXImage(stage.getScene().snapshot(null), null));
    try {
      Path beside = Files.createTempFile(folder, name, ".part");
      ImageIO.write(image, "png", beside.toFile());
      Files.move(beside, folder.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
