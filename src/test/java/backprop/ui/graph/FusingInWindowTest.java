package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.Examples;
import backprop.graph.GraphDocument;
import backprop.graph.History;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.ui.common.TestUi;
import backprop.ui.common.UiContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/// The offer to fuse, through the scene graph.
class FusingInWindowTest {
  @TempDir private Path home;
  private UiContext context = null;
  private GraphWorkspace workspace = null;
  private Stage stage = null;
  private final FxRobot robot = new FxRobot();

  @BeforeEach
  void show() {
    context = TestUi.context(home);
    workspace = onFx(() -> new GraphWorkspace(context));
    stage = TestUi.show(context, onFx(() -> new BorderPane(workspace.node())), 1400, 840);
    runFx(() -> workspace.shown());
    open("sigmoid", 7);
  }

  private void open(String example, int nodes) {
    runFx(
        () ->
            workspace
                .model()
                .open(History.of(Examples.find(example).orElseThrow().open(Language.ENGLISH))));
    await(() -> workspace.view().geometry().nodes().size() == nodes);
    runFx(() -> workspace.view().fit());
    TestUi.settle();
    runFx(() -> workspace.view().drawNow());
    TestUi.settle();
  }

  @AfterEach
  void close() {
    runFx(stage::close);
  }

  private static void await(BooleanSupplier there) {
    long until = System.nanoTime() + 30_000_000_000L;
    while (!onFx(there::getAsBoolean)) {
      assertTrue(System.nanoTime() < until, "waited for thirty seconds");
      TestUi.settle();
    }
  }

  private GraphDocument document() {
    return onFx(() -> workspace.model().document());
  }

  private Button chip() {
    TestUi.settle();
    return robot.lookup("#fuse-chip").queryAs(Button.class);
  }

  private List<String> inspector() {
    TestUi.settle();
    return onFx(
        () ->
            robot.lookup(".border-table .label").queryAllAs(Labeled.class).stream()
                .map(Labeled::getText)
                .collect(Collectors.toList()));
  }

  @Test
  void theChipBelowThePartFusesWithOneUndo() {
    GraphDocument before = document();
    Button chip = chip();
    await(chip::isVisible);
    assertTrue(chip.getText().contains("Sigmoid"), chip.getText());
    robot.clickOn(chip);
    await(() -> workspace.model().document().graph().nodeCount() == 2);
    assertFalse(onFx(chip::isVisible), "nothing more to offer");
    assertEquals(
        0.731058578630005,
        onFx(() -> workspace.model().trace().values().get(NodeId.of("reciprocal1")).item()),
        1e-12);
    runFx(() -> workspace.model().undo());
    assertEquals(before, document());
    assertFalse(onFx(() -> workspace.model().history().canUndo()));
  }

  @Test
  void theInspectorShowsTheNumbersOfBothAsFarAsThePlayhead() {
    runFx(() -> workspace.model().transport().jump(0));
    runFx(() -> workspace.model().select(Selection.of(NodeId.of("exp1"))));
    assertFalse(inspector().contains("0.731059"), "it lies ahead");
    runFx(() -> workspace.model().transport().jump(9));
    runFx(() -> workspace.model().select(Selection.of(NodeId.of("add1"))));
    List<String> texts = inspector();
    assertEquals(2, texts.stream().filter("0.731059"::equals).count(), texts.toString());
    assertEquals(2, texts.stream().filter("0.196612"::equals).count(), texts.toString());
    // It may lie below what the inspector shows without scrolling.
    Button fuse = robot.lookup("#fuse-button").queryAs(Button.class);
    runFx(fuse::fire);
    await(() -> workspace.model().document().graph().nodeCount() == 2);
    assertEquals(
        Set.of(NodeId.of("reciprocal1")), onFx(() -> workspace.model().selection().nodes()));
    runFx(() -> workspace.area().fuseOffers().expand());
    assertEquals(7, document().graph().nodeCount(), "opened into its parts again");
    assertEquals(1, document().groups().all().size());
  }

  @Test
  void whereNothingStandsNothingIsOffered() {
    open("apples-and-oranges", 9);
    assertFalse(onFx(() -> chip().isVisible()));
    open("neuron", 9);
    await(() -> chip().isVisible());
    runFx(() -> workspace.model().select(Selection.of(NodeId.of("mul1"))));
    TestUi.settle();
    assertFalse(onFx(() -> chip().isVisible()), "the selected node is no part of it");
  }
}
