package backprop.graph;

import backprop.message.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A document with what can be undone and redone, as an immutable value.
///
/// One gesture is one entry: while a drag or a scrub goes on, each push carries the same [Gesture]
/// and only the last document counts. Undo keeps old documents; nothing is computed backwards.
public final class History {

  /// The identity of one drag or scrub, from press to release.
  public static final class Gesture {}

  /// A change: the document on its far side, what it is called, and what lies beyond it.
  private record Entry(
      GraphDocument document, Message label, @Nullable Gesture gesture, @Nullable Entry next) {}

  private final GraphDocument document;
  private final GraphDocument saved;
  private final boolean dirty;
  private final @Nullable Entry past;
  private final @Nullable Entry future;

  private History(
      GraphDocument document, GraphDocument saved, @Nullable Entry past, @Nullable Entry future) {
    this.document = document;
    this.saved = saved;
    this.past = past;
    this.future = future;
    this.dirty = !document.equals(saved);
  }

  /// The history of a document that was just opened: nothing to undo, no dot.
  public static History of(GraphDocument document) {
    return new History(document, document, null, null);
  }

  /// The history of a recovered document: nothing to undo, but the dot is there.
  ///
  /// @param saved what the file holds
  public static History recovered(GraphDocument document, GraphDocument saved) {
    return new History(document, saved, null, null);
  }

  public GraphDocument document() {
    return document;
  }

  /// This history with a changed document as a new entry; itself if nothing changed.
  ///
  /// @param label what a person calls the change, as [Edit#label] gives it
  public History push(GraphDocument after, Message label) {
    return after.equals(document)
        ? this
        : new History(after, saved, new Entry(document, label, null, past), null);
  }

  /// This history with a change of a gesture that goes on: one entry for the whole gesture, none if
  /// it ends where it began.
  public History push(GraphDocument after, Message label, Gesture gesture) {
    if (past == null || past.gesture() != gesture) {
      return after.equals(document)
          ? this
          : new History(after, saved, new Entry(document, label, gesture, past), null);
    }
    return after.equals(past.document())
        ? new History(past.document(), saved, past.next(), null)
        : new History(after, saved, past, null);
  }

  /// This history with an edit made and entered under its own label; itself where it is refused.
  public History perform(Edit edit) {
    return push(edit.applyTo(document).or(document), edit.label());
  }

  /// This history as it was before the gesture, which leaves no entry; itself if it changed
  /// nothing.
  public History cancel(Gesture gesture) {
    return past != null && past.gesture() == gesture
        ? new History(past.document(), saved, past.next(), null)
        : this;
  }

  public boolean canUndo() {
    return past != null;
  }

  public boolean canRedo() {
    return future != null;
  }

  /// This history one entry back; itself if there is none.
  public History undo() {
    return past == null
        ? this
        : new History(
            past.document(), saved, past.next(), new Entry(document, past.label(), null, future));
  }

  /// This history one undone entry forward; itself if there is none.
  public History redo() {
    return future == null
        ? this
        : new History(
            future.document(),
            saved,
            new Entry(document, future.label(), null, past),
            future.next());
  }

  /// What undo would undo, as in "Undo move".
  public Optional<Message> undoLabel() {
    return Optional.ofNullable(past).map(Entry::label);
  }

  /// What redo would do again.
  public Optional<Message> redoLabel() {
    return Optional.ofNullable(future).map(Entry::label);
  }

  /// This history with the present document as the saved one: the dot goes out.
  public History saved() {
    return new History(document, document, past, future);
  }

  /// This history with this document as the saved one, which may be older than the present: it was
  /// written while a person went on.
  public History saved(GraphDocument written) {
    return new History(document, written, past, future);
  }

  /// Whether the document differs from the saved one: the dot.
  public boolean isDirty() {
    return dirty;
  }
}
