package backprop.ui.graph;

import backprop.autodiff.EdgeCheck;
import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Playback;
import backprop.autodiff.Tangents;
import backprop.autodiff.Trace;
import backprop.figure.NodeSizes;
import backprop.figure.Subject;
import backprop.figure.TextMeasurer;
import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.EditResult;
import backprop.graph.Fragment;
import backprop.graph.GraphDocument;
import backprop.graph.History;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.graph.Problem;
import backprop.layout.Layout;
import backprop.message.Message;
import backprop.tensor.Tensor;
import backprop.ui.common.TransportModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The state of the graph workspace and what can be done to it; needs no window.
///
/// Holds the open document with its history, the trace of what is shown, the selection and the
/// transport. Every change of the document is an [Edit]; one that is refused leaves a sentence in
/// [#refusalProperty()]. FX thread only.
public final class GraphModel {
  private final TransportModel transport = new TransportModel();
  private final Evaluation evaluation;
  private final OwnChecks ownChecks;
  private final ReadOnlyObjectWrapper<History> history =
      new ReadOnlyObjectWrapper<>(History.of(GraphDocument.EMPTY));
  private final ReadOnlyObjectWrapper<Trace> trace =
      new ReadOnlyObjectWrapper<>(Evaluator.trace(GraphDocument.EMPTY, EvaluationContext.PLAIN));
  private final ReadOnlyObjectWrapper<Selection> selection =
      new ReadOnlyObjectWrapper<>(Selection.NONE);
  private final ReadOnlyObjectWrapper<Optional<Message>> refusal =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<Fragment>> clipboard =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper training = new ReadOnlyBooleanWrapper();
  private final List<Runnable> openedListeners = new ArrayList<>();
  private final ReadOnlyObjectWrapper<Optional<Tangents.Direction>> direction =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Places places = new Places();
  private final Newest<Tidying, Edit> tidier;
  private boolean opening;
  private boolean turning;

  /// A model of the empty document.
  ///
  /// @param background where long evaluations run
  /// @param foreground runs on the thread that uses this model
  public GraphModel(Executor background, Executor foreground) {
    evaluation = new Evaluation(background, foreground, this::show);
    ownChecks = new OwnChecks(background, foreground);
    tidier = new Newest<>(background, foreground, this::tidy, this::tidied);
  }

  // ---- the document --------------------------------------------------------------------------

  /// The open document with what can be undone.
  public ReadOnlyObjectProperty<History> historyProperty() {
    return history.getReadOnlyProperty();
  }

  /// The open document with what can be undone.
  public History history() {
    return history.get();
  }

  /// The open document.
  public GraphDocument document() {
    return history.get().document();
  }

  /// Opens a document: its forward pass is done, nothing is selected.
  public void open(History opened) {
    selection.set(Selection.NONE);
    refusal.set(Optional.empty());
    opening = true;
    direct(Optional.empty());
    history.set(opened);
    evaluation.askAlone(opened.document());
  }

  /// This document was written: as long as nothing was changed since, it is the saved one.
  public void markSaved(GraphDocument written) {
    history.set(history.get().saved(written));
  }

  // A graph that is the same object need not be evaluated again; comparing its nodes would cost
  // more.
  @SuppressWarnings("ReferenceEquality")
  private void change(History changed) {
    History before = history.get();
    if (changed == before) {
      return;
    }
    history.set(changed);
    selection.set(selection.get().within(changed.document().graph()));
    if (changed.document().graph() != before.document().graph()
        || !changed.document().roles().equals(before.document().roles())
        || !changed.document().rules().equals(before.document().rules())) {
      evaluation.ask(changed.document());
    }
  }

  /// Makes an edit as one entry of the history.
  ///
  /// @return whether it was made; if not, the reason is in [#refusalProperty()]
  public boolean perform(Edit edit) {
    return perform(edit, edit.applyTo(document()));
  }

  /// Makes an edit of a gesture that goes on: the whole gesture is one entry.
  public boolean perform(Edit edit, History.Gesture gesture) {
    return apply(edit.applyTo(document()), done -> history.get().push(done, edit.label(), gesture));
  }

  /// Makes an edit whose result was worked out already.
  ///
  /// @param made what the edit makes of the open document
  boolean perform(Edit edit, EditResult made) {
    return apply(made, done -> history.get().push(done, edit.label()));
  }

  private boolean apply(EditResult made, Function<GraphDocument, History> push) {
    return switch (made) {
      case EditResult.Done(GraphDocument done) -> {
        refusal.set(Optional.empty());
        change(push.apply(done));
        yield true;
      }
      case EditResult.Refused(Message reason) -> {
        refusal.set(Optional.of(reason));
        yield false;
      }
    };
  }

  /// Takes a gesture back whole; nothing of it stays in the history.
  public void cancel(History.Gesture gesture) {
    change(history.get().cancel(gesture));
  }

  public void undo() {
    change(history.get().undo());
  }

  public void redo() {
    change(history.get().redo());
  }

  /// Why the last edit was not made; empty after one that was.
  public ReadOnlyObjectProperty<Optional<Message>> refusalProperty() {
    return refusal.getReadOnlyProperty();
  }

  /// The refusal was told.
  public void clearRefusal() {
    refusal.set(Optional.empty());
  }

  /// Whether documents are evaluated as in training: dropout drops, batch normalisation looks at
  /// the batch. It belongs to the window, not to the document.
  public ReadOnlyBooleanProperty trainingProperty() {
    return training.getReadOnlyProperty();
  }

  /// Evaluates as in training, or as in inference.
  public void setTraining(boolean on) {
    if (on != training.get()) {
      training.set(on);
      evaluation.in(EvaluationContext.PLAIN.withTraining(on));
      evaluation.askAlone(document());
    }
  }

  // ---- what is shown -------------------------------------------------------------------------

  /// The trace that is shown. While a long evaluation runs it is that of an older graph, and the
  /// older graph is what is drawn.
  public ReadOnlyObjectProperty<Trace> traceProperty() {
    return trace.getReadOnlyProperty();
  }

  /// The trace that is shown.
  public Trace trace() {
    return trace.get();
  }

  /// What steps through the trace.
  public TransportModel transport() {
    return transport;
  }

  /// The number by which derivatives are sent forward; empty while the backward pass is played.
  public ReadOnlyObjectProperty<Optional<Tangents.Direction>> directionProperty() {
    return direction.getReadOnlyProperty();
  }

  /// Plays forward mode from this number, or the backward pass again; the forward pass is done.
  public void play(Optional<Tangents.Direction> by) {
    direct(by);
    turning = true;
    evaluation.askAlone(document());
  }

  private void direct(Optional<Tangents.Direction> by) {
    direction.set(by);
    evaluation.direct(by);
  }

  /// Calls back when a document that was opened is there to be shown, its trace included.
  public void onOpened(Runnable listener) {
    openedListeners.add(listener);
  }

  private void show(Trace now) {
    boolean opened = opening;
    if (now.direction().isEmpty() && direction.get().isPresent()) {
      // The number is gone, or the output no longer depends on it.
      direct(Optional.empty());
      turning = true;
    }
    int playhead =
        opened || turning
            ? now.forwardEnd()
            : Playback.carry(trace.get(), transport.playhead(), now);
    opening = false;
    turning = false;
    trace.set(now);
    transport.show(now, playhead);
    ownChecks.ask(now);
    if (opened) {
      openedListeners.forEach(Runnable::run);
    }
  }

  /// What is drawn: the graph of the trace, its nodes where the document has them now.
  ///
  /// @param sentence tells a problem in the reader's language
  public Subject subject(Function<Message, String> sentence) {
    return sight(sentence).subject(places);
  }

  /// What [#subject] is made of, to be made by any thread.
  Sight sight(Function<Message, String> sentence) {
    return new Sight(document(), trace.get(), problems(sentence));
  }

  /// Where nodes stand that the document has no place for.
  Places places() {
    return places;
  }

  private static Set<NodeId> nodeIds(GraphDocument document) {
    return new LinkedHashSet<>(document.graph().topological());
  }

  private Map<NodeId, String> problems(Function<Message, String> sentence) {
    Map<NodeId, String> byNode = new LinkedHashMap<>();
    for (Problem problem : trace.get().problems()) {
      if (!OwnChecks.isSaidByCheck(problem)) {
        problem.at().ifPresent(id -> byNode.putIfAbsent(id, sentence.apply(problem.sentence())));
      }
    }
    wrongSoFar()
        .forEach(check -> byNode.put(check.sender(), sentence.apply(check.sentence(trace.get()))));
    return byNode;
  }

  /// The checks of the edges that the person's own rules answer for, made in the background; empty
  /// until they are there.
  ReadOnlyObjectProperty<List<EdgeCheck>> ownChecksProperty() {
    return ownChecks.foundProperty();
  }

  /// The wrong edges that the playhead has passed: what lies ahead is not told.
  List<EdgeCheck> wrongSoFar() {
    int playhead = transport.playhead();
    return ownChecks.found(trace.get()).stream()
        .filter(EdgeCheck::wrong)
        .filter(check -> trace.get().propagated(check.edge(), playhead).isPresent())
        .toList();
  }

  // ---- selection -----------------------------------------------------------------------------

  /// What is selected.
  public ReadOnlyObjectProperty<Selection> selectionProperty() {
    return selection.getReadOnlyProperty();
  }

  /// What is selected.
  public Selection selection() {
    return selection.get();
  }

  /// Selects this and nothing else.
  public void select(Selection chosen) {
    selection.set(chosen.within(document().graph()));
  }

  public void selectAll() {
    select(Selection.of(nodeIds(document())));
  }

  /// Selects the node or closed group after (or before) the selected one in topological order.
  ///
  /// @return whether there was one; false after the last, where the focus should leave
  public boolean selectNext(boolean forward) {
    List<Set<NodeId>> order = Grouping.stops(document());
    int found = order.indexOf(selection.get().nodes());
    int at = found >= 0 || forward ? found : order.size();
    int next = forward ? at + 1 : at - 1;
    if (next < 0 || next >= order.size()) {
      return false;
    }
    select(Selection.of(order.get(next)));
    return true;
  }

  // ---- changes -------------------------------------------------------------------------------

  /// Adds a node at this place, connected as the link says, and selects it.
  ///
  /// @return the node, unless it was refused
  public Optional<NodeId> add(NodeTemplate template, Point place, Link link) {
    Node node = template.make(document().graph());
    List<Edit> edits = new ArrayList<>();
    edits.add(Edit.AddNode.at(node, place.x(), place.y()));
    switch (link) {
      case Link.None() -> {}
      case Link.From(NodeId from) -> {
        if (node instanceof Node.Operation) {
          edits.add(new Edit.Connect(new Edge(from, node.id(), 0)));
        }
      }
      case Link.Into(NodeId to, int port) ->
          edits.add(new Edit.Connect(new Edge(node.id(), to, port)));
      case Link.Onto(Edge edge) -> {
        if (node instanceof Node.Operation) {
          edits.add(new Edit.InsertOnEdge(edge, node.id(), 0));
        }
      }
    }
    if (!perform(new Edit.Compound(edits.getFirst().label(), edits))) {
      return Optional.empty();
    }
    select(Selection.of(node.id()));
    return Optional.of(node.id());
  }

  /// Deletes what is selected.
  public void deleteSelection() {
    Selection chosen = selection.get();
    if (chosen.edge().isPresent()) {
      perform(new Edit.Disconnect(chosen.edge().get()));
    } else if (!chosen.nodes().isEmpty()) {
      perform(new Edit.RemoveNodes(chosen.nodes()));
    }
  }

  /// Moves the selected nodes.
  public boolean moveSelection(double dx, double dy) {
    Map<NodeId, Point> moved = new HashMap<>();
    Map<NodeId, Point> all = places.of(document());
    for (NodeId id : selection.get().nodes()) {
      moved.put(id, all.getOrDefault(id, new Point(0, 0)).plus(dx, dy));
    }
    return !moved.isEmpty() && perform(new Edit.Move(places.pinned(document(), moved)));
  }

  /// Gives an input, a parameter or a constant this value.
  public boolean setValue(NodeId node, Tensor value) {
    return perform(new Edit.SetValue(node, value));
  }

  /// Gives an input, a parameter or a constant this value while a gesture goes on.
  public boolean setValue(NodeId node, Tensor value, History.Gesture gesture) {
    return perform(new Edit.SetValue(node, value), gesture);
  }

  private record Tidying(
      GraphDocument document,
      Set<NodeId> chosen,
      Trace trace,
      TextMeasurer measurer,
      Runnable then) {}

  /// Puts nodes where the layered layout has them: the selected ones, or all.
  ///
  /// @param measurer used by no other thread from here on
  /// @param then told when they stand there, at once or, for a large graph, later
  public void tidy(TextMeasurer measurer, Runnable then) {
    Set<NodeId> chosen = selection.get().nodes().size() > 1 ? selection.get().nodes() : Set.of();
    Tidying asked = new Tidying(document(), chosen, trace.get(), measurer, then);
    if (LargeGraphs.isLarge(document())) {
      tidier.ask(asked);
    } else {
      tidied(asked, tidy(asked));
    }
  }

  private Edit tidy(Tidying asked) {
    GraphDocument document = asked.document();
    return Layout.tidy(
        document.withPlaces(places.of(document)),
        asked.chosen(),
        NodeSizes.of(asked.trace(), asked.measurer()));
  }

  private void tidied(Tidying asked, Edit edit) {
    perform(edit); // what was added meanwhile stays where it is, what is gone is not moved
    asked.then().run();
  }

  // ---- clipboard -----------------------------------------------------------------------------

  /// What was copied.
  public ReadOnlyObjectProperty<Optional<Fragment>> clipboardProperty() {
    return clipboard.getReadOnlyProperty();
  }

  public void copy() {
    Fragment fragment = Fragment.of(placed(), selection.get().nodes());
    if (!fragment.isEmpty()) {
      clipboard.set(Optional.of(fragment));
    }
  }

  public void cut() {
    copy();
    deleteSelection();
  }

  /// Pastes what was copied, a little aside, and selects it.
  public void paste(boolean withIncoming) {
    clipboard.get().ifPresent(fragment -> paste(fragment, withIncoming));
  }

  /// Copies the selected nodes beside themselves, with their incoming wires.
  public void duplicate() {
    Fragment fragment = Fragment.of(placed(), selection.get().nodes());
    if (!fragment.isEmpty()) {
      paste(fragment, true);
    }
  }

  private GraphDocument placed() {
    return document().withPlaces(places.of(document()));
  }

  private void paste(Fragment fragment, boolean withIncoming) {
    double aside = 2 * Grid.DOTS;
    while (isTaken(fragment, aside)) {
      aside += 2 * Grid.DOTS;
    }
    Edit.Paste paste = fragment.paste(document(), aside, aside, withIncoming);
    if (perform(paste)) {
      select(Selection.of(nodeIds(paste.part())));
    }
  }

  private boolean isTaken(Fragment fragment, double aside) {
    Set<Point> taken = new LinkedHashSet<>(places.of(document()).values());
    return fragment.part().places().values().stream()
        .anyMatch(point -> taken.contains(point.plus(aside, aside)));
  }
}
