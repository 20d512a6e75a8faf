package backprop.language;

import backprop.graph.Node;
import backprop.tensor.Tensor;

/// What a part of a formula stands for while a graph is made of it.
sealed interface Value {

  /// Numbers; a constant once they are used.
  record Literal(Tensor tensor) implements Value {}

  /// A name; resolved once it is used.
  record Named(Name name) implements Value {}

  /// A node that was made.
  record Made(Draft draft) implements Value {}

  /// How a parameter begins: `normal(0.01)`; makes sense in `parameter(…)` only.
  record Start(Node.Init init) implements Value {}
}
