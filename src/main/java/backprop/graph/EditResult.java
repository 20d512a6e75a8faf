package backprop.graph;

import backprop.message.Message;

/// What came of an edit: a whole new document, or the reason why not.
public sealed interface EditResult {

  /// The edit was made.
  ///
  /// @param document the new document; the same object as before if the edit changed nothing
  record Done(GraphDocument document) implements EditResult {}

  /// The edit would break an invariant; the document stays as it was.
  ///
  /// @param reason one sentence for the person
  record Refused(Message reason) implements EditResult {}

  /// The new document, or the one given where the edit was refused.
  default GraphDocument or(GraphDocument before) {
    return switch (this) {
      case Done(GraphDocument document) -> document;
      case Refused _ -> before;
    };
  }
}
