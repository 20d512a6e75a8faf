package backprop.ui.graph;

import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.message.NumberText;
import backprop.ui.common.UiContext;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/// What a newcomer is shown at the first pill that a gradient reaches: that its number can be
/// dragged.
///
/// It is gone once something was changed, and never comes back; nothing has to be closed. The first
/// step has its hint at the transport's button.
final class Hints {
  /// How high the lower edge is where the zoom bar stands.
  private static final double ZOOM_BAR = 52;

  private static final String DONE = "ui-graph.hint.drag";

  private final UiContext context;
  private final GraphModel model;
  private final GraphView view;
  private final Label bubble = new Label();
  private boolean done;

  Hints(UiContext context, GraphModel model, GraphView view, Pane parent) {
    this.context = context;
    this.model = model;
    this.view = view;
    this.done = context.preferences().more().containsKey(DONE);
    bubble.getStyleClass().add("hint");
    bubble.setManaged(false);
    bubble.setMouseTransparent(true);
    bubble.setVisible(false);
    bubble.setId("hint-drag");
    parent.getChildren().add(bubble);
    model.transport().playheadProperty().addListener((_, _, _) -> later());
    model.transport().hintProperty().addListener((_, _, _) -> later());
    model.historyProperty().addListener((_, _, now) -> changed(now.canUndo()));
    view.viewProperty().addListener((_, _, _) -> later());
    context.texts().languageProperty().addListener((_, _, _) -> later());
  }

  private void changed(boolean somethingDone) {
    if (bubble.isVisible() && somethingDone) {
      done = true;
      context.preferences().more().put(DONE, "done");
    }
    later();
  }

  /// After the drawing has placed everything.
  private void later() {
    Platform.runLater(this::place);
  }

  private void place() {
    bubble.setVisible(false);
    if (done || model.transport().hintProperty().get().isPresent()) {
      return;
    }
    reached().ifPresent(this::showAt);
  }

  /// The last number on a pill that a gradient has reached.
  private Optional<NodeId> reached() {
    return view.geometry().nodes().keySet().stream()
        .filter(id -> number(id).isPresent())
        .filter(id -> model.trace().gradient(id, model.transport().playhead()).isPresent())
        .reduce((_, last) -> last);
  }

  private Optional<Double> number(NodeId id) {
    return model.document().graph().find(id).flatMap(GivenValue::scalarOf);
  }

  private void showAt(NodeId id) {
    backprop.figure.Bounds box = view.geometry().node(id).bounds();
    Point2D below = view.toScreen(new Point(box.minX() + 30, box.maxY() + 9));
    bubble.setText(
        context.texts().text("ui-graph.hint.drag", NumberText.of(number(id).orElse(0.0))));
    bubble.setVisible(true);
    bubble.applyCss();
    bubble.autosize();
    boolean low = below.getY() + bubble.getHeight() > view.getHeight() - ZOOM_BAR;
    Point2D above = view.toScreen(new Point(box.minX() + 30, box.minY() - 9));
    bubble.relocate(below.getX(), low ? above.getY() - bubble.getHeight() : below.getY());
  }
}
