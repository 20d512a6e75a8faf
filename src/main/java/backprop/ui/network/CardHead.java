package backprop.ui.network;

import backprop.ui.common.UiContext;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/// The first line of a card of the diagram: what it is about, and a button that closes it.
final class CardHead extends HBox {
  private final Label title = new Label();

  CardHead(UiContext context, Runnable close) {
    title.getStyleClass().add("strong");
    Button closeButton = new Button();
    closeButton.getStyleClass().add("close");
    closeButton.setGraphic(new FontIcon(Material2AL.CLOSE));
    closeButton.accessibleTextProperty().bind(context.texts().bind("common.close"));
    closeButton.setOnAction(_ -> close.run());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    getChildren().addAll(title, space, closeButton);
    setAlignment(Pos.CENTER_LEFT);
  }

  void title(String text) {
    title.setText(text);
  }
}
