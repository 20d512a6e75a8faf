package backprop.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.message.Language;
import backprop.message.Message;
import backprop.message.Messages;
import backprop.op.ElementWise;
import backprop.op.Ops;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EditTest {
  private final GraphDocument document =
      new GraphBuilder()
          .input("x", 3)
          .input("y", 4)
          .op("mul", Functions.MUL, "x", "y")
          .op("add", Functions.ADD, "mul", "x")
          .build("add");

  private static NodeId id(String id) {
    return NodeId.of(id);
  }

  private static Edge edge(String from, String to, int port) {
    return new Edge(id(from), id(to), port);
  }

  private GraphDocument done(Edit edit) {
    return assertInstanceOf(EditResult.Done.class, edit.applyTo(document)).document();
  }

  private String refused(Edit edit) {
    Message reason = assertInstanceOf(EditResult.Refused.class, edit.applyTo(document)).reason();
    return Messages.in(Language.ENGLISH).format(reason);
  }

  @Test
  void connectingReplacesWhatIsInTheSlot() {
    GraphDocument after = done(new Edit.Connect(edge("y", "add", 1)));
    assertEquals(4, after.graph().edges().size());
    assertTrue(after.graph().edges().contains(edge("y", "add", 1)));
    assertFalse(after.graph().edges().contains(edge("x", "add", 1)));
    assertSame(document, done(new Edit.Connect(edge("mul", "add", 0))));
  }

  @Test
  void whatBreaksAnInvariantIsRefusedWithTheReason() {
    assertEquals(
        "+ is made from ×, so this wire would close a circle.",
        refused(new Edit.Connect(edge("add", "mul", 0))));
    assertEquals("× cannot use its own value.", refused(new Edit.Connect(edge("mul", "mul", 0))));
    assertEquals("× has only 2 inputs.", refused(new Edit.Connect(edge("x", "mul", 2))));
    assertEquals(
        "x holds a value and takes none. Drop the wire on an operation.",
        refused(new Edit.Connect(edge("y", "x", 0))));
    assertEquals(
        "A node with the id x is there already.",
        refused(Edit.AddNode.at(new Node.Constant(id("x"), "", Tensor.scalar(1)), 0, 0)));
    assertEquals(
        "An operation computes its value; change one of its inputs instead.",
        refused(new Edit.SetValue(id("mul"), Tensor.scalar(1))));
  }

  @Test
  void aLabelPortTakesLabelsOnly() {
    GraphDocument loss =
        new GraphBuilder()
            .input("x", Tensor.matrix(new double[][] {{1, 2}}))
            .op("e", Functions.EXP, "x")
            .op("loss", "", Ops.create("softmax_loss"), "x")
            .build("loss");
    assertTrue(Connections.canConnect(loss.graph(), id("x"), id("loss"), 1));
    assertTrue(Connections.canConnect(loss.graph(), id("e"), id("loss"), 0));
    Message reason = Connections.refusal(loss.graph(), edge("e", "loss", 1)).orElseThrow();
    assertEquals(
        "The input t takes labels. Connect an input or a constant; no gradient flows through it.",
        Messages.in(Language.ENGLISH).format(reason));
  }

  @Test
  void movingKeepsTheGraphTheSameObject() {
    GraphDocument after = done(new Edit.Move(Map.of(id("x"), new Point(1, 2))));
    assertSame(document.graph(), after.graph());
    assertEquals(new Point(1, 2), after.places().get(id("x")));
    GraphDocument marked = done(new Edit.SetRole(Edit.Role.LOSS, Optional.of(id("add"))));
    assertSame(document.graph(), marked.graph());
  }

  @Test
  void removingTakesEdgesPlacesAndRolesAlong() {
    GraphDocument placed = done(new Edit.Move(Map.of(id("add"), new Point(1, 2))));
    GraphDocument after =
        new Edit.RemoveNodes(Set.of(id("add"))).applyTo(placed).or(GraphDocument.EMPTY);
    assertEquals(3, after.graph().nodeCount());
    assertEquals(2, after.graph().edges().size());
    assertEquals(Map.of(), after.places());
    assertEquals(Optional.empty(), after.roles().output());
  }

  @Test
  void insertingOnAnEdgeGoesThroughTheNode() {
    GraphDocument after =
        done(
            Edit.Compound.of(
                "graph.edit.insert",
                Edit.AddNode.at(
                    new Node.Operation(id("exp"), "", new ElementWise(Functions.EXP)), 0, 0),
                new Edit.InsertOnEdge(edge("mul", "add", 0), id("exp"), 0)));
    assertTrue(after.graph().edges().contains(edge("mul", "exp", 0)));
    assertTrue(after.graph().edges().contains(edge("exp", "add", 0)));
    assertFalse(after.graph().edges().contains(edge("mul", "add", 0)));
  }

  @Test
  void aCompoundIsAllOrNothing() {
    Edit both =
        Edit.Compound.of(
            "graph.edit.paste",
            new Edit.Rename(id("x"), "renamed"),
            new Edit.Connect(edge("add", "mul", 0)));
    assertInstanceOf(EditResult.Refused.class, both.applyTo(document));
    assertSame(document, both.applyTo(document).or(document));
  }

  @Test
  void settingsThatDropPortsDropTheirEdges() {
    GraphDocument after = done(new Edit.SetOp(id("mul"), new ElementWise(Functions.EXP)));
    assertEquals(List.of(edge("x", "mul", 0)), after.graph().inputs(id("mul")));
  }

  @Test
  void aCopyIsPastedUnderFreeIdsWithItsInnerEdges() {
    Fragment fragment = Fragment.of(document, Set.of(id("mul"), id("add")));
    Edit.Paste alone = fragment.paste(document, 20, 20, false);
    GraphDocument after = done(alone);
    assertEquals(6, after.graph().nodeCount());
    assertEquals(5, after.graph().edges().size());
    assertEquals(Set.of(id("mul2"), id("add2")), Fragment.pasted(alone));
    assertTrue(after.graph().edges().contains(edge("mul2", "add2", 0)));
    GraphDocument wired = done(fragment.paste(document, 20, 20, true));
    assertEquals(8, wired.graph().edges().size());
    assertTrue(wired.graph().edges().contains(edge("x", "add2", 1)));
  }

  @Test
  void everyEditHasALabelInBothLanguages() {
    List<Edit> edits =
        List.of(
            Edit.AddNode.at(new Node.Constant(id("c"), "", Tensor.scalar(1)), 0, 0),
            new Edit.RemoveNodes(Set.of()),
            new Edit.Connect(edge("x", "mul", 0)),
            new Edit.Disconnect(edge("x", "mul", 0)),
            new Edit.Move(Map.of()),
            new Edit.SetValue(id("x"), Tensor.scalar(1)),
            new Edit.Rename(id("x"), ""),
            new Edit.SetOp(id("mul"), new ElementWise(Functions.ADD)),
            new Edit.SetRole(Edit.Role.OUTPUT, Optional.empty()),
            new Edit.SetUpstream(Optional.empty()),
            new Edit.SetTitle(""),
            new Edit.InsertOnEdge(edge("x", "mul", 0), id("mul"), 0),
            new Edit.Paste(GraphDocument.EMPTY, List.of()));
    for (Edit edit : edits) {
      for (Language language : Language.values()) {
        assertTrue(Messages.in(language).has(edit.label().key()), edit.label().key());
      }
    }
  }
}
