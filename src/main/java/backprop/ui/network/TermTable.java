package backprop.ui.network;

import backprop.message.NumberText;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

/// The largest terms of a sum, a row each: `name value × weight = product`.
final class TermTable extends GridPane {
  /// How many terms are shown.
  static final int TERMS = 6;

  TermTable() {
    getStyleClass().add("terms");
    setHgap(10);
  }

  void clear() {
    getChildren().clear();
  }

  /// Adds a row.
  void term(int row, String name, float value, float weight) {
    cell(name, 0, row, "muted");
    cell(NumberText.of(value, 3), 1, row, "forward");
    cell("×", 2, row, "muted");
    cell(NumberText.of(weight, 3), 3, row, "");
    cell("=", 4, row, "muted");
    cell(NumberText.signed(NumberText.of((double) value * weight, 3)), 5, row, "forward");
  }

  private void cell(String text, int column, int row, String style) {
    Label label = new Label(text);
    label.getStyleClass().addAll("number", "term");
    if (!style.isEmpty()) {
      label.getStyleClass().add(style);
    }
    add(label, column, row);
  }
}
