package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import backprop.ui.common.TestUi;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;

/// The graph workspace by keys.
class GraphKeysTest extends InGraphWorkspace {
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
    // the formula bar has such a label too
    Label trouble = robot.lookup(".inline-trouble").queryAs(Label.class);
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
}
