package backprop.ui.graph;

import backprop.autodiff.symbols.Ledger;
import backprop.formula.LatexPrinter;
import backprop.message.Message;
import backprop.ui.common.Card;
import backprop.ui.common.FormulaView;
import backprop.ui.common.NumberLabel;
import backprop.ui.common.UiContext;
import java.util.stream.Collectors;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The account of a gradient: each path with its product in symbols and in numbers, and their sum.
final class LedgerCard {
  private final UiContext context;
  private final Ledger ledger;

  LedgerCard(UiContext context, Ledger ledger) {
    this.context = context;
    this.ledger = ledger;
  }

  Card card() {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("check-grid");
    ColumnConstraints left = new ColumnConstraints();
    left.setHgrow(Priority.ALWAYS);
    ColumnConstraints right = new ColumnConstraints();
    right.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints().addAll(left, right);
    int line = 0;
    for (Ledger.Row row : ledger.rows()) {
      Label through = new Label(row.through());
      through.getStyleClass().addAll("muted", "small", "mono");
      through.setWrapText(true);
      FormulaView product = new InspectorParts(context).formula(row.latex());
      product.setAccessibleText(row.plain());
      grid.add(new VBox(1, through, product), 0, line);
      NumberLabel value = new NumberLabel(row.value());
      value.getStyleClass().add("gradient");
      GridPane.setValignment(value, VPos.BOTTOM);
      grid.add(value, 1, line++);
    }
    Label name = new Label(context.texts().text("symbols.ledger.sum", ledger.derivative()));
    name.getStyleClass().add("strong");
    NumberLabel sum = new NumberLabel(ledger.sum());
    sum.getStyleClass().addAll("gradient", "strong");
    sum.setId("ledger-sum");
    grid.add(name, 0, line);
    grid.add(sum, 1, line);
    Card card = new Card(context.texts(), "symbols.card.ledger", grid);
    InspectorParts parts = new InspectorParts(context);
    if (ledger.seed() != 1) {
      card.getChildren().add(parts.remark(Message.of("symbols.ledger.seed", ledger.seed())));
    }
    if (ledger.rows().size() == Ledger.MOST_ROWS) {
      card.getChildren().add(parts.remark(Message.of("symbols.ledger.most", Ledger.MOST_ROWS)));
    }
    if (!ledger.complete()) {
      card.getChildren().add(parts.remark(Message.of("ui-graph.chain.more-to-come")));
    }
    CopyLatex.on(context, card, this::latex);
    return card;
  }

  private String latex() {
    return ledger.rows().stream()
        .map(row -> row.latex() + " &= " + LatexPrinter.number(row.value()))
        .collect(
            Collectors.joining(
                " \\\\\n",
                "\\begin{aligned}\n",
                " \\\\\n\\textstyle\\sum &= "
                    + LatexPrinter.number(ledger.sum())
                    + "\n\\end{aligned}"));
  }
}
