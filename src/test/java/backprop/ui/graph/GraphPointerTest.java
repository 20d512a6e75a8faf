package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.figure.Bounds;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.ui.common.PanZoom;
import backprop.ui.common.TestUi;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.ScrollEvent;
import org.junit.jupiter.api.Test;

/// The graph workspace by mouse.
class GraphPointerTest extends InGraphWorkspace {
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
}
