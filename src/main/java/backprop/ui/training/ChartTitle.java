package backprop.ui.training;

import backprop.ui.common.UiContext;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.shape.Line;

/// A chart's name, and what its lines are.
final class ChartTitle extends HBox {
  private final UiContext context;

  ChartTitle(UiContext context, String key) {
    this.context = context;
    getStyleClass().add("chart-title");
    Label title = new Label();
    title.getStyleClass().add("section-title");
    title.textProperty().bind(context.texts().bind(key));
    getChildren().add(title);
  }

  /// Adds a line of this look and what it is.
  ChartTitle with(ChartPainter.Look look, String key, Object... arguments) {
    Line line = new Line(0, 0, 16, 0);
    line.getStyleClass().add("sample");
    switch (look) {
      case SOLID -> line.setStrokeWidth(1.6);
      case DASHED -> {
        line.setStrokeWidth(1.6);
        line.getStrokeDashArray().setAll(4.0, 3.0);
      }
      case FAINT -> {
        line.setStrokeWidth(1);
        line.setOpacity(0.5);
      }
    }
    Label text = new Label();
    text.getStyleClass().addAll("muted", "small");
    text.textProperty().bind(context.texts().bind(key, arguments));
    text.setGraphic(line);
    getChildren().add(text);
    return this;
  }
}
