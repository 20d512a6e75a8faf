package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.Examples;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.op.Ops;
import backprop.tensor.Tensor;
import backprop.ui.common.TestUi;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;

/// Gestures that change the graph, by mouse: out of the palette, onto wires, at wires' ends.
class GraphGesturesTest extends InGraphWorkspace {
  /// Longer than a wire waits before it lights and takes a node in.
  private static final int REST_MILLIS = 250;

  private Button paletteItem(String name) {
    return robot.lookup(".palette-item").queryAllAs(Button.class).stream()
        .filter(button -> button.getText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// Drags an item of the palette; the window is wider than the headless screen, so that the
  /// robot's mouse cannot reach it.
  private void dragOut(Button item, Point2D to) {
    Mouse mouse = new Mouse(item, false, false);
    runFx(
        () -> {
          Bounds box = item.localToScreen(item.getLayoutBounds());
          Point2D from = new Point2D(box.getCenterX(), box.getCenterY());
          mouse.press(from);
          mouse.drag(from.interpolate(to, 0.5));
          assertTrue(robot.lookup(".ghost").query().isVisible(), "what is dragged is seen");
          mouse.drag(to);
          mouse.release(to);
        });
    TestUi.settle();
  }

  private Edge firstEdge(NodeId from) {
    return document().graph().uses(from).getFirst();
  }

  /// A place on a wire away from its numbers and ends.
  private Point onWire(Edge edge) {
    return onFx(() -> workspace.view().geometry().wire(edge).forward().at(0.5));
  }

  private NodeId operationCalled(String name) {
    Graph graph = document().graph();
    return graph.topological().stream()
        .map(graph::node)
        .filter(node -> node instanceof Node.Operation(_, _, var op) && op.name().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Test
  void whatIsDraggedOutOfThePaletteIsPlacedWhereItIsDropped() {
    Point world = middle(TAX).plus(360, 20);
    dragOut(paletteItem("exp"), onScreen(world));
    Graph graph = document().graph();
    assertEquals(10, graph.nodeCount());
    NodeId exp = operationCalled("exp");
    assertTrue(graph.inputs(exp).isEmpty() && graph.uses(exp).isEmpty(), "beside all wires");
    Point place = document().places().get(exp);
    assertEquals(world.x(), place.x(), Grid.STEP);
    assertEquals(world.y(), place.y(), Grid.STEP);
  }

  @Test
  void whatIsDroppedOutsideTheCanvasIsNotPlaced() {
    Button item = paletteItem("exp");
    Bounds box = onFx(() -> item.localToScreen(item.getLayoutBounds()));
    dragOut(item, new Point2D(box.getMaxX(), box.getMaxY() + 60));
    assertEquals(9, document().graph().nodeCount());
    assertFalse(robot.lookup(".ghost").query().isVisible());
  }

  @Test
  void whatIsDraggedOutOfThePaletteOntoAWireIsPutIntoIt() {
    Edge edge = firstEdge(TAX);
    dragOut(paletteItem("exp"), onScreen(onWire(edge)));
    NodeId exp = operationCalled("exp");
    Graph graph = document().graph();
    assertTrue(graph.edges().contains(new Edge(TAX, exp, 0)));
    assertTrue(graph.edges().contains(new Edge(exp, edge.to(), edge.port())));
    assertFalse(graph.edges().contains(edge));
    assertEquals(650 * Math.exp(1.1), total(), 1e-9);
    runFx(() -> workspace.model().undo());
    assertEquals(9, document().graph().nodeCount());
    assertEquals(715, total(), 1e-9);
  }

  @Test
  void aNodeMovedOntoAWireIsPutIntoItWithOneUndo() {
    Edge edge = firstEdge(TAX);
    Point aside = middle(TAX).plus(360, 20);
    runFx(
        () ->
            workspace
                .model()
                .add(
                    new NodeTemplate.Operation(Ops.type(Ops.create("exp"))),
                    aside,
                    new Link.None()));
    TestUi.settle();
    NodeId exp = operationCalled("exp");
    Point2D from = onScreen(middle(exp));
    Point2D to = onScreen(onWire(edge));
    Mouse mouse = new Mouse(workspace.view(), false, false);
    runFx(
        () -> {
          mouse.press(from);
          mouse.drag(to);
          assertEquals(Optional.empty(), workspace.view().overlay().lit(), "not at once");
        });
    robot.sleep(REST_MILLIS);
    runFx(
        () -> {
          mouse.drag(to.add(1, 0));
          assertEquals(Optional.of(edge), workspace.view().overlay().lit());
          mouse.release(to.add(1, 0));
        });
    TestUi.settle();
    assertTrue(document().graph().edges().contains(new Edge(TAX, exp, 0)));
    assertTrue(document().graph().edges().contains(new Edge(exp, edge.to(), edge.port())));
    runFx(() -> workspace.model().undo());
    assertTrue(document().graph().edges().contains(edge), "one gesture, one undo");
    assertEquals(10, document().graph().nodeCount());
    assertEquals(aside.y(), document().places().get(exp).y(), Grid.STEP);
  }

  @Test
  void withModANodeRestsOverAWireWithoutGoingIn() {
    Edge edge = firstEdge(TAX);
    runFx(
        () ->
            workspace
                .model()
                .add(
                    new NodeTemplate.Operation(Ops.type(Ops.create("exp"))),
                    middle(TAX).plus(360, 20),
                    new Link.None()));
    TestUi.settle();
    NodeId exp = operationCalled("exp");
    Point2D to = onScreen(onWire(edge));
    Point2D from = onScreen(middle(exp));
    Mouse withMod = new Mouse(workspace.view(), false, true);
    runFx(
        () -> {
          withMod.press(from);
          withMod.drag(to);
        });
    robot.sleep(REST_MILLIS);
    runFx(
        () -> {
          withMod.drag(to.add(1, 0));
          withMod.release(to.add(1, 0));
        });
    TestUi.settle();
    assertTrue(document().graph().edges().contains(edge));
  }

  @Test
  void aWiresEndIsPluggedIntoAnotherPort() {
    NodeId product = firstEdge(APPLE).to();
    Edge edge = firstEdge(APPLE);
    NodeId total = onFx(() -> workspace.model().trace().output().orElseThrow());
    Edge tax = firstEdge(TAX);
    assertEquals(total, tax.to());
    Point end = onFx(() -> workspace.view().geometry().node(product).input(edge.port()));
    Point other = onFx(() -> workspace.view().geometry().node(total).input(tax.port()));
    drag(onScreen(end), onScreen(other));
    Graph graph = document().graph();
    assertFalse(graph.edges().contains(edge));
    assertFalse(graph.edges().contains(tax), "one edge for each port");
    assertTrue(graph.edges().contains(new Edge(APPLE, total, tax.port())));
    runFx(() -> workspace.model().undo());
    assertEquals(715, total(), 1e-9);
    assertTrue(document().graph().edges().contains(edge));
  }

  @Test
  void aWiresEndDroppedOnEmptyCanvasIsDisconnected() {
    Edge edge = firstEdge(TAX);
    Point end = onFx(() -> workspace.view().geometry().node(edge.to()).input(edge.port()));
    drag(onScreen(end), onScreen(middle(TAX).plus(360, 20)));
    assertFalse(document().graph().edges().contains(edge));
    assertFalse(onFx(() -> workspace.model().trace().problems()).isEmpty());
    robot.press(KeyCode.CONTROL).press(KeyCode.Z).release(KeyCode.Z).release(KeyCode.CONTROL);
    TestUi.settle();
    assertEquals(715, total(), 1e-9);
  }

  @Test
  void aLineAcrossWiresCutsThemWithOneUndo() {
    Edge apple = firstEdge(APPLE);
    Edge tax = firstEdge(TAX);
    Graph before = document().graph();
    Point first = onWire(apple);
    Mouse cutting = new Mouse(workspace.view(), true, true);
    runFx(
        () -> {
          cutting.press(onScreen(first.plus(0, -60)));
          cutting.drag(onScreen(first.plus(0, -20)));
          assertTrue(workspace.view().overlay().cut().isPresent(), "the line is drawn");
          cutting.drag(onScreen(first.plus(0, 20)));
        });
    Set<Edge> crossed = onFx(() -> workspace.view().overlay().cut().orElseThrow().wires());
    assertTrue(crossed.contains(apple) && !crossed.contains(tax), crossed.toString());
    runFx(() -> cutting.release(onScreen(first.plus(0, 20))));
    TestUi.settle();
    assertEquals(Optional.empty(), onFx(() -> workspace.view().overlay().cut()));
    Set<Edge> left = new HashSet<>(before.edges());
    left.removeAll(crossed);
    assertEquals(left, new HashSet<>(document().graph().edges()));
    assertEquals(Selection.NONE, onFx(() -> workspace.model().selection()));
    runFx(() -> workspace.model().undo());
    assertEquals(before, document().graph());
    assertFalse(onFx(() -> workspace.model().history().canUndo()));
  }

  @Test
  void escapeLeavesTheWiresThatWereCrossed() {
    Graph before = document().graph();
    Point first = onWire(firstEdge(APPLE));
    Mouse cutting = new Mouse(workspace.view(), true, true);
    runFx(
        () -> {
          cutting.press(onScreen(first.plus(0, -60)));
          cutting.drag(onScreen(first.plus(0, 20)));
        });
    robot.push(KeyCode.ESCAPE);
    runFx(() -> cutting.release(onScreen(first.plus(0, 20))));
    assertEquals(before, document().graph());
  }

  @Test
  void anOperationsSettingsOpenWithADoubleClickAndAreTakenWithEnter() {
    NodeId total = onFx(() -> workspace.model().trace().output().orElseThrow());
    runFx(
        () -> {
          workspace.model().setValue(TAX, Tensor.matrix(new double[][] {{1, 2, 3}, {4, 5, 6}}));
          workspace
              .model()
              .add(
                  new NodeTemplate.Operation(Ops.type(Ops.create("sum"))),
                  document().places().get(total).plus(0, 160),
                  new Link.From(TAX));
        });
    TestUi.settle();
    runFx(() -> workspace.view().drawNow());
    NodeId sum = operationCalled("sum");
    robot.moveTo(onScreen(middle(sum))).doubleClickOn(MouseButton.PRIMARY);
    TestUi.settle();
    TextField axes = robot.lookup("#option-axes").queryAs(TextField.class);
    assertTrue(onFx(axes::isFocused), "the first field has the focus");
    robot.write("x").push(KeyCode.ENTER);
    TestUi.settle();
    assertTrue(robot.lookup("#option-axes").tryQuery().isPresent(), "stays open with a sentence");
    Label trouble = robot.lookup(".options .wrong").queryAs(Label.class);
    assertTrue(trouble.isManaged() && !trouble.getText().isBlank());
    runFx(axes::clear);
    robot.write("0").push(KeyCode.ENTER);
    TestUi.settle();
    assertTrue(robot.lookup("#option-axes").tryQuery().isEmpty(), "closed");
    assertEquals(
        Ops.create("sum", Map.of("axes", List.of(0))),
        ((Node.Operation) document().graph().node(sum)).op());
    await(() -> workspace.model().trace().values().containsKey(sum));
    assertEquals(Tensor.vector(5, 7, 9), onFx(() -> workspace.model().trace().values().get(sum)));
    runFx(() -> workspace.model().undo());
    assertEquals(Ops.create("sum"), ((Node.Operation) document().graph().node(sum)).op());
  }

  @Test
  void theGradientThatEntersIsTypedAtTheOutput() {
    runFx(() -> workspace.openExample(Examples.find("relu-mask").orElseThrow()));
    await(() -> workspace.model().trace().output().isPresent());
    runFx(
        () -> {
          workspace.model().transport().last();
          workspace.view().drawNow();
        });
    TestUi.settle();
    NodeId output = onFx(() -> workspace.model().trace().output().orElseThrow());
    Point place =
        onFx(
            () ->
                workspace
                    .view()
                    .geometry()
                    .outputs()
                    .get(output)
                    .gradient()
                    .orElseThrow()
                    .box()
                    .centre());
    robot.moveTo(onScreen(place)).doubleClickOn(MouseButton.PRIMARY);
    TestUi.settle();
    robot.write("[[1, 2], [3, 4]]").push(KeyCode.ENTER);
    TestUi.settle();
    Tensor typed = Tensor.matrix(new double[][] {{1, 2}, {3, 4}});
    assertEquals(Optional.of(typed), document().roles().upstream());
    await(() -> typed.equals(workspace.model().trace().gradients().get(output)));
    robot.press(KeyCode.CONTROL).press(KeyCode.Z).release(KeyCode.Z).release(KeyCode.CONTROL);
    TestUi.settle();
    assertFalse(document().roles().upstream().equals(Optional.of(typed)));
  }
}
