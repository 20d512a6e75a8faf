package backprop.ui.graph;

import backprop.graph.Edit;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.fusion.Expansions;
import backprop.graph.fusion.Fusion;
import backprop.graph.fusion.Fusions;
import java.util.List;
import java.util.Optional;

/// Which part of the open document is offered to be one operation, and which operation to be its
/// parts.
final class FuseOffers {
  /// In larger graphs nothing is offered: the search would be felt while a number is scrubbed.
  private static final int MOST_NODES = 2_000;

  private final GraphModel model;
  private List<Fusion> offers = List.of();
  private GraphDocument searched = GraphDocument.EMPTY;

  FuseOffers(GraphModel model) {
    this.model = model;
  }

  // The same object has the same offers; comparing all nodes would cost more than it saves.
  @SuppressWarnings("ReferenceEquality")
  private List<Fusion> all() {
    GraphDocument now = model.document();
    if (now != searched) {
      searched = now;
      offers = now.graph().nodeCount() > MOST_NODES ? List.of() : Fusions.offers(now);
    }
    return offers;
  }

  /// The one offer that is made: the part in which something is selected, else the first while
  /// nothing is.
  Optional<Fusion> current() {
    Selection selection = model.selection();
    return all().stream()
        .filter(
            fusion ->
                selection.nodes().isEmpty()
                    || selection.nodes().stream().anyMatch(fusion.inside()::contains))
        .findFirst();
  }

  /// The offer in which something is selected.
  Optional<Fusion> selected() {
    return model.selection().nodes().isEmpty() ? Optional.empty() : current();
  }

  /// Puts the operation in the part's place and selects it.
  void fuse(Fusion fusion) {
    if (model.perform(fusion.edit())) {
      model.select(Selection.of(fusion.root()));
    }
  }

  /// The edit that opens the selected operation into its parts.
  Optional<Edit> expansion() {
    return model
        .selection()
        .single()
        .filter(_ -> model.document().graph().nodeCount() <= MOST_NODES)
        .flatMap(id -> Expansions.of(model.document(), id));
  }

  /// Opens the selected operation into its parts and selects them.
  void expand() {
    Optional<NodeId> root = model.selection().single();
    expansion()
        .filter(model::perform)
        .flatMap(_ -> root.flatMap(model.document().groups()::of))
        .ifPresent(group -> model.select(Selection.of(model.document().groups().members(group))));
  }
}
