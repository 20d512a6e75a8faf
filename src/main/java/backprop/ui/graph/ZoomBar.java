package backprop.ui.graph;

import backprop.message.NumberText;
import backprop.ui.common.PanZoom;
import backprop.ui.common.Tips;
import backprop.ui.common.UiContext;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// The small bar at the bottom left: − 100 % + | fit | tidy.
final class ZoomBar extends HBox {

  ZoomBar(UiContext context, GraphView view, Runnable tidy) {
    getStyleClass().add("zoom-bar");
    Button out = button(context, "−", "ui-graph.zoom-out", () -> view.zoom(1 / PanZoom.STEP));
    Button actual =
        button(
            context,
            "",
            "ui-graph.zoom-actual",
            () -> view.zoom(1 / view.viewProperty().get().scale()));
    actual
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> NumberText.percent(view.viewProperty().get().scale(), 0),
                view.viewProperty()));
    actual.setId("zoom-percent");
    Button in = button(context, "+", "ui-graph.zoom-in", () -> view.zoom(PanZoom.STEP));
    Button fit = button(context, "", "ui-graph.fit", view::fit);
    fit.textProperty().bind(context.texts().bind("ui-graph.fit.short"));
    Button tidyButton = button(context, "", "ui-graph.tidy", tidy);
    tidyButton.textProperty().bind(context.texts().bind("ui-graph.tidy.short"));
    getChildren().addAll(out, actual, in, divider(), fit, divider(), tidyButton);
  }

  private static Label divider() {
    Label divider = new Label("|");
    divider.getStyleClass().add("divider");
    return divider;
  }

  private static Button button(UiContext context, String text, String key, Runnable action) {
    Button button = new Button(text);
    button.getStyleClass().add("zoom-button");
    button.setFocusTraversable(false);
    Tips.on(button, context.texts().bind(key));
    button.accessibleTextProperty().bind(context.texts().bind(key));
    button.setOnAction(_ -> action.run());
    return button;
  }
}
