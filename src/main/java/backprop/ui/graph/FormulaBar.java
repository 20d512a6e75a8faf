package backprop.ui.graph;

import backprop.ui.common.UiContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/// The graph in words, above the canvas: to read and to copy.
final class FormulaBar extends HBox {
  private final Label text = new Label();

  FormulaBar(UiContext context) {
    getStyleClass().add("formula-bar");
    text.getStyleClass().addAll("mono", "formula-text");
    text.setTextOverrun(OverrunStyle.ELLIPSIS);
    text.setId("formula-text");
    Tooltip whole = new Tooltip();
    whole.textProperty().bind(text.textProperty());
    whole.setWrapText(true);
    whole.setMaxWidth(600);
    whole.getStyleClass().add("number-tooltip");
    text.setTooltip(whole);
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    Label mark = new Label("fx");
    mark.getStyleClass().addAll("muted", "formula-mark");
    Button copy = new Button();
    copy.setGraphic(new FontIcon(Material2AL.CONTENT_COPY));
    copy.getStyleClass().addAll("formula-copy");
    copy.setFocusTraversable(false);
    copy.accessibleTextProperty().bind(context.texts().bind("ui-graph.formula.copy"));
    Tooltip tooltip = new Tooltip();
    tooltip.textProperty().bind(context.texts().bind("ui-graph.formula.copy"));
    copy.setTooltip(tooltip);
    copy.setOnAction(
        _ -> {
          ClipboardContent content = new ClipboardContent();
          content.putString(text.getText());
          Clipboard.getSystemClipboard().setContent(content);
          context.status().say(backprop.message.Message.of("ui-graph.formula.copied"));
        });
    getChildren().addAll(mark, text, gap, copy);
  }

  /// Shows this formula.
  void show(String formula) {
    text.setText(formula);
  }
}
