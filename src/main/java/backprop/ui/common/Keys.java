package backprop.ui.common;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/// Key combinations by key code, so that they work with the Korean input method on; `Mod` is Ctrl,
/// ⌘ on macOS.
public final class Keys {

  private Keys() {}

  /// The key alone.
  public static KeyCombination key(KeyCode code) {
    return new KeyCodeCombination(code);
  }

  /// Shift and the key.
  public static KeyCombination shift(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHIFT_DOWN);
  }

  /// Alt and the key.
  public static KeyCombination alt(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.ALT_DOWN);
  }

  /// Alt, Shift and the key.
  public static KeyCombination altShift(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.ALT_DOWN, KeyCombination.SHIFT_DOWN);
  }

  /// Mod and the key.
  public static KeyCombination mod(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
  }

  /// Mod, Shift and the key.
  public static KeyCombination modShift(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  }
}
