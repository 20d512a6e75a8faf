package backprop.ui.common;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// A card of an inspector: a small muted title and what it tells.
public final class Card extends VBox {

  /// A card whose title is the text of this key.
  public Card(Texts texts, String titleKey, Node... content) {
    getStyleClass().add("bp-card");
    Label title = new Label();
    title.getStyleClass().add("card-title");
    title.textProperty().bind(texts.bind(titleKey));
    getChildren().add(title);
    getChildren().addAll(content);
  }

  /// Shows this below the title instead of what was there.
  public void show(Node... content) {
    getChildren().remove(1, getChildren().size());
    getChildren().addAll(content);
  }
}
