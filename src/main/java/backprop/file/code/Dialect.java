package backprop.file.code;

import backprop.graph.InitialValue;
import backprop.graph.Node;
import backprop.op.Op;
import backprop.tensor.CounterRandom;
import backprop.tensor.Tensor;
import java.util.List;

/// How a library of Python spells tensors and operations.
sealed interface Dialect permits NumpyDialect, TorchDialect {

  /// The classes and functions that are taken along.
  Parts parts();

  /// A tensor.
  ///
  /// @param indent how far the lines after the first are indented
  String tensor(Tensor value, int indent);

  /// Zeros of a shape, which is a tuple.
  String zeros(String shape);

  /// An array of NumPy in float64 as this library's.
  String fromNumpy(String array);

  /// The value of an operation that stands alone, without state.
  ///
  /// @param operands expressions
  String value(Op op, List<String> operands);

  /// What a parameter begins with.
  default String initial(Node.Parameter parameter, int indent) {
    return switch (parameter.init()) {
      case Node.Init.Given(Tensor value) -> tensor(value, indent);
      case Node.Init.Zeros() -> zeros(PythonText.tuple(parameter.shape()));
      case Node.Init.Normal(_, long seed) -> random(parameter, seed);
      case Node.Init.Glorot(long seed) -> random(parameter, seed);
      case Node.Init.He(long seed) -> random(parameter, seed);
    };
  }

  private String random(Node.Parameter parameter, long seed) {
    parts().add("initial");
    long key = CounterRandom.key(seed, CounterRandom.name(parameter.id().text()));
    return fromNumpy(
        "initial(0x%016x, %s, %s)"
            .formatted(
                key,
                PythonText.tuple(parameter.shape()),
                PythonText.number(InitialValue.deviation(parameter))));
  }
}
