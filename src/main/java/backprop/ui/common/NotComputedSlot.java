package backprop.ui.common;

import javafx.scene.layout.Region;

/// The hatched empty slot of a number that is not computed yet: never a zero, and as wide as the
/// number will be.
public final class NotComputedSlot extends Region {

  /// A slot of this size.
  public NotComputedSlot(Texts texts, double width, double height) {
    getStyleClass().add("not-computed");
    setMinSize(width, height);
    setPrefSize(width, height);
    setMaxSize(width, height);
    accessibleTextProperty().bind(texts.bind("common.not-computed"));
  }
}
