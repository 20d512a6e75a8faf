package backprop.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.ElementWise;
import backprop.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlaybackTest {
  private final GraphDocument document = EvaluatorTest.applesAndOranges();
  private final Trace before = trace(document);

  private static Trace trace(GraphDocument document) {
    return Evaluator.trace(document, EvaluationContext.PLAIN);
  }

  private Trace after(Edit edit) {
    return trace(edit.applyTo(document).or(document));
  }

  @Test
  void aNewValueLeavesThePlayheadWhereItIs() {
    Trace after = after(new Edit.SetValue(NodeId.of("tax"), Tensor.scalar(1.2)));
    for (int playhead = 0; playhead <= before.count(); playhead++) {
      assertEquals(playhead, Playback.carry(before, playhead, after));
    }
  }

  @Test
  void aStepThatIsGoneGivesWayToTheLastOneBeforeIt() {
    Trace after =
        after(
            new Edit.Disconnect(
                new Edge(NodeId.of("mul1"), NodeId.of("add"), 0))); // + is a problem now
    assertEquals(2, after.forwardEnd());
    int sentToApple = before.stepOf(new Edge(NodeId.of("apple"), NodeId.of("mul1"), 0)).orElse(-1);
    int carried = Playback.carry(before, sentToApple + 1, after);
    assertTrue(carried <= after.count());
    assertEquals(Step.Evaluate.class, after.steps().get(carried - 1).getClass());
    assertEquals(NodeId.of("mul2"), after.steps().get(carried - 1).node());
  }

  @Test
  void theSameEdgeIsFoundAgainAmongMoreSteps() {
    Node extra = new Node.Operation(NodeId.of("e"), "", new ElementWise(Functions.EXP));
    Trace after =
        after(
            Edit.Compound.of(
                "graph.edit.add",
                new Edit.AddNode(extra, Optional.empty()),
                new Edit.Connect(new Edge(NodeId.of("tax"), NodeId.of("e"), 0))));
    Edge edge = new Edge(NodeId.of("mul1"), NodeId.of("add"), 0);
    int there = before.stepOf(edge).orElseThrow() + 1;
    assertEquals(after.stepOf(edge).orElseThrow() + 1, Playback.carry(before, there, after));
    assertEquals(5, Playback.carry(before, before.forwardEnd(), after), "the end of the pass");
    assertEquals(after.count(), Playback.carry(before, before.count(), after));
  }

  @Test
  void withNothingLeftThePlayheadIsAtTheStart() {
    Trace after = trace(GraphDocument.EMPTY);
    for (int playhead = 0; playhead <= before.count(); playhead++) {
      assertEquals(0, Playback.carry(before, playhead, after));
    }
    Trace fewer = after(new Edit.RemoveNodes(Set.of(NodeId.of("mul1"), NodeId.of("mul2"))));
    assertEquals(0, Playback.carry(before, 3, fewer));
    assertEquals(Map.of(), Map.copyOf(fewer.gradients()));
  }
}
