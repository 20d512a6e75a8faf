package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.Examples;
import backprop.graph.GraphDocument;
import backprop.graph.Group;
import backprop.graph.GroupId;
import backprop.graph.History;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.message.Language;
import backprop.ui.common.Shortcuts;
import backprop.ui.common.TestUi;
import backprop.ui.common.UiContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/// Groups with mouse and keys, on the sigmoid in four discs.
class GroupsInWindowTest {
  private static final NodeId EXP = NodeId.of("exp1");
  private static final Set<NodeId> DISCS =
      Set.of(
          NodeId.of("mul1"),
          NodeId.of("minus-one"),
          EXP,
          NodeId.of("one"),
          NodeId.of("add1"),
          NodeId.of("reciprocal1"));

  @TempDir private Path home;
  private UiContext context = null;
  private GraphWorkspace workspace = null;
  private Stage stage = null;
  private final FxRobot robot = new FxRobot();

  @BeforeEach
  void show() {
    context = TestUi.context(home);
    workspace = onFx(() -> new GraphWorkspace(context));
    stage =
        TestUi.show(
            context, onFx(() -> new javafx.scene.layout.BorderPane(workspace.node())), 1400, 840);
    runFx(
        () -> {
          new Shortcuts(() -> workspace.actions()).install(stage.getScene());
          workspace.shown();
          workspace
              .model()
              .open(History.of(Examples.find("sigmoid").orElseThrow().open(Language.ENGLISH)));
        });
    await(() -> workspace.view().geometry().nodes().size() == 7);
    runFx(() -> workspace.view().fit());
    draw();
  }

  @AfterEach
  void close() {
    runFx(stage::close);
  }

  private void draw() {
    TestUi.settle();
    runFx(() -> workspace.view().drawNow());
    TestUi.settle();
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

  private Point2D onScreen(Point world) {
    return onFx(() -> workspace.view().localToScreen(workspace.view().toScreen(world)));
  }

  private void keys(KeyCode... codes) {
    runFx(() -> workspace.area().requestFocus());
    for (KeyCode code : codes) {
      robot.press(code);
    }
    for (int i = codes.length - 1; i >= 0; i--) {
      robot.release(codes[i]);
    }
    TestUi.settle();
  }

  private GroupId only() {
    return document().groups().all().getFirst().id();
  }

  private Group group() {
    return document().groups().all().getFirst();
  }

  /// Groups the discs by keys; its name field is open then.
  private void groupByKeys() {
    runFx(() -> workspace.model().select(Selection.of(DISCS)));
    keys(KeyCode.CONTROL, KeyCode.G);
  }

  private Point2D label() {
    draw();
    return onScreen(
        onFx(() -> workspace.view().geometry().outlines().get(only()).label().centre()));
  }

  private Point2D box() {
    draw();
    return onScreen(onFx(() -> workspace.view().geometry().groups().get(only()).bounds().centre()));
  }

  private Selection selection() {
    return onFx(() -> workspace.model().selection());
  }

  private javafx.scene.control.TextField field(String selector) {
    return robot.lookup(selector).queryAs(javafx.scene.control.TextField.class);
  }

  /// Opens the rule of the selected group from its action and types value and gradient.
  private void typeRule(String value, String gradient) {
    runFx(
        () ->
            workspace.actions().stream()
                .filter(action -> action.key().equals("check.own-rule"))
                .findFirst()
                .orElseThrow()
                .perform());
    await(() -> !robot.lookup("#rule-x").queryAll().isEmpty());
    runFx(
        () -> {
          field("#rule-y").setText(value);
          field("#rule-x").setText(gradient);
          field("#rule-x").requestFocus();
        });
    robot.push(KeyCode.ENTER);
    TestUi.settle();
    assertTrue(robot.lookup("#rule-x").queryAll().isEmpty(), "the rule was taken");
  }

  /// The sigmoid as one box with a backward of one's own: dy · y lacks the factor 1 − y.
  @Test
  void aRuleOfOnesOwnStandsForAClosedGroup() {
    groupByKeys();
    robot.push(KeyCode.ESCAPE);
    runFx(() -> workspace.area().grouping().toggle(only()));
    draw();
    assertTrue(group().closed());
    GraphDocument before = document();
    typeRule("1 / (1 + exp(-x))", "dy * y");
    GraphModel model = workspace.model();
    await(() -> !model.ownChecksProperty().get().isEmpty());
    assertEquals(List.of(), onFx(model::wrongSoFar), "what lies ahead is not told");
    runFx(() -> model.transport().jump(model.trace().count()));
    List<backprop.autodiff.EdgeCheck> wrong = onFx(model::wrongSoFar);
    assertEquals(
        List.of(NodeId.of("x")), wrong.stream().map(check -> check.edge().from()).toList());
    NodeId sender = wrong.getFirst().sender();
    await(() -> workspace.view().geometry().sentences().containsKey(sender));
    assertEquals(group().name(), "σ");
    typeRule("1 / (1 + exp(-x))", "dy * y * (1 - y)");
    await(() -> !model.ownChecksProperty().get().isEmpty());
    assertEquals(List.of(), onFx(model::wrongSoFar), "now it is right");
    runFx(model::undo);
    await(() -> !model.ownChecksProperty().get().isEmpty());
    assertEquals(1, onFx(model::wrongSoFar).size());
    runFx(model::undo);
    await(() -> !workspace.view().geometry().sentences().containsKey(sender));
    assertEquals(before, document());
  }

  @Test
  void modGGroupsAndAsksForTheNameAndModShiftGUngroups() {
    groupByKeys();
    assertEquals("σ", group().name(), "its operations are a known function");
    assertEquals(DISCS, document().groups().members(only()));
    robot.write("S(x)").push(KeyCode.ENTER);
    TestUi.settle();
    assertEquals("S(x)", group().name());
    assertEquals(DISCS, selection().nodes());
    keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.G);
    assertTrue(document().groups().isEmpty());
    runFx(() -> workspace.model().undo());
    assertEquals("S(x)", group().name());
    runFx(() -> workspace.model().undo());
    runFx(() -> workspace.model().undo());
    assertTrue(document().groups().isEmpty());
    assertFalse(onFx(() -> workspace.model().history().canUndo()));
  }

  @Test
  void aDoubleClickOnTheNameClosesAndOnTheBoxOpens() {
    groupByKeys();
    robot.push(KeyCode.ESCAPE);
    robot.moveTo(label()).doubleClickOn(MouseButton.PRIMARY);
    TestUi.settle();
    assertTrue(group().closed());
    assertEquals(DISCS, selection().nodes(), "the box is selected");
    draw();
    assertEquals(1, onFx(() -> workspace.view().geometry().nodes().size()));
    robot.moveTo(box()).doubleClickOn(MouseButton.PRIMARY);
    TestUi.settle();
    assertFalse(group().closed());
    assertEquals(7, onFx(() -> workspace.view().geometry().nodes().size()));
  }

  @Test
  void enterOpensAndClosesAndF2Renames() {
    groupByKeys();
    robot.push(KeyCode.ESCAPE);
    keys(KeyCode.ENTER);
    assertTrue(group().closed());
    keys(KeyCode.F2);
    robot.write("시그모이드").push(KeyCode.ENTER);
    TestUi.settle();
    assertEquals("시그모이드", group().name());
    keys(KeyCode.ENTER);
    assertFalse(group().closed());
  }

  @Test
  void draggingTheBoxMovesWhatLiesInItWithOneUndo() {
    closed();
    Point before = document().places().get(EXP);
    Point2D from = box();
    robot.moveTo(from).press(MouseButton.PRIMARY);
    for (int i = 1; i <= 5; i++) {
      robot.moveTo(from.add(16 * i, 12 * i));
    }
    robot.release(MouseButton.PRIMARY);
    TestUi.settle();
    Point after = document().places().get(EXP);
    assertTrue(after.x() > before.x() + 30 && after.y() > before.y() + 20, after.toString());
    runFx(() -> workspace.model().undo());
    assertEquals(before, document().places().get(EXP));
    assertTrue(group().closed());
  }

  private void closed() {
    groupByKeys();
    robot.push(KeyCode.ESCAPE);
    keys(KeyCode.ENTER);
  }

  @Test
  void copyPasteDuplicateAndDeleteTakeTheGroupWhole() {
    closed();
    keys(KeyCode.CONTROL, KeyCode.C);
    keys(KeyCode.CONTROL, KeyCode.V);
    assertEquals(2, document().groups().all().size());
    assertEquals(13, document().graph().nodeCount());
    assertTrue(document().groups().all().stream().allMatch(Group::closed));
    keys(KeyCode.CONTROL, KeyCode.D);
    assertEquals(3, document().groups().all().size());
    draw();
    assertEquals(3, onFx(() -> workspace.view().geometry().groups().size()));
    keys(KeyCode.DELETE);
    keys(KeyCode.CONTROL, KeyCode.A);
    keys(KeyCode.DELETE);
    assertEquals(0, document().graph().nodeCount());
    assertTrue(document().groups().isEmpty());
    runFx(() -> workspace.model().undo());
    assertEquals(2, document().groups().all().size());
  }

  @Test
  void tabStopsAtTheBoxOnce() {
    closed();
    runFx(() -> workspace.model().select(Selection.NONE));
    keys(KeyCode.TAB);
    assertEquals(Set.of(NodeId.of("x")), selection().nodes());
    keys(KeyCode.TAB);
    assertEquals(DISCS, selection().nodes());
  }

  @Test
  void steppingGoesThroughAClosedGroupAndTheNextStartFindsItClosed() {
    closed();
    runFx(() -> workspace.model().transport().jump(0));
    for (int step = 0; step < 9; step++) {
      runFx(() -> workspace.model().transport().jump(workspace.model().transport().playhead() + 1));
      draw();
    }
    assertEquals(9, onFx(() -> workspace.model().transport().playhead()));
    GraphDocument again =
        backprop.file.DocumentFile.read(
            backprop.file.DocumentFile.text(document())
                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "x");
    assertEquals(document(), again);
    assertTrue(again.groups().all().getFirst().closed());
  }

  @Test
  void theContextMenuOffersWhatCanBeDone() {
    groupByKeys();
    robot.push(KeyCode.ESCAPE);
    Optional<List<String>> enabled =
        Optional.of(
            onFx(
                () ->
                    workspace.actions().stream()
                        .filter(a -> a.key().startsWith("ui-group.") && a.enabled().get())
                        .map(backprop.ui.common.UserAction::key)
                        .toList()));
    assertTrue(
        enabled.get().containsAll(List.of("ui-group.ungroup", "ui-group.toggle")),
        enabled.toString());
    assertFalse(enabled.get().contains("ui-group.group"));
  }
}
