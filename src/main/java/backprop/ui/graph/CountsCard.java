package backprop.ui.graph;

import backprop.autodiff.symbols.Counts;
import backprop.message.Message;
import backprop.message.NumberText;
import backprop.ui.common.Card;
import backprop.ui.common.UiContext;
import java.math.BigInteger;
import java.util.function.Function;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// "Why backwards?" in numbers: the multiplications that a gradient costs in four ways.
final class CountsCard {
  private final UiContext context;
  private final String name;
  private final Counts counts;

  CountsCard(UiContext context, String name, Counts counts) {
    this.context = context;
    this.name = name;
    this.counts = counts;
  }

  Card card(Node... below) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("check-grid");
    ColumnConstraints left = new ColumnConstraints();
    left.setHgrow(Priority.ALWAYS);
    ColumnConstraints right = new ColumnConstraints();
    right.setHalignment(HPos.RIGHT);
    grid.getColumnConstraints().addAll(left, right, right);
    grid.addRow(
        0,
        head(context.texts().text("symbols.counts.multiplications")),
        head(context.texts().text("symbols.counts.one", name)),
        head(context.texts().text("symbols.counts.all", counts.numbers())));
    row(grid, 1, "symbols.counts.paths", Counts.Row::byPaths, false);
    row(grid, 2, "symbols.counts.forward", Counts.Row::forward, false);
    row(grid, 3, "symbols.counts.numerical", Counts.Row::numerical, false);
    row(grid, 4, "symbols.counts.reverse", Counts.Row::reverse, true);
    InspectorParts parts = new InspectorParts(context);
    Card card =
        new Card(
            context.texts(),
            "symbols.card.counts",
            grid,
            parts.remark(Message.of("symbols.counts.lesson", text(counts.paths()))));
    card.getChildren().addAll(below);
    card.setId("counts-card");
    return card;
  }

  private void row(
      GridPane grid, int line, String key, Function<Counts.Row, BigInteger> count, boolean strong) {
    Label label = new Label(context.texts().shown(Message.of(key)));
    Label one = number(count.apply(counts.one()));
    Label all = number(count.apply(counts.all()));
    if (strong) {
      label.getStyleClass().add("strong");
      all.getStyleClass().add("strong");
    }
    grid.addRow(line, label, one, all);
  }

  private static Label number(BigInteger count) {
    Label label = new Label(text(count));
    label.getStyleClass().addAll("mono", "number");
    return label;
  }

  /// The count with its thousands apart, or in six digits where it is very large.
  private static String text(BigInteger count) {
    return count.bitLength() < 50
        ? NumberText.count(count.longValueExact())
        : NumberText.of(count.doubleValue());
  }

  private static Label head(String text) {
    Label label = new Label(text);
    label.getStyleClass().addAll("muted", "small");
    return label;
  }
}
