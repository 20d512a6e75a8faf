package backprop.ui.graph;

import backprop.graph.Edit;
import backprop.graph.EditResult;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.History;
import backprop.graph.NodeId;
import backprop.language.Formula;
import backprop.language.FormulaError;
import backprop.language.Parsed;
import backprop.language.Printed;
import backprop.message.Message;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The graph in words and the words a person types: what they say, or why they cannot be read.
///
/// The text follows the graph. A typed text becomes the graph by [#apply], as one edit; one that
/// cannot be read changes nothing. Long texts and large graphs are read and written beside the FX
/// thread. FX thread only.
final class FormulaModel {
  /// The longest text that is read at once.
  private static final int LONGEST_AT_ONCE = 2_000;

  private final GraphModel model;
  private final Newest<Question, Answer> reader;
  private final Newest<GraphDocument, Printed> writer;
  private final ReadOnlyObjectWrapper<String> text = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper();
  private final ReadOnlyObjectWrapper<Optional<Message>> readOnly =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<FormulaError>> error =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Optional<Request> wanted = Optional.empty();
  private Consumer<Set<NodeId>> added = _ -> {};
  private Runnable written = () -> {};
  private boolean applying;
  private Graph shown = Graph.EMPTY;
  private Optional<NodeId> output = Optional.empty();

  /// What a person typed.
  ///
  /// @param applied whether it is to become the graph; else it is only looked at
  /// @param then told whether it could be read
  private record Request(String typed, boolean applied, Consumer<Boolean> then) {}

  private record Question(Request request, GraphDocument document) {}

  /// @param made what the edit made of the question's document
  private record Answer(Parsed<Edit> read, Optional<EditResult> made) {}

  /// @param background where long texts are read and written
  /// @param foreground the thread that uses this model
  FormulaModel(GraphModel model, Executor background, Executor foreground) {
    this.model = model;
    reader = new Newest<>(background, foreground, FormulaModel::read, this::answered);
    writer = new Newest<>(background, foreground, Formula::brief, this::written);
    model.traceProperty().subscribe(_ -> follow());
  }

  /// The graph in words, on one line.
  ReadOnlyObjectProperty<String> textProperty() {
    return text.getReadOnlyProperty();
  }

  /// Whether a long text is being read: it is not the graph yet.
  ReadOnlyBooleanProperty readingProperty() {
    return reading.getReadOnlyProperty();
  }

  /// Why the text cannot be edited now, if it cannot.
  ReadOnlyObjectProperty<Optional<Message>> readOnlyProperty() {
    return readOnly.getReadOnlyProperty();
  }

  /// Why the typed text cannot be read, if it cannot.
  ReadOnlyObjectProperty<Optional<FormulaError>> errorProperty() {
    return error.getReadOnlyProperty();
  }

  /// The whole graph in words, values included, to be used elsewhere.
  String wholeText() {
    return Formula.print(model.document()).text();
  }

  // ---- the graph in words --------------------------------------------------------------------

  // A graph that is the same object has the same text; comparing its nodes would cost more.
  @SuppressWarnings("ReferenceEquality")
  private void follow() {
    GraphDocument document = model.document();
    if (document.graph() == shown && document.output().equals(output)) {
      return;
    }
    Set<NodeId> fresh = new HashSet<>(document.graph().topological());
    shown.topological().forEach(fresh::remove);
    shown = document.graph();
    output = document.output();
    if (applying && !fresh.isEmpty()) {
      added.accept(fresh);
    }
    if (LargeGraphs.isLarge(document)) {
      writer.ask(document);
    } else {
      written(document, Formula.brief(document));
    }
  }

  // As above: for another graph another question was asked.
  @SuppressWarnings("ReferenceEquality")
  private void written(GraphDocument document, Printed printed) {
    if (document.graph() != shown || !document.output().equals(output)) {
      return;
    }
    readOnly.set(
        switch (printed) {
          case Printed.Whole _ -> Optional.empty();
          case Printed.Incomplete(_, Message reason) -> Optional.of(reason);
        });
    text.set(Formula.oneLine(printed.text()));
    error.set(Optional.empty());
    if (applying) {
      applying = false;
      written.run();
    }
  }

  /// Calls back with the nodes that a typed formula added, once they are shown.
  void onAdded(Consumer<Set<NodeId>> listener) {
    added = listener;
  }

  /// Calls back when a typed formula has become the graph and stands in the text: it may say the
  /// same in other words.
  void onWritten(Runnable listener) {
    written = listener;
  }

  // ---- typing --------------------------------------------------------------------------------

  /// Makes the typed text the graph.
  ///
  /// @param then told whether it was read, at once or later; if not, the reason is in
  ///   [#errorProperty()]
  void apply(String typed, Consumer<Boolean> then) {
    wanted = Optional.empty();
    reading.set(false);
    if (readOnly.get().isPresent()) {
      then.accept(false);
    } else if (typed.equals(text.get())) {
      error.set(Optional.empty());
      then.accept(true);
    } else {
      ask(new Request(typed, true, then));
    }
  }

  /// Looks again at a text that could not be read, while it is corrected.
  void typing(String typed) {
    if (error.get().isPresent()) {
      ask(new Request(typed, false, _ -> {}));
    }
  }

  /// The typed text was given up.
  void forget() {
    wanted = Optional.empty();
    reading.set(false);
    error.set(Optional.empty());
  }

  private void ask(Request request) {
    wanted = Optional.of(request);
    Question question = new Question(request, model.document());
    if (request.typed().length() > LONGEST_AT_ONCE || LargeGraphs.isLarge(question.document())) {
      reading.set(request.applied());
      reader.ask(question);
    } else {
      answered(question, read(question));
    }
  }

  private static Answer read(Question question) {
    Parsed<Edit> read = Formula.retype(question.document(), question.request().typed());
    return new Answer(
        read,
        read instanceof Parsed.Done<Edit>(Edit edit) && question.request().applied()
            ? Optional.of(edit.applyTo(question.document()))
            : Optional.empty());
  }

  // A request is compared with itself; a document that changed meanwhile is another object.
  @SuppressWarnings("ReferenceEquality")
  private void answered(Question question, Answer answer) {
    Request request = question.request();
    if (wanted.isEmpty() || wanted.get() != request) {
      return;
    }
    if (question.document() != model.document()) {
      ask(request);
      return;
    }
    wanted = Optional.empty();
    reading.set(false);
    error.set(
        switch (answer.read()) {
          case Parsed.Done<Edit> _ -> Optional.empty();
          case Parsed.Failed<Edit>(FormulaError wrong) -> Optional.of(wrong);
        });
    if (answer.read() instanceof Parsed.Done<Edit>(Edit edit) && answer.made().isPresent()) {
      History before = model.history();
      applying = true;
      boolean done = model.perform(edit, answer.made().get());
      applying &= done && model.history() != before; // else its trace is still to come
      if (!applying) {
        written.run();
      }
    }
    request.then().accept(answer.read() instanceof Parsed.Done<Edit>);
  }
}
