package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import backprop.ui.common.TestUi;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Small forms where the inspector lies over the canvas, as it does in a window of 1280 pixels:
/// they stand in what it leaves free.
class CoveredCanvasTest extends InGraphWorkspace {
  private static final double INSPECTOR = 329;

  @BeforeEach
  void cover() {
    runFx(() -> workspace.area().setCovered(INSPECTOR));
    TestUi.settle();
  }

  private void perform(String key) {
    runFx(
        () ->
            workspace.actions().stream()
                .filter(action -> action.key().equals(key))
                .findFirst()
                .orElseThrow()
                .perform());
    TestUi.settle();
  }

  private void assertFree(String selector) {
    Node form = robot.lookup(selector).query();
    Bounds place = onFx(() -> form.localToParent(form.getLayoutBounds())); // without its shadow
    double width = onFx(() -> workspace.area().getWidth()) - INSPECTOR;
    double height = onFx(() -> workspace.area().getHeight());
    assertTrue(place.getMaxX() <= width, place + " in a width of " + width);
    assertTrue(place.getMaxY() <= height, place + " in a height of " + height);
  }

  @Test
  void anExportIsAskedForWhereItIsSeen() {
    perform("export.film");
    assertFree(".options");
  }

  @Test
  void theRuleOfTheLastNodeIsSeenAlsoWhileItSaysWhatIsWrong() {
    runFx(
        () ->
            workspace
                .model()
                .select(Selection.of(workspace.model().trace().output().orElseThrow())));
    perform("check.own-rule");
    await(() -> robot.lookup("#rule-b").tryQuery().isPresent());
    TestUi.settle();
    assertFree(".rule-editor");
    runFx(() -> robot.lookup("#rule-b").queryAs(TextField.class).setText("dy *"));
    TestUi.settle();
    assertFree(".rule-editor");
  }

  @Test
  void theBannersButtonIsReadWhole() {
    runFx(
        () ->
            workspace
                .area()
                .banner()
                .tell(
                    backprop.message.Message.of(
                        "ui-graph.parked", "a-document-with-a-rather-long-name.backprop"),
                    new Banner.Action(
                        backprop.message.Message.of("ui-graph.parked.back"), () -> {})));
    TestUi.settle();
    Button button = robot.lookup(".banner .pill").queryAs(Button.class);
    double needed = onFx(() -> button.prefWidth(-1));
    assertEquals(needed, onFx(button::getWidth), 1);
  }

  @Test
  void theFirstInfinityIsGoneTo() {
    runFx(() -> workspace.model().setValue(TAX, Tensor.scalar(1e308)));
    runFx(() -> workspace.model().transport().first());
    perform("ui-graph.first-nan");
    NodeId output = onFx(() -> workspace.model().trace().output().orElseThrow());
    assertEquals(
        List.of(onFx(() -> workspace.model().trace().stepOf(output).orElseThrow()) + 1),
        List.of(onFx(() -> workspace.model().transport().playhead())));
  }
}
