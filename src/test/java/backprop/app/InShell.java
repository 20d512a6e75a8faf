package backprop.app;

import backprop.ui.common.TestUi;
import backprop.ui.common.UiContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The window with two workspaces of thirteen steps: what tests of the shell begin with.
abstract class InShell {
  @TempDir Path home;
  UiContext context;
  Shell shell;
  Stage stage;
  StepsWorkspace workspace;

  @BeforeEach
  void open() {
    context = TestUi.context(home);
    shell =
        TestUi.onFx(
            () ->
                new Shell(
                    context,
                    List.of(
                        new WorkspaceTab("transport.phase.forward", StepsWorkspace::new),
                        new WorkspaceTab("transport.phase.backward", StepsWorkspace::new)),
                    () -> {}));
    stage = TestUi.show(context, shell, 1440, 900);
    TestUi.runFx(
        () -> {
          shell.install(stage.getScene());
          shell.select(0);
          workspace = (StepsWorkspace) shell.workspaces().getFirst();
          workspace.node().setFocusTraversable(true);
          workspace.node().requestFocus();
        });
    TestUi.settle();
  }

  @AfterEach
  void close() {
    TestUi.runFx(stage::close);
  }

  void press(KeyCode code, String... modifiers) {
    List<String> down = List.of(modifiers);
    TestUi.runFx(
        () -> {
          Node focused = stage.getScene().getFocusOwner();
          Event.fireEvent(
              focused == null ? stage.getScene() : focused, key(KeyEvent.KEY_PRESSED, code, down));
        });
  }

  void release(KeyCode code) {
    TestUi.runFx(
        () ->
            Event.fireEvent(
                stage.getScene().getFocusOwner(), key(KeyEvent.KEY_RELEASED, code, List.of())));
  }

  private static KeyEvent key(
      javafx.event.EventType<KeyEvent> type, KeyCode code, List<String> down) {
    return new KeyEvent(
        type,
        "",
        "",
        code,
        down.contains("shift"),
        down.contains("mod"),
        down.contains("alt"),
        false);
  }

  int playhead() {
    return TestUi.onFx(workspace.transport::playhead);
  }

  /// A mouse event at a point of the target's own coordinates.
  void mouse(
      Node target, javafx.event.EventType<MouseEvent> type, double x, double y, boolean mod) {
    TestUi.runFx(
        () -> {
          Point2D at = target.localToScene(x, y);
          Event.fireEvent(
              target,
              new MouseEvent(
                  type,
                  at.getX(),
                  at.getY(),
                  at.getX(),
                  at.getY(),
                  MouseButton.PRIMARY,
                  1,
                  false,
                  mod,
                  false,
                  false,
                  true,
                  false,
                  false,
                  false,
                  false,
                  false,
                  new PickResult(target, at.getX(), at.getY())));
        });
  }

  static void walk(Node node, Consumer<Node> visit) {
    visit.accept(node);
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> walk(child, visit));
    }
  }

  List<String> texts() {
    return TestUi.onFx(
        () -> {
          List<String> all = new ArrayList<>();
          shell.applyCss();
          shell.layout();
          walk(
              shell,
              node -> {
                if (node instanceof Labeled labeled && labeled.getText() != null) {
                  all.add(labeled.getText());
                } else if (node instanceof Text text && text.getStyleClass().contains("span")) {
                  all.add(text.getText().replace("\uFEFF", ""));
                }
              });
          return all;
        });
  }

  <T extends Node> T find(Class<T> type, String selector) {
    return TestUi.onFx(() -> type.cast(Objects.requireNonNull(shell.lookup(selector), selector)));
  }
}
