package backprop.ui.graph;

import backprop.tensor.Tensor;
import backprop.ui.common.NotComputedSlot;
import backprop.ui.common.NumberLabel;
import backprop.ui.common.UiContext;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// A small table of numbers at a border: a name, and two numbers beside each other.
final class BorderTable extends GridPane {
  private final UiContext context;
  private int rows;

  BorderTable(UiContext context) {
    this.context = context;
    getStyleClass().add("border-table");
    setHgap(14);
    setVgap(6);
    ColumnConstraints name = new ColumnConstraints();
    name.setHgrow(Priority.ALWAYS);
    ColumnConstraints number = new ColumnConstraints();
    number.setHalignment(HPos.RIGHT);
    getColumnConstraints().addAll(name, number, number);
  }

  /// The words above the two columns of numbers.
  void head(String left, String right) {
    addRow(rows++, muted(""), muted(left), muted(right));
  }

  /// A row; where a number is not computed yet there is a slot.
  void row(
      String name,
      Optional<Tensor> left,
      String leftTone,
      Optional<Tensor> right,
      String rightTone) {
    addRow(rows++, muted(name), number(left, leftTone), number(right, rightTone));
  }

  /// A row whose second number will never be.
  void row(String name, Optional<Tensor> left, String tone) {
    addRow(rows++, muted(name), number(left, tone), muted("–"));
  }

  private static Label muted(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("muted");
    return label;
  }

  private Node number(Optional<Tensor> value, String tone) {
    if (value.isEmpty()) {
      return new NotComputedSlot(context.texts(), 46, 16);
    }
    Label label =
        value.get().isScalar()
            ? new NumberLabel(value.get().item())
            : new Label(value.get().shape().toString());
    label.getStyleClass().addAll("mono", tone);
    return label;
  }
}
