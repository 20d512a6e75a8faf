package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EdgeCheck;
import backprop.file.Examples;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.graph.OwnRule;
import backprop.ui.common.TestUi;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.Test;

class OwnRuleInWindowTest extends InGraphWorkspace {

  private boolean shown(String selector) {
    return !robot.lookup(selector).queryAll().isEmpty();
  }

  private TextField field(String selector) {
    return robot.lookup(selector).queryAs(TextField.class);
  }

  /// a · b with the gradient of `a` written as dy · a: typed, taken, found and taken away.
  @Test
  void aRuleIsTypedAtItsNodeAndItsMistakeStandsThere() {
    Edge edge = document().graph().uses(TAX).getFirst();
    NodeId product = edge.to();
    robot.moveTo(onScreen(middle(product))).doubleClickOn(MouseButton.PRIMARY);
    TestUi.settle();
    await(() -> shown("#rule-a"));
    runFx(() -> field("#rule-b").setText("dy *"));
    Label trouble = robot.lookup("#rule-trouble").queryAs(Label.class);
    assertTrue(onFx(trouble::isVisible));
    assertTrue(trouble.getText().contains("column 5"), trouble::getText);
    runFx(() -> field("#rule-b").setText("dy * b"));
    assertFalse(onFx(trouble::isVisible));
    runFx(() -> field("#rule-b").requestFocus());
    robot.push(KeyCode.ENTER);
    TestUi.settle();
    assertFalse(shown("#rule-a"));
    OwnRule rule = document().rules().at(product).orElseThrow();
    assertEquals("dy * b", rule.gradients().get("b").text());

    GraphModel model = workspace.model();
    await(() -> !model.ownChecksProperty().get().isEmpty());
    assertEquals(List.of(), onFx(model::wrongSoFar), "what lies ahead is not told");
    runFx(() -> model.transport().jump(model.trace().count()));
    List<EdgeCheck> wrong = onFx(model::wrongSoFar);
    assertEquals(List.of(edge), wrong.stream().map(EdgeCheck::edge).toList());
    await(() -> workspace.view().geometry().sentences().containsKey(product));
    await(() -> shown("#check-tax"));

    runFx(model::undo);
    await(() -> model.ownChecksProperty().get().isEmpty());
    assertTrue(document().rules().isEmpty());
    await(() -> !workspace.view().geometry().sentences().containsKey(product));
  }

  @Test
  void theCheckOpensItsRuleAndItsCurve() {
    GraphModel model = workspace.model();
    runFx(() -> model.transport().jump(model.trace().count()));
    await(() -> shown("#check-tax"));
    runFx(
        () ->
            javafx.event.Event.fireEvent(
                robot.lookup("#check-tax").query(),
                new javafx.scene.input.MouseEvent(
                    javafx.scene.input.MouseEvent.MOUSE_CLICKED,
                    0,
                    0,
                    0,
                    0,
                    MouseButton.PRIMARY,
                    1,
                    false,
                    false,
                    false,
                    false,
                    true,
                    false,
                    false,
                    true,
                    false,
                    true,
                    null)));
    await(() -> shown("#check-curve"));
    runFx(() -> robot.lookup("#check-curve").queryAs(Button.class).fire());
    await(() -> shown("#error-chart"));
  }

  @Test
  void aMistakeOpensFromItsListWithItsNote() {
    runFx(() -> robot.lookup("#examples-mistakes").queryAs(Button.class).fire());
    for (Examples.Example example : Examples.mistakes()) {
      assertTrue(
          robot
              .lookup(node -> ("example-" + example.id()).equals(node.getId()))
              .tryQuery()
              .isPresent());
    }
    Examples.Example first = Examples.find("mistakes/integer-zeros").orElseThrow();
    GraphModel model = workspace.model();
    runFx(() -> workspace.openExample(first));
    await(() -> !model.ownChecksProperty().get().isEmpty());
    runFx(() -> model.transport().jump(model.trace().count()));
    await(() -> shown("#document-note"));
  }
}
