package backprop.ui.graph;

import backprop.ui.common.UiContext;
import javafx.scene.layout.VBox;

/// The right side.
final class Inspector extends VBox {
  Inspector(UiContext context, GraphModel model) {
    getStyleClass().add("inspector");
  }
}
