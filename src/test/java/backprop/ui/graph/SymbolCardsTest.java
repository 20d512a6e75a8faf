package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.figure.ColorTheme;
import backprop.file.Examples;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.ui.common.FormulaView;
import backprop.ui.common.TestUi;
import backprop.ui.common.Transport;
import backprop.ui.common.UiContext;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The symbols of the inspector through its scene graph. With `-Dlook=FOLDER` it leaves pictures.
class SymbolCardsTest {
  private static final NodeId X = NodeId.of("x");

  @TempDir private Path home;
  private UiContext context = null;
  private GraphWorkspace workspace = null;
  private Stage stage = null;

  @BeforeEach
  void show() {
    context = TestUi.context(home);
    workspace = onFx(() -> new GraphWorkspace(context));
    BorderPane root =
        onFx(
            () -> {
              BorderPane pane = new BorderPane(workspace.node());
              pane.setBottom(new Transport(context, workspace.model().transport()));
              return pane;
            });
    stage = TestUi.show(context, root, 1440, 900);
    runFx(workspace::shown);
  }

  @AfterEach
  void close() {
    runFx(stage::close);
  }

  private static void await(BooleanSupplier there) {
    for (int i = 0; i < 400 && !onFx(there::getAsBoolean); i++) {
      TestUi.settle();
      try {
        Thread.sleep(25);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    assertTrue(onFx(there::getAsBoolean));
  }

  private void open(String example) {
    runFx(() -> workspace.openExample(Examples.find(example).orElseThrow()));
    await(() -> workspace.model().trace().graph().contains(X));
  }

  private void look(String name) {
    String folder = System.getProperty("look");
    if (folder == null) {
      return;
    }
    look(stage.getScene().getRoot(), folder, name);
  }

  private static void look(Parent root, String folder, String name) {
    await(
        () ->
            all(root, FormulaView.class).stream()
                .allMatch(view -> view.latexProperty().get().isEmpty() || view.prefWidth(-1) > 0));
    TestUi.settle();
    runFx(
        () -> {
          try {
            ImageIO.write(
                SwingFXUtils.fromFXImage(root.snapshot(null, null), null),
                "png",
                new File(folder, name + ".png"));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static <T extends Node> List<T> all(Node root, Class<T> type) {
    return root.lookupAll("*").stream().filter(type::isInstance).map(type::cast).toList();
  }

  private List<String> formulas() {
    return onFx(
        () ->
            all(stage.getScene().getRoot(), FormulaView.class).stream()
                .filter(view -> view.getStyleClass().contains("symbolic-line"))
                .map(Node::getAccessibleText)
                .toList());
  }

  private void select(NodeId id) {
    runFx(() -> workspace.model().select(Selection.of(id)));
    TestUi.settle();
  }

  @Test
  void theSigmoidInFourDiscsGivesYTimesOneMinusY() {
    open("sigmoid");
    select(X);
    assertEquals(List.of(), formulas(), "nothing ahead of the playhead");
    runFx(() -> workspace.model().transport().last());
    select(X);
    await(() -> !formulas().isEmpty());
    assertTrue(formulas().contains("∂y/∂x = y(1 − y)"), formulas()::toString);
    assertEquals("∂y/∂x = ∂y/∂c · ∂c/∂b · ∂b/∂a · ∂a/∂x", formulas().getFirst());
    look("sigmoid");
    Button copy = onFx(() -> (Button) stage.getScene().getRoot().lookup(".copy-latex"));
    runFx(copy::fire);
    String copied = onFx(() -> Clipboard.getSystemClipboard().getString());
    assertTrue(copied.contains("\\frac{\\partial y}{\\partial x}"), copied);
    assertFalse(copied.contains("\\muted"), copied);
  }

  @Test
  void theLedgerSumsThePathsAndTheCountsSayWhyBackwards() {
    runFx(() -> workspace.openExample(Examples.find("apples-and-oranges").orElseThrow()));
    await(() -> workspace.model().trace().graph().contains(NodeId.of("apple")));
    runFx(() -> workspace.model().transport().last());
    select(NodeId.of("apple"));
    await(() -> stage.getScene().getRoot().lookup("#ledger-sum") != null);
    assertEquals("2.2", onFx(() -> text("#ledger-sum")));
    look("apples");
    runFx(
        () -> {
          context.texts().languageProperty().set(Language.KOREAN);
          context.theme().colorsProperty().set(ColorTheme.DARK);
        });
    TestUi.settle();
    look("apples-ko-dark");
  }

  private String text(String id) {
    return ((Label) stage.getScene().getRoot().lookup(id)).getText();
  }

  @Test
  void forwardModeIsPlayedFromTheInspectorAndTheBackwardPassComesBack() {
    runFx(() -> workspace.openExample(Examples.find("apples-and-oranges").orElseThrow()));
    TestUi.settle();
    select(NodeId.of("apple"));
    await(() -> stage.getScene().getRoot().lookup("#forward-mode") != null);
    runFx(() -> ((Button) stage.getScene().getRoot().lookup("#forward-mode")).fire());
    await(() -> workspace.model().trace().direction().isPresent());
    assertEquals(
        workspace.model().trace().forwardEnd(),
        onFx(() -> workspace.model().transport().playhead()));
    runFx(() -> workspace.model().transport().last());
    TestUi.settle();
    assertEquals(
        2.2,
        onFx(
            () ->
                workspace
                    .model()
                    .trace()
                    .tangent(
                        workspace.model().trace().output().orElseThrow(),
                        workspace.model().transport().playhead())
                    .orElseThrow()
                    .item()),
        1e-12);
    look("forward");
    runFx(() -> workspace.model().play(java.util.Optional.empty()));
    await(() -> workspace.model().trace().direction().isEmpty());
  }

  @Test
  void softmaxWithLossIsTypesetAsYMinusTOverN() {
    open("softmax-with-loss-small");
    runFx(() -> workspace.model().transport().last());
    select(X);
    await(() -> !formulas().isEmpty());
    assertTrue(formulas().getFirst().contains("softmax(x)"), formulas()::toString);
    look("softmax");
  }

  @Test
  void theJacobianOfASmallTensorIsATable() {
    open("affine-small");
    NodeId output = onFx(() -> workspace.model().trace().output().orElseThrow());
    Edge edge =
        onFx(
            () ->
                workspace.model().trace().graph().inputs(output).stream()
                    .filter(in -> in.port() == 1)
                    .findFirst()
                    .orElseThrow());
    Region content =
        onFx(() -> CellTableWindow.of(context, workspace.model().trace(), edge).content());
    Stage window = TestUi.show(context, content, 720, 420);
    runFx(() -> content.getStylesheets().add(GraphWorkspace.sheet()));
    await(() -> all(content, FormulaView.class).size() > 10);
    List<String> cells =
        onFx(() -> all(content, FormulaView.class).stream().map(Node::getAccessibleText).toList());
    assertTrue(cells.contains("x_11"), cells::toString);
    String folder = System.getProperty("look");
    if (folder != null) {
      look(content, folder, "table");
    }
    runFx(window::close);
  }
}
