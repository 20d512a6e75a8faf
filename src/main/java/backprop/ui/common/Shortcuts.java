package backprop.ui.common;

import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeView;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// Hears the keys of the actions, by key code, wherever the focused control has no use of its own
/// for them.
///
/// While an input method is composing (Hangul, for one) every shortcut is off.
public final class Shortcuts {

  private final Supplier<List<UserAction>> actions;
  private boolean composing;

  /// Shortcuts of the actions that this gives at each key press.
  public Shortcuts(Supplier<List<UserAction>> actions) {
    this.actions = actions;
  }

  /// Listens on this scene.
  public void install(Scene scene) {
    scene.addEventFilter(
        InputMethodEvent.INPUT_METHOD_TEXT_CHANGED, e -> composing = !e.getComposed().isEmpty());
    scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  private void pressed(KeyEvent event) {
    if (composing || event.getTarget() == null) {
      return;
    }
    Node focused = event.getTarget() instanceof Node node ? node : null;
    boolean taken = false;
    for (UserAction action : actions.get()) {
      if (!matches(action, event)) {
        continue;
      }
      if (action.scope() == Scope.WORKSPACE && focused != null && usesItself(focused, event)) {
        continue;
      }
      taken = true;
      if (action.perform()) {
        event.consume();
        return;
      }
    }
    // At the last step → does nothing; a group of toggles must not take it for itself then.
    if (taken && focused instanceof ToggleButton) {
      event.consume();
    }
  }

  private static boolean matches(UserAction action, KeyEvent event) {
    for (KeyCombination keys : action.keys()) {
      if (keys.match(event)) {
        return true;
      }
    }
    return false;
  }

  /// Whether this control does something of its own with this key.
  static boolean usesItself(Node focused, KeyEvent event) {
    for (Node node = focused; node != null; node = node.getParent()) {
      boolean uses =
          switch (node) {
            case TextInputControl _ -> !event.isShortcutDown() || EDITING.contains(event.getCode());
            case ComboBoxBase<?> _, Spinner<?> _, Slider _ -> isPlain(event) && isMoving(event);
            case ListView<?> _, TableView<?> _, TreeView<?> _ ->
                isPlain(event) && isMoving(event) && !event.getCode().isWhitespaceKey();
            case ButtonBase _ ->
                event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ENTER;
            default -> false;
          };
      if (uses) {
        return !event.getCode().isFunctionKey();
      }
    }
    return false;
  }

  /// Keys that, with Mod, edit a text field.
  private static final List<KeyCode> EDITING =
      List.of(
          KeyCode.A,
          KeyCode.C,
          KeyCode.V,
          KeyCode.X,
          KeyCode.Y,
          KeyCode.Z,
          KeyCode.LEFT,
          KeyCode.RIGHT,
          KeyCode.HOME,
          KeyCode.END,
          KeyCode.BACK_SPACE,
          KeyCode.DELETE);

  private static boolean isPlain(KeyEvent event) {
    return !event.isShortcutDown() && !event.isAltDown();
  }

  private static boolean isMoving(KeyEvent event) {
    return event.getCode().isNavigationKey()
        || event.getCode() == KeyCode.SPACE
        || event.getCode() == KeyCode.ENTER;
  }
}
