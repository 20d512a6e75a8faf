package backprop.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.message.Message;
import backprop.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private final GraphDocument document =
      new GraphBuilder().input("x", 3).op("e", Functions.MUL, "x", "x").build("e");
  private final History history = History.of(document);

  private static GraphDocument with(GraphDocument document, double value) {
    return new Edit.SetValue(NodeId.of("x"), Tensor.scalar(value))
        .applyTo(document)
        .or(GraphDocument.EMPTY);
  }

  private static GraphDocument at(GraphDocument document, double x) {
    return new Edit.Move(Map.of(NodeId.of("x"), new Point(x, 0)))
        .applyTo(document)
        .or(GraphDocument.EMPTY);
  }

  @Test
  void undoAndRedoGoThroughTheSameDocuments() {
    History edited =
        history
            .perform(new Edit.Rename(NodeId.of("x"), "a"))
            .perform(new Edit.Move(Map.of(NodeId.of("x"), new Point(1, 1))));
    assertEquals(Optional.of(Message.of("graph.edit.move")), edited.undoLabel());
    History back = edited.undo();
    assertEquals(Optional.of(Message.of("graph.edit.rename")), back.undoLabel());
    assertEquals(Optional.of(Message.of("graph.edit.move")), back.redoLabel());
    assertSame(document, back.undo().document());
    assertSame(edited.document(), back.undo().redo().redo().document());
    assertFalse(back.undo().canUndo());
    assertSame(document, back.undo().undo().document());
  }

  @Test
  void aGestureIsOneEntryHoweverOftenItPushes() {
    var drag = new History.Gesture();
    History now = history;
    for (int x = 1; x <= 50; x++) {
      now = now.push(at(now.document(), x), Message.of("graph.edit.move"), drag);
    }
    assertSame(document, now.undo().document());
    assertEquals(50, now.undo().redo().document().places().get(NodeId.of("x")).x());
    var next = new History.Gesture();
    now = now.push(at(now.document(), 60), Message.of("graph.edit.move"), next);
    assertEquals(50, now.undo().document().places().get(NodeId.of("x")).x());
  }

  @Test
  void aGestureThatEndsWhereItBeganLeavesNoEntry() {
    var scrub = new History.Gesture();
    History there = history.push(with(document, 5), Message.of("graph.edit.value"), scrub);
    History back = there.push(with(document, 3), Message.of("graph.edit.value"), scrub);
    assertFalse(back.canUndo());
    assertFalse(back.isDirty());
  }

  @Test
  void escapeRestoresTheGestureWhole() {
    History before = history.perform(new Edit.Rename(NodeId.of("x"), "a"));
    var scrub = new History.Gesture();
    History scrubbed =
        before
            .push(with(before.document(), 5), Message.of("graph.edit.value"), scrub)
            .push(with(before.document(), 6), Message.of("graph.edit.value"), scrub);
    History cancelled = scrubbed.cancel(scrub);
    assertSame(before.document(), cancelled.document());
    assertEquals(before.undoLabel(), cancelled.undoLabel());
    assertFalse(cancelled.canRedo());
    assertSame(cancelled, cancelled.cancel(scrub));
  }

  @Test
  void aNewEditForgetsWhatWasUndone() {
    History now = history.perform(new Edit.Rename(NodeId.of("x"), "a")).undo();
    assertTrue(now.canRedo());
    assertFalse(now.perform(new Edit.Rename(NodeId.of("x"), "b")).canRedo());
  }

  @Test
  void theDotFollowsTheSavedDocument() {
    assertFalse(history.isDirty());
    History edited = history.perform(new Edit.Rename(NodeId.of("x"), "a"));
    assertTrue(edited.isDirty());
    assertFalse(edited.undo().isDirty());
    History saved = edited.saved();
    assertFalse(saved.isDirty());
    assertTrue(saved.undo().isDirty());
    assertFalse(saved.undo().redo().isDirty());
    assertTrue(History.recovered(with(document, 9), document).isDirty());
  }

  @Test
  void whatIsRefusedOrChangesNothingIsNoEntry() {
    assertSame(history, history.perform(new Edit.Rename(NodeId.of("x"), "x")));
    assertSame(
        history, history.perform(new Edit.Connect(new Edge(NodeId.of("e"), NodeId.of("e"), 0))));
  }
}
