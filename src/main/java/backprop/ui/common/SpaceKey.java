package backprop.ui.common;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

/// The space bar: plays or pauses on release, if it was held shortly and nothing was dragged
/// meanwhile.
///
/// Held with a drag it pans, which is the canvas's affair. A focused control keeps its Space;
/// auto-repeat is ignored.
public final class SpaceKey {

  private static final long LONGEST_NANOS = 250_000_000;

  private final Runnable perform;
  private long pressedAt;
  private boolean held;
  private boolean dragged;

  /// A space bar that does this.
  public SpaceKey(Runnable perform) {
    this.perform = perform;
  }

  /// Listens on this scene.
  public void install(Scene scene) {
    scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    scene.addEventFilter(KeyEvent.KEY_RELEASED, this::released);
    scene.addEventFilter(MouseEvent.MOUSE_DRAGGED, _ -> dragged = true);
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() != KeyCode.SPACE || held) {
      return;
    }
    held = isPlain(event) && !keepsSpace(event);
    dragged = false;
    pressedAt = System.nanoTime();
  }

  private void released(KeyEvent event) {
    if (event.getCode() != KeyCode.SPACE || !held) {
      return;
    }
    held = false;
    if (!dragged && isPlain(event) && System.nanoTime() - pressedAt < LONGEST_NANOS) {
      perform.run();
      event.consume();
    }
  }

  private static boolean isPlain(KeyEvent event) {
    // Shift+Space and Ctrl+Space switch the input language.
    return !event.isShiftDown()
        && !event.isControlDown()
        && !event.isAltDown()
        && !event.isMetaDown();
  }

  private static boolean keepsSpace(KeyEvent event) {
    return event.getTarget() instanceof Node node
        && node instanceof Control control
        && control.isFocused();
  }
}
