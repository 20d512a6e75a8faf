package backprop.ui.common;

import javafx.scene.layout.HBox;

/// The bar below a workspace that plays its timeline.
public final class Transport extends HBox {

  /// A bar for this model.
  public Transport(UiContext context, TransportModel model) {
    getStyleClass().add("transport");
  }
}
