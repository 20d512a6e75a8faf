package backprop.ui.graph;

import backprop.message.Message;
import backprop.ui.common.UiContext;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/// Copies a formula as LaTeX: by a button below it, and by its context menu.
final class CopyLatex {
  private CopyLatex() {}

  /// Adds both to a box.
  static void on(UiContext context, VBox box, Supplier<String> latex) {
    HBox row = new HBox(button(context, latex));
    row.setAlignment(Pos.CENTER_RIGHT);
    box.getChildren().add(row);
    MenuItem item = new MenuItem();
    item.textProperty().bind(context.texts().bind("symbols.copy-latex"));
    item.setOnAction(_ -> copy(context, latex.get()));
    ContextMenu menu = new ContextMenu(item);
    box.setOnContextMenuRequested(
        event -> {
          menu.show(box, event.getScreenX(), event.getScreenY());
          event.consume();
        });
  }

  /// The button alone.
  static Button button(UiContext context, Supplier<String> latex) {
    Button copy = new Button();
    copy.setGraphic(new FontIcon(Material2AL.CONTENT_COPY));
    copy.getStyleClass().addAll("formula-copy", "copy-latex");
    copy.textProperty().bind(context.texts().bind("symbols.latex"));
    copy.accessibleTextProperty().bind(context.texts().bind("symbols.copy-latex"));
    Tooltip tooltip = new Tooltip();
    tooltip.textProperty().bind(context.texts().bind("symbols.copy-latex"));
    copy.setTooltip(tooltip);
    copy.setOnAction(_ -> copy(context, latex.get()));
    return copy;
  }

  private static void copy(UiContext context, String latex) {
    ClipboardContent content = new ClipboardContent();
    content.putString(latex);
    Clipboard.getSystemClipboard().setContent(content);
    context.status().say(Message.of("symbols.copied"));
  }
}
