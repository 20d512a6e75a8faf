package backprop.ui.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.Trace;
import backprop.file.Examples;
import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.History;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.message.Language;
import backprop.op.Ops;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GraphModelTest {
  private static final NodeId TAX = NodeId.of("tax");

  private final Deque<Runnable> background = new ArrayDeque<>();
  private final GraphModel model = new GraphModel(background::add, Runnable::run);
  private NodeId output = TAX;

  @BeforeEach
  void openApplesAndOranges() {
    model.open(History.of(Examples.first().open(Language.ENGLISH)));
    output = model.trace().output().orElseThrow();
  }

  private double total() {
    return model.trace().values().get(output).item();
  }

  @Test
  void opensWithTheForwardPassDone() {
    assertEquals(4, model.transport().playhead());
    assertEquals(715, total(), 1e-9);
    assertFalse(model.history().isDirty());
  }

  @Test
  void aScrubIsOneEntryAndKeepsThePlayhead() {
    model.transport().jump(7);
    History.Gesture gesture = new History.Gesture();
    for (double value = 1.1; value < 1.5; value += 0.1) {
      model.setValue(TAX, Tensor.scalar(value), gesture);
    }
    assertEquals(7, model.transport().playhead());
    assertTrue(total() > 900);
    model.undo();
    assertEquals(715, total(), 1e-9);
    assertFalse(model.history().canUndo(), "the whole scrub was one entry");
  }

  @Test
  void movingEvaluatesNothing() {
    Trace before = model.trace();
    model.select(Selection.of(TAX));
    model.moveSelection(20, 0);
    org.junit.jupiter.api.Assertions.assertSame(before, model.trace());
    assertTrue(model.history().isDirty());
  }

  @Test
  void aNodeThatArrivesLinkedIsOneEntry() {
    Edge edge = model.document().graph().inputs(output).getFirst();
    Optional<NodeId> added =
        model.add(
            new NodeTemplate.Operation(Ops.find("exp").orElseThrow()),
            new Point(0, 0),
            new Link.Onto(edge));
    assertTrue(added.isPresent());
    assertEquals(edge.from(), model.document().graph().inputs(added.get()).getFirst().from());
    assertEquals(Selection.of(added.get()), model.selection());
    model.undo();
    assertFalse(model.document().graph().contains(added.get()));
    assertFalse(model.history().canUndo());
  }

  @Test
  void aRefusedEditSaysWhyAndChangesNothing() {
    assertFalse(model.perform(new Edit.Connect(new Edge(output, output, 0))));
    assertTrue(model.refusalProperty().get().isPresent());
    assertFalse(model.history().isDirty());
  }

  @Test
  void deletingAndPastingKeepTheSelectionTrue() {
    model.select(Selection.of(Set.of(TAX, NodeId.of("apple"))));
    model.copy();
    model.deleteSelection();
    assertTrue(model.selection().isEmpty());
    assertEquals(7, model.document().graph().nodeCount());
    assertFalse(model.trace().problems().isEmpty(), "ports are empty now");
    model.paste(false);
    assertEquals(9, model.document().graph().nodeCount());
    assertEquals(2, model.selection().nodes().size());
    model.undo();
    model.undo();
    assertEquals(715, total(), 1e-9);
  }

  @Test
  void aLongEvaluationRunsBesideAndTheNewestWins() {
    Tensor large = Tensor.zeros(Shape.of(200, 200));
    Trace before = model.trace();
    model.setValue(TAX, large);
    assertEquals(1, background.size());
    org.junit.jupiter.api.Assertions.assertSame(
        before, model.trace(), "the old trace with its graph stays until the new one is there");
    model.setValue(TAX, Tensor.full(Shape.of(200, 200), 2));
    assertEquals(1, background.size(), "one at a time");
    background.remove().run();
    assertEquals(1, background.size(), "the first result is not wanted any more");
    background.remove().run();
    assertEquals(2, model.trace().values().get(TAX).get(0));
  }

  @Test
  void batchNormalisationIsComputedAsInTrainingWhenThatIsChosen() {
    Tensor x = Tensor.matrix(new double[][] {{1}, {3}});
    var norm = new backprop.op.BatchNorm(0, 0.1);
    model.open(
        backprop.graph.History.of(
            new backprop.graph.GraphBuilder()
                .input("x", x)
                .input("g", Tensor.vector(1))
                .input("b", Tensor.vector(0))
                .op("y", "y", norm, "x", "g", "b")
                .build("y")));
    NodeId y = NodeId.of("y");
    drain();
    assertEquals(x, model.trace().values().get(y));
    model.setTraining(true);
    drain();
    assertEquals(Tensor.matrix(new double[][] {{-1}, {1}}), model.trace().values().get(y));
    assertTrue(model.trainingProperty().get());
    assertFalse(model.history().canUndo(), "the mode is not in the document");
    model.setTraining(false);
    drain();
    assertEquals(x, model.trace().values().get(y));
  }

  private void drain() {
    while (!background.isEmpty()) {
      background.remove().run();
    }
  }
}
