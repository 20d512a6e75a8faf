package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.ui.common.Shortcuts;
import backprop.ui.common.TestUi;
import backprop.ui.common.UiContext;
import java.nio.file.Path;
import java.util.List;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.InputMethodHighlight;
import javafx.scene.input.InputMethodTextRun;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/// The formula bar through its scene graph, with the keyboard.
class FormulaBarTest {
  private static final String APPLES = "total = (apple * apples + orange * oranges) * tax";

  @TempDir private Path home;
  private UiContext context = null;
  private GraphWorkspace workspace = null;
  private Stage stage = null;
  private final FxRobot robot = new FxRobot();

  @BeforeEach
  void show() {
    context = TestUi.context(home);
    workspace = onFx(() -> new GraphWorkspace(context));
    BorderPane root = onFx(() -> new BorderPane(workspace.node()));
    stage = TestUi.show(context, root, 1400, 840);
    runFx(
        () -> {
          new Shortcuts(workspace::actions).install(stage.getScene());
          workspace.shown();
        });
  }

  @AfterEach
  void close() {
    runFx(stage::close);
  }

  private TextField field() {
    return (TextField) stage.getScene().lookup("#formula-text");
  }

  private Label trouble() {
    return (Label) stage.getScene().lookup("#formula-trouble");
  }

  private String text() {
    return onFx(() -> field().getText());
  }

  private GraphDocument document() {
    return onFx(() -> workspace.model().document());
  }

  private void type(String formula) {
    runFx(
        () -> {
          field().requestFocus();
          field().replaceText(0, field().getLength(), formula);
        });
  }

  private void press(KeyCode code) {
    robot.push(code);
    TestUi.settle();
  }

  @Test
  void enterMakesTheTextTheGraphAndTheTextFollows() {
    assertEquals(APPLES, text());
    GraphDocument before = document();
    type("y = 2x^2 + sin(x)");
    assertEquals(before, document(), "nothing changes before Enter");
    press(KeyCode.ENTER);
    assertEquals("y = 2 * x^2 + sin(x)", text());
    assertEquals(7, document().graph().nodeCount());
    double value =
        onFx(
            () ->
                workspace
                    .model()
                    .trace()
                    .values()
                    .get(workspace.model().trace().output().orElseThrow())
                    .item());
    assertEquals(2 + Math.sin(1), value, 1e-15);
    assertTrue(onFx(() -> workspace.view().isFocused()));
    runFx(workspace.model()::undo);
    assertEquals(before, document());
    assertEquals(APPLES, text());
    runFx(workspace.model()::redo);
    assertEquals("y = 2 * x^2 + sin(x)", text());
  }

  @Test
  void anErrorIsUnderlinedAndSaidAndTheGraphStays() {
    GraphDocument before = document();
    type("total = (apple * apples + orange oranges) * tax");
    press(KeyCode.ENTER);
    assertEquals(before, document());
    assertTrue(onFx(trouble()::isVisible));
    assertEquals(
        "Line 1, column 34: found “oranges”, expected an operator such as + or *, or “)”.", said());
    assertTrue(onFx(field()::isFocused));
    assertEquals(33, onFx(field()::getCaretPosition));
    Node mark = stage.getScene().lookup(".formula-error");
    assertTrue(onFx(mark::isVisible));
    Bounds line = onFx(() -> mark.localToScene(mark.getBoundsInLocal()));
    Bounds box = onFx(() -> field().localToScene(field().getBoundsInLocal()));
    assertEquals(box.getMinX() + width(text().substring(0, 33)), line.getMinX(), 3);
    assertEquals(width("oranges"), line.getWidth(), 3);
    assertTrue(line.getMinY() > box.getMinY() + box.getHeight() * 0.6, line + " in " + box);
    runFx(() -> context.texts().languageProperty().set(Language.KOREAN));
    assertTrue(said().startsWith("1행 34열: "), said());
    runFx(() -> field().replaceText(32, 33, " * "));
    assertFalse(onFx(trouble()::isVisible), "it can be read now");
    press(KeyCode.ENTER);
    assertEquals(before, document());
  }

  /// The sentence without the joiners that hold Korean words together.
  private String said() {
    return onFx(trouble()::getText).replace("\ufeff", "");
  }

  private double width(String part) {
    return onFx(
        () -> {
          Text measured = new Text(part);
          measured.setFont(field().getFont());
          return measured.getLayoutBounds().getWidth();
        });
  }

  @Test
  void escapeBringsTheGraphsTextBack() {
    GraphDocument before = document();
    type("y = (");
    press(KeyCode.ENTER);
    assertTrue(onFx(trouble()::isVisible));
    press(KeyCode.ESCAPE);
    assertEquals(APPLES, text());
    assertFalse(onFx(trouble()::isVisible));
    assertEquals(before, document());
    assertTrue(onFx(() -> workspace.view().isFocused()));
  }

  @Test
  void leavingTheFieldAppliesWhatCanBeRead() {
    type("y = a b");
    runFx(() -> workspace.view().requestFocus());
    assertEquals("y = a b", text(), "what cannot be read is kept");
    assertTrue(onFx(trouble()::isVisible));
    type("y = a * b");
    runFx(() -> workspace.view().requestFocus());
    assertEquals(3, document().graph().nodeCount());
  }

  @Test
  void anIncompleteGraphIsReadOnlyWithTheReason() {
    NodeId total = document().output().orElseThrow();
    Edge edge = document().graph().inputs(total).getFirst();
    runFx(() -> workspace.model().perform(new Edit.Disconnect(edge)));
    assertFalse(onFx(field()::isEditable));
    assertTrue(text().contains("total = ? * tax"), text());
    Label note = (Label) stage.getScene().lookup(".formula-note");
    assertTrue(onFx(note::isVisible));
    assertTrue(onFx(note::getText).startsWith("×"), onFx(note::getText));
    runFx(workspace.model()::undo);
    assertTrue(onFx(field()::isEditable));
    assertFalse(onFx(note::isVisible));
  }

  @Test
  void theTextFollowsTheEditorAndTheInputMethodIsLeftAlone() {
    runFx(() -> workspace.model().perform(new Edit.Rename(NodeId.of("tax"), "소비세")));
    assertEquals(APPLES.replace("tax", "소비세"), text());
    GraphDocument before = document();
    type("합 = 사과 + 귤");
    runFx(
        () ->
            Event.fireEvent(
                field(),
                new InputMethodEvent(
                    InputMethodEvent.INPUT_METHOD_TEXT_CHANGED,
                    List.of(new InputMethodTextRun("ㄱ", InputMethodHighlight.UNSELECTED_RAW)),
                    "",
                    0)));
    press(KeyCode.ENTER);
    assertEquals(before, document(), "Enter ends the composition and applies nothing");
    runFx(
        () ->
            Event.fireEvent(
                field(),
                new InputMethodEvent(
                    InputMethodEvent.INPUT_METHOD_TEXT_CHANGED, List.of(), "값", 0)));
    press(KeyCode.ENTER);
    assertTrue(text().startsWith("합 = 사과 + 귤"), text());
    assertEquals(3, document().graph().nodeCount());
  }

  @Test
  void severalLinesArePastedAsStatementsAndTheWholeIsCopied() {
    runFx(
        () -> {
          ClipboardContent content = new ClipboardContent();
          content.putString("u = max(a,\n  b)\n\ny = u * u\n");
          Clipboard.getSystemClipboard().setContent(content);
          field().requestFocus();
          field().selectAll();
          field().paste();
        });
    assertEquals("u = max(a,   b); y = u * u", text());
    press(KeyCode.ENTER);
    assertEquals("u = max(a, b); y = u * u", text());
    Node copy = stage.getScene().lookup(".formula-bar .formula-copy");
    runFx(() -> ((Button) copy).fire());
    assertEquals(
        "a = 1\nb = 2\nu = max(a, b)\ny = u * u",
        onFx(() -> Clipboard.getSystemClipboard().getString()));
  }
}
