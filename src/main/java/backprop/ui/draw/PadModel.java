package backprop.ui.draw;

import backprop.data.Framed;
import backprop.data.GreyImage;
import backprop.data.InkPoint;
import backprop.data.Stroke;
import backprop.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The pad: the drawing, the tools that change it, what a network sees of it, and what was read.
///
/// A gesture is [#begin], any number of [#move], and [#end]; it is one entry of the history, and
/// [#cancel] restores what was there before it. The drawing and what the network sees follow every
/// move. Call on the FX thread.
public final class PadModel {
  /// Half the pen's width: framed to 20 pixels, a digit that fills the pad well gets strokes about
  /// as wide as MNIST's.
  static final double PEN_RADIUS = 10;

  static final double ERASER_RADIUS = 14;

  /// Places closer than this to the one before add nothing that can be seen.
  private static final double NEAR = 1;

  private record Change(Message label, Runnable undo, Runnable redo) {}

  private final ReadOnlyObjectWrapper<Drawing> drawing = new ReadOnlyObjectWrapper<>(Drawing.EMPTY);
  private final ReadOnlyObjectWrapper<Optional<Framed>> framed =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObjectProperty<Tool> tool = new SimpleObjectProperty<>(Tool.PEN);
  private final ObjectProperty<Optional<Integer>> label =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper(true);
  private final ObjectProperty<Message> readBy =
      new SimpleObjectProperty<>(Message.of("ui-draw.nobody"));
  private final ObservableList<ReaderChoice> readers = FXCollections.observableArrayList();
  private final ObjectProperty<Reading> reading = new SimpleObjectProperty<>(new Reading.Empty());
  private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Message> undoLabel =
      new ReadOnlyObjectWrapper<>(Message.of("ui-draw.undo"));
  private final Deque<Change> done = new ArrayDeque<>();
  private final Deque<Change> undone = new ArrayDeque<>();

  private Optional<Gesture> gesture = Optional.empty();

  private static final class Gesture {
    final Tool tool;
    final Drawing before;
    final List<InkPoint> points = new ArrayList<>();

    Gesture(Tool tool, Drawing before) {
      this.tool = tool;
      this.before = before;
    }
  }

  /// Puts the pen or the eraser on the pad.
  ///
  /// @param with what the gesture does, whatever [#toolProperty] says
  /// @param x from the left edge, in units of the pad ([Drawing#SIDE] wide)
  /// @param y from the upper edge
  public void begin(Tool with, double x, double y) {
    end();
    gesture = Optional.of(new Gesture(with, drawing.get()));
    place(x, y);
  }

  /// Goes on with the gesture; nothing if none was begun.
  public void move(double x, double y) {
    gesture.ifPresent(
        now -> {
          InkPoint last = now.points.getLast();
          if (Math.hypot(x - last.x(), y - last.y()) >= NEAR) {
            place(x, y);
          }
        });
  }

  private void place(double x, double y) {
    Gesture now = gesture.orElseThrow();
    InkPoint from = now.points.isEmpty() ? new InkPoint(x, y) : now.points.getLast();
    now.points.add(new InkPoint(x, y));
    show(
        switch (now.tool) {
          case PEN -> now.before.with(new Stroke(now.points, PEN_RADIUS));
          case ERASER -> drawing.get().erased(from.x(), from.y(), x, y, ERASER_RADIUS);
        });
  }

  /// Lifts the pen or the eraser: the gesture becomes one entry of the history.
  public void end() {
    Optional<Gesture> over = gesture;
    gesture = Optional.empty();
    over.ifPresent(
        now ->
            record(
                switch (now.tool) {
                  case PEN -> "ui-draw.undo-stroke";
                  case ERASER -> "ui-draw.undo-erase";
                },
                now.before));
  }

  /// Gives the gesture up and restores what was there before it.
  ///
  /// @return whether there was a gesture
  public boolean cancel() {
    boolean was = gesture.isPresent();
    gesture.ifPresent(now -> show(now.before));
    gesture = Optional.empty();
    return was;
  }

  /// Takes everything away; undoable.
  public void clear() {
    change("ui-draw.undo-clear", Drawing.EMPTY);
    label.set(Optional.empty());
  }

  /// Puts a sample of a data set in place of the drawing, with its true label; undoable.
  ///
  /// @param sample as a network sees it, 28 pixels wide and high
  public void put(GreyImage sample, int trueLabel) {
    change("ui-draw.undo-sample", Drawing.of(sample));
    label.set(Optional.of(trueLabel));
  }

  private void change(String name, Drawing after) {
    end();
    Drawing before = drawing.get();
    show(after);
    record(name, before);
  }

  private void record(String name, Drawing before) {
    Drawing after = drawing.get();
    if (!after.equals(before)) {
      remember(Message.of(name), () -> restore(before), () -> restore(after));
    }
  }

  private void restore(Drawing drawing) {
    show(drawing);
    if (drawing.isEmpty()) {
      label.set(Optional.empty());
    }
  }

  /// Takes a change made elsewhere into this history, so that strokes and updates of weights are
  /// undone in the order in which they were made.
  ///
  /// @param undoLabel what undoing it is called: "Undo update of weights"
  public void remember(Message undoLabel, Runnable undo, Runnable redo) {
    done.push(new Change(undoLabel, undo, redo));
    undone.clear();
    tellHistory();
  }

  /// Takes the newest change back.
  public void undo() {
    end();
    if (!done.isEmpty()) {
      Change change = done.pop();
      undone.push(change);
      change.undo.run();
      tellHistory();
    }
  }

  /// Makes the change again that was taken back last.
  public void redo() {
    end();
    if (!undone.isEmpty()) {
      Change change = undone.pop();
      done.push(change);
      change.redo.run();
      tellHistory();
    }
  }

  private void tellHistory() {
    canUndo.set(!done.isEmpty());
    canRedo.set(!undone.isEmpty());
    undoLabel.set(done.isEmpty() ? Message.of("ui-draw.undo") : done.getFirst().label);
  }

  private void show(Drawing now) {
    // What the network sees comes first: whoever draws the pad again also shows its box.
    empty.set(now.isEmpty());
    framed.set(now.framed());
    drawing.set(now);
  }

  /// Chooses the true label of the drawing; nothing happens while nothing is drawn.
  public void choose(int trueLabel) {
    if (!empty.get()) {
      label.set(Optional.of(trueLabel));
    }
  }

  /// What lies on the pad.
  ReadOnlyObjectProperty<Drawing> drawingProperty() {
    return drawing.getReadOnlyProperty();
  }

  /// What a network is given of it; none if nothing is drawn.
  public ReadOnlyObjectProperty<Optional<Framed>> framedProperty() {
    return framed.getReadOnlyProperty();
  }

  /// What dragging with the primary button does.
  public ObjectProperty<Tool> toolProperty() {
    return tool;
  }

  /// The true label of the drawing, where a person chose it or a sample brought it.
  public ObjectProperty<Optional<Integer>> labelProperty() {
    return label;
  }

  /// What was read; set by whoever reads.
  public ObjectProperty<Reading> readingProperty() {
    return reading;
  }

  /// Whether nothing is drawn.
  public ReadOnlyBooleanProperty emptyProperty() {
    return empty.getReadOnlyProperty();
  }

  /// What the weights are called that read the drawing; set by whoever reads.
  public ObjectProperty<Message> readByProperty() {
    return readBy;
  }

  /// The weights that could read it, for a person to choose among; kept by whoever reads.
  public ObservableList<ReaderChoice> readers() {
    return readers;
  }

  public ReadOnlyBooleanProperty canUndoProperty() {
    return canUndo.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty canRedoProperty() {
    return canRedo.getReadOnlyProperty();
  }

  /// What undo takes back: "Undo stroke".
  public ReadOnlyObjectProperty<Message> undoLabelProperty() {
    return undoLabel.getReadOnlyProperty();
  }
}
