package backprop.ui.graph;

import backprop.autodiff.Cell;
import backprop.autodiff.Index;
import backprop.autodiff.InnerSteps;
import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import backprop.ui.common.Card;
import backprop.ui.common.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

/// A step on tensors, opened: cell after cell, each with the terms that it is made of.
///
/// One for the whole inspector: while the same step is shown again, after an edit or a check, it
/// stays open and keeps its place. The terms of large layers are made in the background.
final class OpenedStep {
  /// From so many numbers on, a cell's terms are not made on the FX thread.
  private static final int MANY = 3_000;

  /// What is open.
  ///
  /// @param about the edge or the node of the step
  /// @param made the numbers that the step makes
  /// @param tone their colour
  /// @param large whether terms are made in the background
  private record Opened(Object about, InnerSteps inner, Tensor made, String tone, boolean large) {}

  private record Question(Opened opened, int position) {}

  private final UiContext context;
  private final Card card;
  private final Newest<Question, Cell> terms;
  private Optional<Opened> opened = Optional.empty();
  private boolean open;
  private int position;

  OpenedStep(UiContext context) {
    this.context = context;
    card = new Card(context.texts(), "ui-graph.card.opened");
    card.setId("opened-step");
    terms =
        new Newest<>(
            context.background(),
            Platform::runLater,
            question -> question.opened().inner().cell(question.position()),
            (question, cell) -> {
              // what was asked for may be closed by now, or another step may stand here
              boolean same =
                  opened.map(Opened::inner).equals(Optional.of(question.opened().inner()));
              if (open && same && position == question.position()) {
                show(question.opened(), Optional.of(cell));
              }
            });
  }

  /// The card for a step; nothing where there is nothing to open.
  Optional<Card> card(Trace trace, int step) {
    Optional<Opened> next = InnerSteps.of(trace, step).flatMap(inner -> opened(trace, step, inner));
    boolean same =
        next.isPresent()
            && opened
                .map(
                    before ->
                        before.about().equals(next.get().about())
                            && before.inner().shape().equals(next.get().inner().shape()))
                .orElse(false);
    opened = next;
    if (!same) {
      open = false;
      position = 0;
    }
    next.ifPresent(_ -> show());
    return next.map(_ -> card);
  }

  private static Optional<Opened> opened(Trace trace, int step, InnerSteps inner) {
    if (inner.count() == 0) {
      return Optional.empty();
    }
    return switch (trace.steps().get(step)) {
      case Step.Evaluate(NodeId node, Tensor value) ->
          Optional.of(new Opened(node, inner, value, "forward", large(trace, node, value)));
      case Step.Propagate send -> {
        Edge edge = send.edge();
        boolean large = large(trace, edge.to(), send.upstream());
        yield Optional.of(new Opened(edge, inner, send.contribution(), "gradient", large));
      }
      case Step.Seed _, Step.Update _, Step.Tangent _ -> Optional.empty();
    };
  }

  private static boolean large(Trace trace, NodeId node, Tensor output) {
    long numbers = output.size();
    for (Edge edge : trace.graph().inputs(node)) {
      numbers += trace.value(edge.from(), trace.count()).map(Tensor::size).orElse(0);
    }
    return numbers >= MANY;
  }

  private void show() {
    Opened now = opened.orElseThrow();
    if (!open) {
      closed();
    } else if (now.large()) {
      show(now, Optional.empty());
      terms.ask(new Question(now, position));
    } else {
      show(now, Optional.of(now.inner().cell(position)));
    }
  }

  private void closed() {
    Button button = new Button(context.texts().text("ui-graph.open-step"));
    button.setId("open-step");
    button.getStyleClass().add("pill");
    button.setOnAction(
        _ -> {
          open = true;
          show();
        });
    card.show(button);
  }

  private void go(int to) {
    position = to;
    show();
  }

  private void show(Opened now, Optional<Cell> cell) {
    List<Node> content = new ArrayList<>();
    content.add(navigation(now));
    content.add(new MatrixView(now.made(), now.tone(), position, this::go));
    CellTerms view = new CellTerms(context, now.tone());
    content.addAll(
        cell.map(made -> view.of(made, now.inner().sentence(made))).orElseGet(view::waiting));
    card.show(content.toArray(Node[]::new));
  }

  private HBox navigation(Opened now) {
    Shape shape = now.inner().shape();
    int size = now.inner().count();
    int row = Math.max(1, now.inner().rowLength());
    TextField go = new TextField(Index.text(shape, position));
    go.setId("go-to-cell");
    go.getStyleClass().addAll("mono", "go-to-cell");
    go.setOnAction(
        _ ->
            now.inner()
                .find(go.getText())
                .ifPresentOrElse(this::go, () -> go.setText(Index.text(shape, position))));
    Label place = new Label(context.texts().text("ui-graph.inner.place", position + 1, size));
    place.getStyleClass().addAll("muted", "small");
    Button close = new Button("×");
    close.setId("close-step");
    close.getStyleClass().add("cell-step");
    close.accessibleTextProperty().bind(context.texts().bind("ui-graph.close-step"));
    close.setOnAction(
        _ -> {
          open = false;
          show();
        });
    HBox bar =
        new HBox(
            4,
            step("⇤", position - row, size),
            step("‹", position - 1, size),
            go,
            step("›", position + 1, size),
            step("⇥", position + row, size),
            place,
            close);
    bar.setAlignment(Pos.CENTER_LEFT);
    return bar;
  }

  private Button step(String sign, int to, int size) {
    Button button = new Button(sign);
    button.getStyleClass().add("cell-step");
    button.setDisable(to < 0 || to >= size);
    button.setOnAction(_ -> go(to));
    return button;
  }
}
