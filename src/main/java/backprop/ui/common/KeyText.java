package backprop.ui.common;

import javafx.scene.input.KeyCombination;

/// Key combinations as they are printed on keys: `Ctrl+Shift+Z`, `⌘⇧Z`, `→`.
public final class KeyText {

  private KeyText() {}

  /// The keys of this combination, named as this system's keyboards are.
  public static String of(KeyCombination keys) {
    return keys.getDisplayText();
  }
}
