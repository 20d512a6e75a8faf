package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.figure.Bounds;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.tensor.Tensor;
import backprop.ui.common.Shortcuts;
import backprop.ui.common.TestUi;
import backprop.ui.common.Transport;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.geometry.Point2D;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/// The graph workspace in a window with its transport and keys, and a robot's hands: what its tests
/// begin with.
abstract class InGraphWorkspace {
  static final NodeId TAX = NodeId.of("tax");
  static final NodeId APPLE = NodeId.of("apple");

  @TempDir Path home;
  UiContext context = null;
  GraphWorkspace workspace = null;
  final FxRobot robot = new FxRobot();
  private Stage stage = null;

  @BeforeEach
  void show() {
    context = TestUi.context(home);
    workspace = onFx(() -> new GraphWorkspace(context));
    BorderPane root =
        onFx(
            () -> {
              Transport bar = new Transport(context, workspace.model().transport());
              BorderPane pane = new BorderPane(workspace.node());
              pane.setBottom(bar);
              return pane;
            });
    stage = TestUi.show(context, root, 1400, 840);
    runFx(
        () -> {
          Transport bar = (Transport) root.getBottom();
          List<UserAction> all = new ArrayList<>(workspace.actions());
          all.addAll(bar.actions().all());
          new Shortcuts(() -> all).install(stage.getScene());
          workspace.shown();
        });
    await(() -> workspace.view().geometry().nodes().size() == 9);
    runFx(() -> workspace.view().drawNow());
  }

  @AfterEach
  void close() {
    runFx(stage::close);
  }

  static void await(BooleanSupplier there) {
    long until = System.nanoTime() + 30_000_000_000L;
    while (!onFx(there::getAsBoolean)) {
      assertTrue(System.nanoTime() < until, "waited for thirty seconds");
      TestUi.settle();
    }
  }

  Point2D onScreen(Point world) {
    return onFx(() -> workspace.view().localToScreen(workspace.view().toScreen(world)));
  }

  Point middle(NodeId node) {
    return onFx(() -> workspace.view().geometry().node(node).bounds().centre());
  }

  Point number(NodeId node) {
    return onFx(
        () -> workspace.view().geometry().node(node).valueBox().map(Bounds::centre).orElseThrow());
  }

  void drag(Point2D from, Point2D to) {
    robot.moveTo(from).press(MouseButton.PRIMARY);
    for (int i = 1; i <= 5; i++) {
      robot.moveTo(from.interpolate(to, i / 5.0));
    }
    robot.release(MouseButton.PRIMARY);
    TestUi.settle();
  }

  GraphDocument document() {
    return onFx(() -> workspace.model().document());
  }

  double total() {
    return onFx(
        () ->
            workspace
                .model()
                .trace()
                .values()
                .get(workspace.model().trace().output().orElseThrow())
                .item());
  }

  double value(NodeId id) {
    return given(id).item();
  }

  Tensor given(NodeId id) {
    return GivenValue.of(document().graph().node(id)).orElseThrow();
  }
}
