package backprop.ui.graph;

import backprop.graph.Node;
import backprop.tensor.Tensor;
import java.util.Optional;

/// The value of a node that stands in the document itself, so that a person can edit it.
final class GivenValue {
  private GivenValue() {}

  /// The value that stands in the document, if one does.
  static Optional<Tensor> of(Node node) {
    return switch (node) {
      case Node.Input(_, _, Node.Source.Given(Tensor value)) -> Optional.of(value);
      case Node.Parameter(_, _, _, Node.Init.Given(Tensor value)) -> Optional.of(value);
      case Node.Constant(_, _, Tensor value) -> Optional.of(value);
      case Node.Input _, Node.Parameter _, Node.Operation _ -> Optional.empty();
    };
  }

  /// The number that can be scrubbed: a scalar that stands in the document.
  static Optional<Double> scalarOf(Node node) {
    return of(node).filter(Tensor::isScalar).map(Tensor::item);
  }
}
