package backprop.ui.graph;

import static backprop.ui.common.TestUi.onFx;
import static backprop.ui.common.TestUi.runFx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.InnerSteps;
import backprop.autodiff.Trace;
import backprop.file.Examples;
import backprop.graph.Edge;
import backprop.graph.GraphBuilder;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.message.Messages;
import backprop.message.NumberText;
import backprop.op.Ops;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import backprop.ui.common.SpanFlow;
import backprop.ui.common.TestUi;
import backprop.ui.common.UiContext;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A step on tensors, opened in the inspector: forward and backward, cell by cell.
class OpenedStepTest extends InGraphWorkspace {

  private List<String> texts(String selector) {
    return onFx(
        () ->
            robot.from(robot.lookup(selector).<Node>query()).lookup(".label").queryAll().stream()
                .map(node -> node instanceof Labeled label ? label.getText() : "")
                .toList());
  }

  private String sentence() {
    return onFx(() -> robot.lookup("#opened-step .sentence").queryAs(SpanFlow.class).text());
  }

  private void step(int to) {
    runFx(() -> workspace.model().transport().jump(to));
    TestUi.settle();
  }

  private void affine() {
    runFx(() -> workspace.openExample(Examples.find("affine-small").orElseThrow()));
    await(() -> workspace.model().trace().graph().contains(NodeId.of("affine1")));
  }

  @Test
  void aForwardStepOpensCellByCellAndStaysOpenAfterAnEdit() {
    affine();
    step(1);
    robot.clickOn("#open-step");
    TestUi.settle();
    TextField place = robot.lookup("#go-to-cell").queryAs(TextField.class);
    assertEquals("[0][0]", onFx(place::getText));
    runFx(
        () -> {
          place.requestFocus();
          place.setText("[1][2]");
        });
    robot.push(KeyCode.ENTER);
    TestUi.settle();
    List<String> shown = texts("#cell-terms");
    for (String part : List.of("x[1][0]", "W[0][2]", "b[2]", "1.4")) {
      assertTrue(shown.contains(part), part + " in " + shown);
    }
    Trace trace = onFx(() -> workspace.model().trace());
    InnerSteps inner = InnerSteps.of(trace, 0).orElseThrow();
    int position = inner.find("[1][2]").orElseThrow();
    String said = Messages.in(Language.ENGLISH).format(inner.sentence(position));
    assertEquals(said.replace("**", ""), sentence());
    runFx(() -> workspace.model().setValue(NodeId.of("b"), Tensor.vector(10, 20, 30, 40)));
    await(() -> texts("#cell-terms").contains(NumberText.of(30)));
    TextField after = robot.lookup("#go-to-cell").queryAs(TextField.class);
    assertEquals("[1][2]", onFx(after::getText), "the place is kept");
    robot.clickOn("#close-step");
    TestUi.settle();
    assertTrue(robot.lookup("#cell-terms").tryQuery().isEmpty());
  }

  @Test
  void aBackwardStepOpensAndScalarsDoNot() {
    step(9);
    assertTrue(robot.lookup("#open-step").tryQuery().isEmpty(), "scalars have no inside");
    affine();
    Trace trace = onFx(() -> workspace.model().trace());
    int toW = trace.stepOf(new Edge(NodeId.of("W"), NodeId.of("affine1"), 1)).orElseThrow();
    step(toW + 1);
    robot.clickOn("#open-step");
    TestUi.settle();
    assertTrue(texts("#cell-terms").contains("x[0][0]"), texts("#cell-terms").toString());
    step(1);
    assertTrue(robot.lookup("#open-step").tryQuery().isPresent(), "another step begins closed");
  }

  @Test
  void largeLayersAreOpenedBesideAndTheNewestCellWins(@TempDir Path folder) {
    Queue<Runnable> work = new ArrayDeque<>();
    UiContext plain = TestUi.context(folder);
    UiContext counted =
        new UiContext(
            plain.texts(),
            plain.theme(),
            plain.status(),
            plain.preferences(),
            plain.folders(),
            work::add);
    GraphBuilder builder = new GraphBuilder();
    builder.input("A", Tensor.generate(Shape.of(60, 80), i -> i % 7));
    builder.input("B", Tensor.generate(Shape.of(80, 50), i -> i % 5));
    Trace trace =
        Evaluator.trace(
            builder.op("o", "Y", Ops.create("matmul"), "A", "B").build("o"),
            EvaluationContext.PLAIN);
    OpenedStep opened = onFx(() -> new OpenedStep(counted));
    var stage =
        TestUi.show(
            counted, onFx(() -> new StackPane(opened.card(trace, 0).orElseThrow())), 400, 700);
    try {
      robot.clickOn("#open-step");
      TestUi.settle();
      assertEquals(1, work.size(), "the first cell is asked for");
      assertTrue(robot.lookup("#cell-terms").tryQuery().isEmpty());
      TextField place = robot.lookup("#go-to-cell").queryAs(TextField.class);
      runFx(() -> place.setText("[1][0]"));
      runFx(() -> place.fireEvent(new ActionEvent()));
      TextField again = robot.lookup("#go-to-cell").queryAs(TextField.class);
      runFx(() -> again.setText("[59][49]"));
      runFx(() -> again.fireEvent(new ActionEvent()));
      work.remove().run();
      TestUi.settle();
      assertTrue(robot.lookup("#cell-terms").tryQuery().isEmpty(), "the first is not wanted now");
      assertEquals(1, work.size(), "only the newest was kept");
      work.remove().run();
      TestUi.settle();
      assertTrue(texts("#cell-terms").contains("A[59][0]"), texts("#cell-terms").toString());
      assertTrue(work.isEmpty());
      assertFalse(texts("#cell-terms").contains("A[1][0]"));
    } finally {
      runFx(stage::close);
    }
  }
}
