package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.figure.ColorTheme;
import backprop.file.DocumentFile;
import backprop.graph.Edit;
import backprop.graph.GraphDocument;
import backprop.graph.History;
import backprop.graph.NodeId;
import backprop.language.Formula;
import backprop.language.Parsed;
import backprop.message.Language;
import backprop.tensor.Tensor;
import backprop.ui.common.Preferences;
import backprop.ui.common.StatusModel;
import backprop.ui.common.TestUi;
import backprop.ui.common.Texts;
import backprop.ui.common.Theme;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import javafx.event.Event;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What takes long in a graph of 600 operations is done beside the FX thread: the background is
/// held by hand here, so that whatever happens before it is let go happened on the FX thread.
class NeverWaitsTest {
  private static final int OPERATIONS = 600;

  private final LinkedBlockingQueue<Runnable> held = new LinkedBlockingQueue<>();
  @TempDir private Path home;
  private GraphWorkspace workspace = null;
  private Stage stage = null;

  @BeforeEach
  void show() {
    TestUi.start();
    UiContext context =
        onFx(
            () ->
                new UiContext(
                    new Texts(Language.ENGLISH),
                    new Theme(ColorTheme.LIGHT),
                    new StatusModel(),
                    new Preferences(),
                    UserFolders.below(home),
                    held::add));
    workspace = onFx(() -> new GraphWorkspace(context));
    BorderPane root = onFx(() -> new BorderPane(workspace.node()));
    stage = TestUi.show(context, root, 1400, 840);
    letGoUntil(() -> workspace.view().geometry().nodes().size() == 9);
  }

  @AfterEach
  void close() {
    runFx(stage::close);
  }

  /// The statements of ten operations each, all of them with the same three inputs.
  private static String formula(String function) {
    StringBuilder text = new StringBuilder();
    String last = "x";
    for (int i = 0; i * 10 <= OPERATIONS; i++) {
      text.append("s" + i + " = " + last + " + y * x - z * y + x - y * 0.5 + z * x; ");
      last = function + "(s" + i + ")";
    }
    return text + "out = " + last;
  }

  private GraphModel model() {
    return workspace.model();
  }

  private GraphDocument document() {
    return onFx(() -> model().document());
  }

  private TextField field() {
    return (TextField) stage.getScene().lookup("#formula-text");
  }

  private void enter(String formula) {
    runFx(
        () -> {
          field().requestFocus();
          field().replaceText(0, field().getLength(), formula);
          press(KeyCode.ENTER);
        });
  }

  private void press(KeyCode code) {
    Event.fireEvent(
        field(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
  }

  private void drawNow() {
    runFx(() -> workspace.view().drawNow());
  }

  /// Lets work go, one piece after the other, until this is so.
  private void letGoUntil(BooleanSupplier there) {
    long until = System.nanoTime() + 60_000_000_000L;
    while (!onFx(there::getAsBoolean)) {
      assertTrue(System.nanoTime() < until, "waited for a minute");
      Runnable work = held.poll();
      if (work != null) {
        work.run(); // on this thread, which is none of JavaFX
      }
      drawNow();
    }
  }

  private boolean isSettled() {
    return model().trace().graph() == model().document().graph() && workspace.view().isCurrent();
  }

  private double traced(NodeId node) {
    return onFx(() -> model().trace().values().get(node).item());
  }

  private boolean set(NodeId node, double value, History.Gesture gesture) {
    model().setValue(node, Tensor.scalar(value), gesture);
    return true;
  }

  @Test
  void theOldGraphLivesWhileALongFormulaIsRead() {
    GraphDocument before = document();
    String text = formula("sin");
    enter(text);
    assertSame(before, document(), "the formula is read beside");
    assertFalse(onFx(() -> field().isEditable()), "and not typed over meanwhile");
    runFx(() -> model().transport().last());
    assertEquals(13, onFx(() -> model().transport().playhead()), "the old graph is stepped");
    letGoUntil(() -> model().document().graph().nodeCount() > OPERATIONS);
    assertEquals(9, onFx(() -> model().trace().graph().nodeCount()), "but not evaluated yet");
    assertEquals(9, onFx(() -> workspace.view().geometry().nodes().size()));
    letGoUntil(() -> model().trace().graph().nodeCount() > OPERATIONS);
    drawNow();
    assertEquals(9, onFx(() -> workspace.view().geometry().nodes().size()), "nor placed");
    letGoUntil(this::isSettled);
    letGoUntil(() -> field().getText().startsWith("s0 = ") && field().isEditable());
    assertTrue(onFx(() -> workspace.view().geometry().nodes().size()) > OPERATIONS);
    runFx(() -> model().undo());
    assertEquals(before, document(), "it was one edit");
  }

  @Test
  void escapeGivesALongFormulaUp() {
    GraphDocument before = document();
    enter(formula("cos"));
    runFx(() -> press(KeyCode.ESCAPE));
    assertTrue(onFx(() -> field().isEditable()));
    assertEquals(
        "total = (apple * apples + orange * oranges) * tax", onFx(() -> field().getText()));
    letGoUntil(held::isEmpty);
    assertSame(before, document());
  }

  @Test
  void anEditMadeMeanwhileIsNotLost() {
    enter(formula("sin") + " + tax");
    runFx(() -> model().setValue(NodeId.of("tax"), Tensor.scalar(7)));
    letGoUntil(() -> model().document().graph().nodeCount() > OPERATIONS);
    assertEquals(
        Tensor.scalar(7),
        GivenValue.of(document().graph().node(NodeId.of("tax"))).orElseThrow(),
        "the formula was read again for the graph as it is now");
  }

  @Test
  void anErrorInALongFormulaIsSaidWhereItIs() {
    GraphDocument before = document();
    String broken = formula("sin").replace("; s30 =", " x; s30 =");
    enter(broken);
    letGoUntil(() -> field().isEditable());
    assertSame(before, document());
    assertTrue(onFx(() -> stage.getScene().lookup("#formula-trouble").isVisible()));
    assertEquals(broken.indexOf(" x; s30 =") + 1, onFx(() -> field().getCaretPosition()));
  }

  @Test
  void aLargeFileIsReadAndWrittenBeside() {
    GraphDocument large =
        switch (Formula.parse(formula("tanh"), Map.of())) {
          case Parsed.Done<GraphDocument>(GraphDocument made) -> made;
          case Parsed.Failed<GraphDocument> failed -> throw new AssertionError(failed);
        };
    Path file = home.resolve("large.backprop");
    DocumentFile.write(large, file);
    GraphDocument before = document();
    runFx(() -> workspace.open(file));
    assertSame(before, document());
    letGoUntil(() -> model().document().graph().nodeCount() > OPERATIONS);
    letGoUntil(this::isSettled);
    Path copy = home.resolve("copy.backprop");
    runFx(
        () -> {
          model().perform(new Edit.SetTitle("changed"));
          workspace.save(copy);
        });
    assertFalse(copy.toFile().exists(), "it is written beside");
    runFx(() -> model().perform(new Edit.SetTitle("changed again")));
    letGoUntil(() -> copy.toFile().exists() && workspace.file().getValue().isPresent());
    assertEquals("changed", DocumentFile.read(copy).title());
    assertTrue(
        onFx(() -> workspace.unsaved().get()), "what was typed meanwhile is not in the file");
  }

  @Test
  void aScrubOfALargeGraphIsSeenWhileItGoesOn() {
    enter(formula("sin"));
    letGoUntil(() -> model().document().graph().nodeCount() > OPERATIONS);
    letGoUntil(this::isSettled);
    NodeId x = onFx(() -> model().document().graph().topological().getFirst());
    History.Gesture scrub = new History.Gesture();
    // asked in the same turn of the FX thread, so that no pulse comes between and asks first
    letGoUntil(() -> held.isEmpty() && isSettled() && set(x, 2, scrub));
    List<Runnable> asked = new ArrayList<>();
    if (traced(x) != 2) { // what a warm machine evaluates within 4 ms is there at once
      held.drainTo(asked);
    }
    boolean atOnce = asked.isEmpty();
    if (!atOnce) {
      runFx(() -> set(x, 3, scrub));
      asked.forEach(Runnable::run);
      TestUi.settle();
    }
    assertEquals(2, traced(x), "a number on the way");
    if (atOnce) {
      runFx(() -> set(x, 3, scrub));
    }
    letGoUntil(this::isSettled);
    assertEquals(3, traced(x), "and the last one");
  }
}
