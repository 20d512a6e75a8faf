package backprop.ui.graph;

import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.message.Message;
import backprop.message.NumberText;
import backprop.tensor.Shape;
import backprop.ui.common.Card;
import backprop.ui.common.NumberLabel;
import backprop.ui.common.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;

/// A step on tensors, opened: cell after cell, each with the terms it is the sum of.
final class OpenedStep {
  private static final int MOST_TERMS = 12;

  private final UiContext context;
  private final InspectorParts parts;
  private final Trace trace;
  private final Step.Propagate step;
  private final Card card;

  OpenedStep(UiContext context, Trace trace, Step.Propagate step) {
    this.context = context;
    this.parts = new InspectorParts(context);
    this.trace = trace;
    this.step = step;
    this.card = new Card(context.texts(), "ui-graph.card.opened");
    closed();
  }

  /// The card that holds it.
  Card card() {
    return card;
  }

  private void closed() {
    Button open = new Button(context.texts().text("ui-graph.open-step"));
    open.setId("open-step");
    open.getStyleClass().add("pill");
    open.setOnAction(_ -> show(0));
    card.show(open);
  }

  private void show(int cell) {
    Shape shape = step.contribution().shape();
    List<Node> content = new ArrayList<>();
    content.add(navigation(cell));
    content.add(new MatrixView(step.contribution(), "gradient", cell, this::show));
    Optional<List<InnerSteps.Term>> terms = InnerSteps.terms(trace, step, cell);
    if (terms.isEmpty()) {
      content.add(parts.remark(Message.of("ui-graph.inner.too-many")));
    } else {
      content.add(terms(shape, cell, terms.get()));
    }
    card.show(content.toArray(Node[]::new));
  }

  private HBox navigation(int cell) {
    Shape shape = step.contribution().shape();
    int size = step.contribution().size();
    int row = shape.rank() == 0 ? 1 : Math.max(1, shape.dim(-1));
    TextField go = new TextField(InnerSteps.index(shape, cell));
    go.setId("go-to-cell");
    go.getStyleClass().addAll("mono", "go-to-cell");
    go.setOnAction(
        _ ->
            InnerSteps.position(shape, go.getText())
                .ifPresentOrElse(this::show, () -> go.setText(InnerSteps.index(shape, cell))));
    Label place = new Label(context.texts().text("ui-graph.inner.place", cell + 1, size));
    place.getStyleClass().addAll("muted", "small");
    HBox bar =
        new HBox(
            4,
            step("⇤", cell - row, size),
            step("‹", cell - 1, size),
            go,
            step("›", cell + 1, size),
            step("⇥", cell + row, size),
            place);
    bar.setAlignment(Pos.CENTER_LEFT);
    Button close = new Button("×");
    close.getStyleClass().addAll("cell-step");
    close.accessibleTextProperty().bind(context.texts().bind("ui-graph.close-step"));
    close.setOnAction(_ -> closed());
    bar.getChildren().add(close);
    return bar;
  }

  private Button step(String sign, int to, int size) {
    Button button = new Button(sign);
    button.getStyleClass().add("cell-step");
    button.setDisable(to < 0 || to >= size);
    button.setOnAction(_ -> show(to));
    return button;
  }

  private GridPane terms(Shape shape, int cell, List<InnerSteps.Term> terms) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("terms-grid");
    int row = 0;
    double sum = 0;
    for (InnerSteps.Term term : terms) {
      sum += term.product();
      if (row < MOST_TERMS) {
        grid.addRow(
            row++,
            muted(InnerSteps.index(step.upstream().shape(), term.output())),
            number(term.upstream(), "gradient"),
            muted("×"),
            number(term.partial(), "ink"),
            muted("="),
            number(term.product(), "gradient"));
      }
    }
    if (terms.size() > MOST_TERMS) {
      grid.add(
          muted(context.texts().text("ui-graph.inner.more", terms.size() - MOST_TERMS)),
          0,
          row++,
          6,
          1);
    }
    Label total = number(sum, "gradient");
    total.getStyleClass().add("strong");
    grid.add(muted(InnerSteps.index(shape, cell)), 0, row);
    grid.add(muted("Σ ="), 4, row);
    grid.add(total, 5, row);
    return grid;
  }

  private static Label muted(String text) {
    Label label = new Label(text);
    label.getStyleClass().addAll("muted", "small", "mono");
    return label;
  }

  private static Label number(double value, String tone) {
    NumberLabel label = new NumberLabel(value);
    if (label.getText().length() > 8) {
      label.setText(NumberText.of(value, 4));
    }
    label.getStyleClass().add(tone);
    label.setMaxWidth(Double.MAX_VALUE);
    label.setAlignment(Pos.CENTER_RIGHT);
    return label;
  }
}
