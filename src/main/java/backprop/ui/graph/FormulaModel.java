package backprop.ui.graph;

import backprop.graph.Edit;
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
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The graph in words and the words a person types: what they say, or why they cannot be read.
///
/// The text follows the graph. A typed text becomes the graph by [#apply], as one edit; one that
/// cannot be read changes nothing. FX thread only.
final class FormulaModel {
  private final GraphModel model;
  private final ReadOnlyObjectWrapper<String> text = new ReadOnlyObjectWrapper<>("");
  private final ReadOnlyObjectWrapper<Optional<Message>> readOnly =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyObjectWrapper<Optional<FormulaError>> error =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private Consumer<Set<NodeId>> added = _ -> {};
  private boolean applying;
  private Graph shown = Graph.EMPTY;
  private Optional<NodeId> output = Optional.empty();

  FormulaModel(GraphModel model) {
    this.model = model;
    model.traceProperty().subscribe(_ -> follow());
  }

  /// The graph in words, on one line.
  ReadOnlyObjectProperty<String> textProperty() {
    return text.getReadOnlyProperty();
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
    Printed printed = Formula.brief(document);
    readOnly.set(
        switch (printed) {
          case Printed.Whole _ -> Optional.empty();
          case Printed.Incomplete(_, Message reason) -> Optional.of(reason);
        });
    text.set(Formula.oneLine(printed.text()));
    error.set(Optional.empty());
    if (applying && !fresh.isEmpty()) {
      added.accept(fresh);
    }
    applying = false;
  }

  /// Calls back with the nodes that a typed formula added, once they are shown.
  void onAdded(Consumer<Set<NodeId>> listener) {
    added = listener;
  }

  /// Makes the typed text the graph.
  ///
  /// @return whether it was read; if not, the reason is in [#errorProperty()]
  boolean apply(String typed) {
    if (readOnly.get().isPresent()) {
      return false;
    }
    if (typed.equals(text.get())) {
      error.set(Optional.empty());
      return true;
    }
    return switch (Formula.retype(model.document(), typed)) {
      case Parsed.Done<Edit>(Edit edit) -> {
        error.set(Optional.empty());
        History before = model.history();
        applying = true;
        boolean done = model.perform(edit);
        applying &= done && !model.history().equals(before); // else its trace is still to come
        yield true;
      }
      case Parsed.Failed<Edit>(FormulaError wrong) -> {
        error.set(Optional.of(wrong));
        yield false;
      }
    };
  }

  /// Looks again at a text that could not be read, while it is corrected.
  void typing(String typed) {
    if (error.get().isPresent()) {
      error.set(
          switch (Formula.retype(model.document(), typed)) {
            case Parsed.Done<Edit> _ -> Optional.empty();
            case Parsed.Failed<Edit>(FormulaError wrong) -> Optional.of(wrong);
          });
    }
  }

  /// The typed text was given up.
  void forget() {
    error.set(Optional.empty());
  }
}
