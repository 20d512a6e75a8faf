package backprop.ui.draw;

import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Ten buttons for the true label, and the one that teaches it.
final class LabelChooser extends VBox {

  LabelChooser(UiContext context, PadModel model, UserAction teach) {
    getStyleClass().add("teach");
    Label title = new Label();
    title.getStyleClass().add("section-title");
    title.textProperty().bind(context.texts().bind("ui-draw.teach"));
    HBox digits = new HBox();
    digits.getStyleClass().add("digits");
    ToggleGroup group = new ToggleGroup();
    for (int k = 0; k < 10; k++) {
      int digit = k;
      ToggleButton button = new ToggleButton(Integer.toString(k));
      button.setId("label-" + k);
      button.setToggleGroup(group);
      button.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(button, Priority.ALWAYS);
      button.setOnAction(
          _ ->
              model
                  .labelProperty()
                  .set(button.isSelected() ? Optional.of(digit) : Optional.empty()));
      model
          .labelProperty()
          .subscribe(label -> button.setSelected(label.filter(l -> l == digit).isPresent()));
      digits.getChildren().add(button);
    }
    digits.disableProperty().bind(model.emptyProperty());
    Button update = new Button();
    update.setId("teach");
    update.getStyleClass().add("teach-button");
    update.textProperty().bind(context.texts().bind(teach.label()));
    update.disableProperty().bind(javafx.beans.binding.Bindings.not(teach.enabled()));
    update.setMaxWidth(Double.MAX_VALUE);
    update.setOnAction(_ -> teach.perform());
    getChildren().addAll(title, digits, update);
  }
}
