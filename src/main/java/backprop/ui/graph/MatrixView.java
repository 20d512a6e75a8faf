package backprop.ui.graph;

import backprop.autodiff.Index;
import backprop.message.NumberText;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import backprop.ui.common.NumberLabel;
import java.util.function.IntConsumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// A tensor as a small table: at most so many rows and columns around the chosen cell.
///
/// Of a tensor of higher rank the slice that holds the chosen cell is shown, with its indices.
final class MatrixView extends VBox {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final int ROWS = 7;
  private static final int MOST_COLUMNS = 4;
  private static final int DIGITS = 4;

  /// How many characters stand side by side in the inspector with a name before them, and how many
  /// of them a gap takes.
  private static final int WIDTH = 23;

  private static final int GAP = 2;

  private final Tensor tensor;
  private final String tone;
  private final IntConsumer choose;

  /// A table of these numbers.
  ///
  /// @param tone the style of the numbers: `forward`, `gradient`, or `ink`
  /// @param chosen the row-major position of the chosen cell, or −1
  /// @param choose told of the cell that was clicked
  MatrixView(Tensor tensor, String tone, int chosen, IntConsumer choose) {
    this.tensor = tensor;
    this.tone = tone;
    this.choose = choose;
    getStyleClass().add("matrix-view");
    build(chosen);
  }

  private void build(int chosen) {
    Shape shape = tensor.shape();
    int columns = shape.rank() == 0 ? 1 : shape.dim(-1);
    int rows = shape.rank() < 2 ? 1 : shape.dim(-2);
    if (tensor.size() == 0) {
      getChildren().add(new Label(shape.toString()));
      return;
    }
    int slice = rows * columns;
    int base = Math.max(0, chosen) / slice * slice;
    int row = (Math.max(0, chosen) - base) / columns;
    int column = (Math.max(0, chosen) - base) % columns;
    int firstRow = Math.clamp(row - ROWS / 2, 0, Math.max(0, rows - ROWS));
    int lastRow = Math.min(rows, firstRow + ROWS);
    int shown = columnsThatFit(base + firstRow * columns, base + lastRow * columns);
    int firstColumn = Math.clamp(column - shown / 2, 0, Math.max(0, columns - shown));
    if (shape.rank() > 2) {
      String index = Index.text(shape, base);
      Label where = new Label(index.substring(0, index.length() - "[0][0]".length()));
      where.getStyleClass().addAll("muted", "small", "mono");
      getChildren().add(where);
    }
    GridPane grid = new GridPane();
    grid.getStyleClass().add("matrix-grid");
    int lastColumn = Math.min(columns, firstColumn + shown);
    for (int r = firstRow; r < lastRow; r++) {
      for (int c = firstColumn; c < lastColumn; c++) {
        int position = base + r * columns + c;
        grid.add(cell(position, position == chosen), c - firstColumn + 1, r - firstRow + 1);
      }
    }
    if (firstRow > 0) {
      grid.add(dots("⋮"), 1, 0);
    }
    if (lastRow < rows) {
      grid.add(dots("⋮ " + (rows - lastRow)), 1, ROWS + 2, shown, 1);
    }
    if (firstColumn > 0) {
      grid.add(dots("…"), 0, 1);
    }
    if (lastColumn < columns) {
      grid.add(dots("… " + (columns - lastColumn)), shown + 2, 1);
    }
    getChildren().add(grid);
  }

  /// As many columns as the inspector is wide, by the longest number of these rows.
  private int columnsThatFit(int from, int to) {
    int longest = 1;
    for (int position = from; position < to; position++) {
      longest = Math.max(longest, text(position).length());
    }
    return Math.clamp(WIDTH / (longest + GAP), 1, MOST_COLUMNS);
  }

  private String text(int position) {
    String usual = NumberText.of(tensor.get(position));
    return usual.length() > 8 ? NumberText.of(tensor.get(position), DIGITS) : usual;
  }

  private static Label dots(String text) {
    Label dots = new Label(text);
    dots.getStyleClass().addAll("muted", "small");
    dots.setMinWidth(USE_PREF_SIZE);
    return dots;
  }

  private Label cell(int position, boolean isChosen) {
    NumberLabel label = new NumberLabel(tensor.get(position));
    label.setText(text(position));
    label.getStyleClass().addAll("matrix-cell", tone);
    label.setAlignment(Pos.CENTER_RIGHT);
    label.setMaxWidth(Double.MAX_VALUE);
    // a number is whole or not there: rather the name beside the table gives way
    label.setMinWidth(USE_PREF_SIZE);
    label.pseudoClassStateChanged(CHOSEN, isChosen);
    label.setOnMouseClicked(_ -> choose.accept(position));
    return label;
  }
}
