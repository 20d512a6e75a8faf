package backprop.ui.graph;

import backprop.autodiff.Cell;
import backprop.message.Message;
import backprop.message.NumberText;
import backprop.ui.common.NumberLabel;
import backprop.ui.common.UiContext;
import java.util.List;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// One number with the terms it is made of: each operand with its place below, what they make, and
/// what all terms make together.
final class CellTerms {
  private static final int MOST_TERMS = 8;
  private static final int DIGITS = 4;

  private final UiContext context;
  private final InspectorParts parts;
  private final String tone;

  /// @param tone the colour of the number: `forward` or `gradient`
  CellTerms(UiContext context, String tone) {
    this.context = context;
    this.parts = new InspectorParts(context);
    this.tone = tone;
  }

  /// While the terms are made.
  List<Node> waiting() {
    Label dots = new Label("…");
    dots.getStyleClass().add("muted");
    return List.of(dots);
  }

  /// The number in a sentence, and its terms.
  List<Node> of(Cell cell, Message sentence) {
    Node said = parts.sentence(sentence);
    if (cell.combine() == Cell.Combine.UNLISTED) {
      return List.of(said, parts.remark(Message.of("ui-graph.inner.too-many")));
    }
    return List.of(said, grid(cell));
  }

  private GridPane grid(Cell cell) {
    GridPane grid = new GridPane();
    grid.setId("cell-terms");
    grid.getStyleClass().add("terms-grid");
    int shown = Math.min(MOST_TERMS, cell.terms().size());
    for (int row = 0; row < shown; row++) {
      addTerm(grid, row, cell.terms().get(row), cell.combine());
    }
    if (shown < cell.terms().size()) {
      String more = context.texts().text("ui-graph.inner.more", cell.terms().size() - shown);
      grid.add(muted(more), 0, shown, GridPane.REMAINING, 1);
    }
    together(cell.combine())
        .ifPresent(
            sign -> {
              Label label = muted(sign);
              GridPane.setHalignment(label, HPos.RIGHT);
              grid.add(label, 0, shown + 1, 4, 1);
              Label total = number(cell.value(), tone);
              total.getStyleClass().add("strong");
              grid.add(total, 4, shown + 1);
            });
    return grid;
  }

  private void addTerm(GridPane grid, int row, Cell.Term term, Cell.Combine combine) {
    int column = 0;
    for (Cell.Operand operand : term.operands()) {
      if (column > 0) {
        grid.add(sign(combine == Cell.Combine.APPLY ? "," : "×"), column++, row);
      }
      grid.add(placed(operand), column++, row);
    }
    if (term.operands().size() > 1 || term.value() != term.operands().getFirst().value()) {
      grid.add(sign(combine == Cell.Combine.SHARE ? "exp →" : "="), 3, row);
      grid.add(number(term.value(), tone), 4, row);
    }
  }

  /// What stands before the number that all terms make; nothing where the one term says it.
  private static Optional<String> together(Cell.Combine combine) {
    return switch (combine) {
      case SUM -> Optional.of("Σ =");
      case MEAN -> Optional.of("Σ / n =");
      case LARGEST -> Optional.of("max =");
      case PLACE -> Optional.of("argmax =");
      case SHARE -> Optional.of("/ Σ =");
      case APPLY, UNLISTED -> Optional.empty();
    };
  }

  private static VBox placed(Cell.Operand operand) {
    String tone =
        switch (operand.kind()) {
          case FORWARD -> "forward";
          case GRADIENT -> "gradient";
          case LOCAL -> "ink";
        };
    VBox box = new VBox(number(operand.value(), tone), muted(operand.place()));
    box.setAlignment(Pos.TOP_RIGHT);
    return box;
  }

  private static Label sign(String sign) {
    Label label = muted(sign);
    GridPane.setValignment(label, VPos.TOP);
    return label;
  }

  private static Label muted(String text) {
    Label label = new Label(text);
    label.getStyleClass().addAll("muted", "small", "mono");
    return label;
  }

  private static Label number(double value, String tone) {
    NumberLabel label = new NumberLabel(value);
    if (label.getText().length() > 8) {
      label.setText(NumberText.of(value, DIGITS));
    }
    label.getStyleClass().add(tone);
    label.setMaxWidth(Double.MAX_VALUE);
    label.setAlignment(Pos.CENTER_RIGHT);
    GridPane.setValignment(label, VPos.TOP);
    return label;
  }
}
