package backprop.ui.graph;

import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Message;
import backprop.ui.common.TransportModel;
import backprop.ui.common.UiContext;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/// What a newcomer is shown, one thing at a time: step back from the answer, then drag a number.
///
/// A hint is gone once it is done, and never comes back; nothing has to be closed.
final class Hints {
  private static final String DONE = "ui-graph.hints-done";
  private static final String FORWARD_BUTTON = "#transport-forward";

  private final UiContext context;
  private final GraphModel model;
  private final GraphView view;
  private final Pane parent;
  private final Label bubble = new Label();
  private Stage stage;

  private enum Stage {
    STEP,
    DRAG,
    DONE
  }

  Hints(UiContext context, GraphModel model, GraphView view, Pane parent) {
    this.context = context;
    this.model = model;
    this.view = view;
    this.parent = parent;
    this.stage = "true".equals(context.preferences().more().get(DONE)) ? Stage.DONE : Stage.STEP;
    bubble.getStyleClass().add("hint");
    bubble.setManaged(false);
    bubble.setMouseTransparent(true);
    bubble.setVisible(false);
    bubble.setId("hint");
    parent.getChildren().add(bubble);
    TransportModel transport = model.transport();
    transport
        .playheadProperty()
        .addListener((_, before, now) -> stepped(before.intValue(), now.intValue()));
    model.historyProperty().addListener((_, _, now) -> changed(now.canUndo()));
    view.viewProperty().addListener((_, _, _) -> place());
    view.afterGeometry(() -> Platform.runLater(this::place));
    view.widthProperty().addListener((_, _, _) -> Platform.runLater(this::place));
    view.heightProperty().addListener((_, _, _) -> Platform.runLater(this::place));
    context.texts().languageProperty().addListener((_, _, _) -> place());
    Platform.runLater(this::place);
  }

  private void stepped(int before, int now) {
    if (stage == Stage.STEP && now > before && now > model.trace().forwardEnd()) {
      stage = Stage.DRAG;
      ring(false);
    }
    place();
  }

  private void changed(boolean somethingDone) {
    if (stage == Stage.DRAG && somethingDone) {
      stage = Stage.DONE;
      context.preferences().more().put(DONE, "true");
    }
    place();
  }

  /// Puts the hint of this moment where it belongs, or away.
  private void place() {
    switch (stage) {
      case STEP -> placeAtButton();
      case DRAG -> placeAtNumber();
      case DONE -> bubble.setVisible(false);
    }
  }

  private void ring(boolean on) {
    if (parent.getScene() != null) {
      javafx.scene.Node button = parent.getScene().lookup(FORWARD_BUTTON);
      if (button != null) {
        button.getStyleClass().remove("ringed");
        if (on) {
          button.getStyleClass().add("ringed");
        }
      }
    }
  }

  private void placeAtButton() {
    boolean answered =
        model.trace().count() > 0 && model.transport().playhead() == model.trace().forwardEnd();
    bubble.setVisible(false);
    ring(answered);
    javafx.scene.Node button =
        parent.getScene() == null ? null : parent.getScene().lookup(FORWARD_BUTTON);
    if (!answered || button == null) {
      return;
    }
    Bounds at = button.localToScene(button.getBoundsInLocal());
    Point2D top = parent.sceneToLocal(at.getCenterX(), at.getMinY());
    show(Message.of("ui-graph.hint.step"), Math.max(4, top.getX() - 40), parent.getHeight() - 46);
  }

  /// The first number on a pill that a gradient has reached: the one that is worth changing.
  private void placeAtNumber() {
    Optional<NodeId> reached =
        view.geometry().nodes().keySet().stream()
            .filter(id -> model.document().graph().find(id).filter(this::isNumber).isPresent())
            .filter(id -> model.trace().gradient(id, model.transport().playhead()).isPresent())
            .findFirst();
    bubble.setVisible(false);
    if (reached.isEmpty()) {
      return;
    }
    backprop.figure.Bounds box = view.geometry().node(reached.get()).bounds();
    Point2D below = view.toScreen(new backprop.graph.Point(box.centre().x(), box.maxY() + 8));
    String number =
        GraphGestures.given(model.document().graph().node(reached.get()))
            .map(value -> backprop.message.NumberText.of(value.item()))
            .orElse("");
    show(Message.of("ui-graph.hint.drag", number), below.getX(), below.getY());
  }

  private boolean isNumber(Node node) {
    return GraphGestures.given(node).filter(value -> value.isScalar()).isPresent();
  }

  private void show(Message message, double x, double y) {
    bubble.setText(context.texts().text(message));
    bubble.setVisible(true);
    bubble.applyCss();
    bubble.autosize();
    bubble.relocate(x, y);
  }
}
