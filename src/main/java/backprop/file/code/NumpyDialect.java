package backprop.file.code;

import backprop.formula.ScalarFunction;
import backprop.op.ElementWise;
import backprop.op.Op;
import backprop.tensor.Tensor;
import java.util.List;

/// NumPy's spelling: signs and functions where it has them, else a layer that is made and used at
/// once.
record NumpyDialect(Parts parts) implements Dialect {

  NumpyDialect() {
    this(new Parts("numpy", "common"));
  }

  @Override
  public String tensor(Tensor value, int indent) {
    return value.size() == 0
        ? zeros(PythonText.tuple(value.shape()))
        : "np.array(" + PythonText.list(value, indent + 2) + ")";
  }

  @Override
  public String zeros(String shape) {
    return "np.zeros(" + shape + ")";
  }

  @Override
  public String fromNumpy(String array) {
    return array;
  }

  /// The expression that makes an operation's layer, which is taken along.
  String layer(Op op) {
    NumpyLayers.Layer layer = NumpyLayers.of(op);
    parts.add(layer.name());
    return layer.constructor();
  }

  @Override
  public String value(Op op, List<String> operands) {
    return op instanceof ElementWise(ScalarFunction function)
        ? scalar(op, function, operands)
        : applied(op, operands);
  }

  private String scalar(Op op, ScalarFunction function, List<String> in) {
    return switch (function.name()) {
      case "max" -> "np.maximum(" + String.join(", ", in) + ")";
      case "min" -> "np.minimum(" + String.join(", ", in) + ")";
      case "exp", "log", "sqrt", "sin", "cos", "tan", "tanh", "abs", "trunc" ->
          "np." + function.name() + "(" + in.getFirst() + ")";
      default -> Infix.of(function, in).orElseGet(() -> applied(op, in));
    };
  }

  private String applied(Op op, List<String> operands) {
    return layer(op) + ".forward(" + String.join(", ", operands) + ")";
  }
}
