package backprop.file;

import backprop.graph.GraphDocument;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// What a document says about itself in its field `note`, such as the mistake that an example
/// shows.
///
/// Nothing is computed from it, so it stays among the fields that are kept as they were.
public final class DocumentNote {
  private static final String FIELD = "note";

  private DocumentNote() {}

  /// The note of a document that has one.
  public static Optional<String> of(GraphDocument document) {
    return Optional.ofNullable(document.extras().document().get(FIELD))
        .map(Json::value)
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(text -> !text.isBlank());
  }
}
