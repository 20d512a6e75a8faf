package backprop.cli;

import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.language.Formula;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A document with the values that a person gave, and what does not match between the two.
///
/// @param unset the names of a formula that have no value; they stand at usual ones
/// @param unused the values of names that the formula has not: it does not depend on them
record Subject(GraphDocument document, List<String> unset, Map<String, Tensor> unused) {

  /// A document of which every value is its own.
  static Subject of(GraphDocument document) {
    return new Subject(document, List.of(), Map.of());
  }

  /// The graph that a formula says, with these values.
  ///
  /// @throws MessageException if it cannot be read, or a value is given to what it computes
  static Subject formula(String text, Map<String, Tensor> values) {
    Formula.Given given = Formula.give(text, values).orThrow();
    Map<String, Tensor> unused = new LinkedHashMap<>(values);
    for (Node node : given.document().graph().nodes()) {
      if (unused.remove(node.name()) != null && node instanceof Node.Operation) {
        throw new MessageException(Message.of("cli.computed", node.name()));
      }
    }
    return new Subject(given.document(), given.unset(), unused);
  }

  /// This, if every name has a value.
  ///
  /// @throws MessageException that says which have none
  Subject complete() {
    if (!unset.isEmpty()) {
      throw new MessageException(Message.of("cli.unset", String.join(", ", unset)));
    }
    return this;
  }
}
