package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.figure.Bounds;
import backprop.file.DocumentFile;
import backprop.file.Examples;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.message.Language;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import backprop.ui.common.PanZoom;
import backprop.ui.common.Shortcuts;
import backprop.ui.common.TestUi;
import backprop.ui.common.Transport;
import backprop.ui.common.UiContext;
import backprop.ui.common.UserAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/// The graph workspace through its scene graph, with mouse and keyboard.
class GraphWorkspaceTest {
  private static final NodeId TAX = NodeId.of("tax");
  private static final NodeId APPLE = NodeId.of("apple");

  @TempDir private Path home;
  private UiContext context = null;
  private GraphWorkspace workspace = null;
  private Stage stage = null;
  private final FxRobot robot = new FxRobot();

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

  private static void await(BooleanSupplier there) {
    long until = System.nanoTime() + 30_000_000_000L;
    while (!onFx(there::getAsBoolean)) {
      assertTrue(System.nanoTime() < until, "waited for thirty seconds");
      TestUi.settle();
    }
  }

  private Point2D onScreen(Point world) {
    return onFx(() -> workspace.view().localToScreen(workspace.view().toScreen(world)));
  }

  private Point middle(NodeId node) {
    return onFx(() -> workspace.view().geometry().node(node).bounds().centre());
  }

  private Point number(NodeId node) {
    return onFx(
        () -> workspace.view().geometry().node(node).valueBox().map(Bounds::centre).orElseThrow());
  }

  private void drag(Point2D from, Point2D to) {
    robot.moveTo(from).press(MouseButton.PRIMARY);
    for (int i = 1; i <= 5; i++) {
      robot.moveTo(from.interpolate(to, i / 5.0));
    }
    robot.release(MouseButton.PRIMARY);
    TestUi.settle();
  }

  private GraphDocument document() {
    return onFx(() -> workspace.model().document());
  }

  private double total() {
    return onFx(
        () ->
            workspace
                .model()
                .trace()
                .values()
                .get(workspace.model().trace().output().orElseThrow())
                .item());
  }

  private double value(NodeId id) {
    return given(id).item();
  }

  private Tensor given(NodeId id) {
    return GivenValue.of(document().graph().node(id)).orElseThrow();
  }

  // ---- pointer -------------------------------------------------------------------------------

  @Test
  void aNodeIsDraggedToTheGridAndBackWithOneUndo() {
    Point before = document().places().get(TAX);
    Point2D from = onScreen(middle(TAX).plus(-45, 0));
    drag(from, from.add(83, -41));
    Point after = document().places().get(TAX);
    assertEquals(0, after.x() % Grid.STEP, 1e-9);
    assertEquals(before.x() + 80, after.x(), Grid.STEP);
    assertEquals(before.y() - 40, after.y(), Grid.STEP);
    robot.press(KeyCode.CONTROL).press(KeyCode.Z).release(KeyCode.Z).release(KeyCode.CONTROL);
    TestUi.settle();
    assertEquals(before, document().places().get(TAX));
    assertFalse(onFx(() -> workspace.model().history().canUndo()));
  }

  @Test
  void lessThanFourPixelsIsAClick() {
    Point before = document().places().get(TAX);
    Point2D from = onScreen(middle(TAX).plus(-45, 0));
    drag(from, from.add(3, 0));
    assertEquals(before, document().places().get(TAX));
    assertEquals(Selection.of(TAX), onFx(() -> workspace.model().selection()));
  }

  @Test
  void aNumberIsScrubbedSidewaysAndEverythingFollows() {
    Point2D from = onScreen(number(TAX));
    drag(from, from.add(20, 0));
    assertEquals(1.3, value(TAX), 1e-12);
    assertEquals(845, total(), 1e-9);
    runFx(() -> workspace.model().undo());
    assertEquals(1.1, value(TAX), 1e-12);
    assertFalse(onFx(() -> workspace.model().history().canUndo()));
  }

  @Test
  void escapeTakesAScrubBackWhole() {
    Point2D from = onScreen(number(TAX));
    robot.moveTo(from).press(MouseButton.PRIMARY).moveTo(from.add(30, 0));
    TestUi.settle();
    assertTrue(value(TAX) > 1.2);
    robot.push(KeyCode.ESCAPE);
    robot.release(MouseButton.PRIMARY);
    TestUi.settle();
    assertEquals(1.1, value(TAX), 1e-12);
    assertFalse(onFx(() -> workspace.model().history().canUndo()));
  }

  @Test
  void portsAreConnectedByDraggingAndAWrongWireSaysWhy() {
    Graph graph = document().graph();
    NodeId product = graph.uses(APPLE).getFirst().to();
    NodeId total = onFx(() -> workspace.model().trace().output().orElseThrow());
    Point out = onFx(() -> workspace.view().geometry().node(TAX).output());
    Point in = onFx(() -> workspace.view().geometry().node(product).input(1));
    drag(onScreen(out), onScreen(in));
    assertTrue(document().graph().edges().contains(new Edge(TAX, product, 1)));
    Point end = onFx(() -> workspace.view().geometry().node(total).output());
    Point2D to = onScreen(onFx(() -> workspace.view().geometry().node(product).input(0)));
    robot.moveTo(onScreen(end)).press(MouseButton.PRIMARY).moveTo(to);
    TestUi.settle();
    Label reason = robot.lookup(".reason").queryAs(Label.class);
    assertTrue(reason.isVisible(), "a cycle is refused while dragging");
    assertFalse(reason.getText().isBlank());
    robot.release(MouseButton.PRIMARY);
    TestUi.settle();
    assertFalse(document().graph().edges().contains(new Edge(total, product, 0)));
  }

  @Test
  void aWireDroppedOnEmptyCanvasOpensTheSearchAndWhatIsPickedArrivesConnected() {
    Point out = onFx(() -> workspace.view().geometry().node(TAX).output());
    drag(onScreen(out), onScreen(out.plus(120, 60)));
    robot.write("exp").push(KeyCode.ENTER);
    TestUi.settle();
    Graph graph = document().graph();
    assertEquals(10, graph.nodeCount());
    Edge last = graph.edges().getLast();
    assertEquals(TAX, last.from());
    assertEquals("exp", ((Node.Operation) graph.node(last.to())).op().name());
  }

  @Test
  void aDoubleClickOnEmptyCanvasOpensTheSearch() {
    Point2D empty = onScreen(middle(TAX).plus(360, 20));
    robot.moveTo(empty).doubleClickOn(MouseButton.PRIMARY);
    TestUi.settle();
    robot.write("*").push(KeyCode.ENTER);
    TestUi.settle();
    assertEquals(10, document().graph().nodeCount());
    assertFalse(onFx(() -> workspace.model().trace().problems()).isEmpty(), "its ports are empty");
  }

  @Test
  void aMarqueeSelectsAndDeleteDeletesAndUndoBringsBack() {
    Bounds all = onFx(() -> workspace.view().geometry().bounds());
    Bounds apple = onFx(() -> workspace.view().geometry().node(APPLE).bounds());
    Point2D from = onScreen(new Point(all.minX() - 8, apple.minY() - 12));
    Point2D to = onScreen(new Point(apple.maxX() + 20, apple.maxY() + 12));
    drag(from, to);
    assertEquals(Selection.of(APPLE), onFx(() -> workspace.model().selection()));
    robot.push(KeyCode.DELETE);
    TestUi.settle();
    assertFalse(document().graph().contains(APPLE));
    robot.press(KeyCode.CONTROL).press(KeyCode.Z).release(KeyCode.Z).release(KeyCode.CONTROL);
    TestUi.settle();
    assertTrue(document().graph().contains(APPLE));
    assertEquals(715, total(), 1e-9);
  }

  @Test
  void theWheelZoomsAtThePointer() {
    Point middle = middle(TAX);
    Point2D at = onScreen(middle);
    double before = onFx(() -> workspace.view().viewProperty().get().scale());
    runFx(() -> Event.fireEvent(workspace.view(), wheel(at, 80)));
    assertEquals(
        before * PanZoom.STEP * PanZoom.STEP,
        onFx(() -> workspace.view().viewProperty().get().scale()),
        1e-9);
    Point2D after = onScreen(middle);
    assertEquals(at.getX(), after.getX(), 0.5);
    assertEquals(at.getY(), after.getY(), 0.5);
  }

  /// A turn of the wheel at a point of the screen; the headless robot has no wheel of its own.
  private ScrollEvent wheel(Point2D at, double turn) {
    Point2D here = workspace.view().localToScene(workspace.view().screenToLocal(at));
    return new ScrollEvent(
        ScrollEvent.SCROLL,
        here.getX(),
        here.getY(),
        at.getX(),
        at.getY(),
        false,
        false,
        false,
        false,
        false,
        false,
        0,
        turn,
        0,
        turn,
        ScrollEvent.HorizontalTextScrollUnits.NONE,
        0,
        ScrollEvent.VerticalTextScrollUnits.NONE,
        0,
        0,
        null);
  }

  // ---- keyboard ------------------------------------------------------------------------------

  @Test
  void arrowsStepToTheEndAndBack() {
    for (int i = 4; i < 13; i++) {
      robot.push(KeyCode.RIGHT);
    }
    TestUi.settle();
    assertEquals(13, onFx(() -> workspace.model().transport().playhead()));
    await(() -> robot.lookup("#inspector-place").queryAs(Label.class).getText().contains("9 of 9"));
    for (int i = 0; i < 13; i++) {
      robot.push(KeyCode.LEFT);
    }
    TestUi.settle();
    assertEquals(0, onFx(() -> workspace.model().transport().playhead()));
  }

  @Test
  void aValueIsEditedInPlaceWithAPastedPrint() {
    runFx(
        () -> {
          ClipboardContent content = new ClipboardContent();
          content.putString("array([[1., 2.],\n       [3., 4.]])");
          Clipboard.getSystemClipboard().setContent(content);
        });
    robot.moveTo(onScreen(number(TAX))).doubleClickOn(MouseButton.PRIMARY);
    TestUi.settle();
    robot.press(KeyCode.CONTROL).press(KeyCode.V).release(KeyCode.V).release(KeyCode.CONTROL);
    robot.push(KeyCode.ENTER);
    TestUi.settle();
    assertEquals(Shape.of(2, 2), given(TAX).shape());
    assertEquals(Tensor.matrix(new double[][] {{1, 2}, {3, 4}}), given(TAX));
    assertEquals(
        Shape.of(2, 2),
        onFx(() -> workspace.model().trace().values().get(NodeId.of("tax"))).shape());
  }

  @Test
  void whatCannotBeReadStaysOpenWithASentence() {
    robot.moveTo(onScreen(number(TAX))).doubleClickOn(MouseButton.PRIMARY);
    TestUi.settle();
    robot.write("one").push(KeyCode.ENTER);
    TestUi.settle();
    Label trouble = robot.lookup(".field-trouble").queryAs(Label.class);
    await(trouble::isVisible);
    assertFalse(trouble.getText().isBlank());
    robot.push(KeyCode.ESCAPE);
    TestUi.settle();
    assertEquals(1.1, value(TAX), 0);
  }

  @Test
  void tabGoesFromNodeToNodeAndAltArrowsMove() {
    robot.push(KeyCode.TAB);
    TestUi.settle();
    NodeId first = onFx(() -> workspace.model().selection().single().orElseThrow());
    assertEquals(document().graph().topological().getFirst(), first);
    Point before = document().places().get(first);
    robot.press(KeyCode.ALT).push(KeyCode.RIGHT).release(KeyCode.ALT);
    TestUi.settle();
    assertEquals(before.plus(Grid.DOTS, 0), document().places().get(first));
    robot.push(KeyCode.ESCAPE);
    TestUi.settle();
    assertTrue(onFx(() -> workspace.model().selection().isEmpty()));
  }

  // ---- documents -----------------------------------------------------------------------------

  @Test
  void savesAndOpensAndTheDotGoesOut() throws Exception {
    runFx(() -> workspace.model().setValue(TAX, Tensor.scalar(2)));
    assertTrue(onFx(() -> workspace.unsaved().get()));
    Path file = home.resolve("shop.backprop");
    runFx(() -> workspace.save(file));
    assertFalse(onFx(() -> workspace.unsaved().get()));
    assertEquals("shop.backprop", onFx(() -> workspace.documentName().getValue()));
    runFx(workspace::newDocument);
    assertEquals(0, document().graph().nodeCount());
    runFx(() -> workspace.open(file));
    assertEquals(2, value(TAX), 0);
    assertEquals(DocumentFile.read(file), document());
  }

  @Test
  void aBrokenFileGetsASentenceAndTheOpenDocumentStays() throws Exception {
    GraphDocument before = document();
    Path broken = home.resolve("broken.backprop");
    Files.writeString(broken, "{\"format\": 1, \"nodes\": [");
    runFx(() -> workspace.open(broken));
    assertEquals(before, document());
    Label text = robot.lookup("#banner-text").queryAs(Label.class);
    assertTrue(text.getText().contains("broken.backprop"), text.getText());
    assertTrue(text.getParent().isVisible());
    Path newer = home.resolve("newer.backprop");
    Files.writeString(newer, "{\"format\": 99, \"nodes\": []}");
    runFx(() -> workspace.open(newer));
    assertTrue(text.getText().contains("newer.backprop"), text.getText());
    assertEquals(before, document());
  }

  @Test
  void whatIsNotSavedIsThereAgainAtTheNextStart() {
    runFx(() -> workspace.model().setValue(TAX, Tensor.scalar(3)));
    runFx(workspace::hidden);
    GraphWorkspace next = onFx(() -> new GraphWorkspace(context));
    assertEquals(
        Optional.of(Tensor.scalar(3)),
        onFx(() -> GivenValue.of(next.model().document().graph().node(TAX))));
    assertTrue(onFx(() -> next.unsaved().get()), "with its dot");
  }

  @Test
  void openingAnExampleKeepsUnsavedChanges() {
    runFx(() -> workspace.model().setValue(TAX, Tensor.scalar(3)));
    runFx(() -> workspace.openExample(Examples.find("apples").orElseThrow()));
    assertEquals("apples.backprop", onFx(() -> workspace.documentName().getValue()));
    runFx(() -> robot.lookup(".banner .pill").queryButton().fire());
    assertEquals(3, value(TAX), 0);
    assertTrue(onFx(() -> workspace.unsaved().get()));
  }

  @Test
  void everyExampleOpensAndIsDrawnInBothLanguages() {
    for (Language language : Language.values()) {
      runFx(() -> context.texts().languageProperty().set(language));
      for (Examples.Example example : Examples.all()) {
        runFx(() -> workspace.openExample(example));
        await(() -> workspace.model().trace().graph().equals(workspace.model().document().graph()));
        runFx(
            () -> {
              workspace.model().transport().last();
              workspace.view().drawNow();
            });
        assertTrue(onFx(() -> workspace.view().drawMillisProperty().get()) > 0);
      }
    }
  }
}
