package backprop.file.code;

import backprop.op.Op;
import backprop.tensor.Tensor;
import java.util.List;

/// PyTorch's spelling.
///
/// @param single whether numbers are float32; else they are float64
record TorchDialect(Parts parts, TorchCalls calls, boolean single) implements Dialect {

  /// In float64, to be compared with the explorer.
  TorchDialect() {
    this(new Parts("torch", "common"), false);
  }

  /// In float32, as the trainer computes.
  static TorchDialect forTraining() {
    return new TorchDialect(new Parts("training", "torch", "common"), true);
  }

  private TorchDialect(Parts parts, boolean single) {
    this(parts, new TorchCalls(parts), single);
  }

  private String type() {
    return single ? ", dtype=torch.float32)" : ", dtype=torch.float64)";
  }

  @Override
  public String tensor(Tensor value, int indent) {
    return value.size() == 0
        ? zeros(PythonText.tuple(value.shape()))
        : "torch.tensor(" + PythonText.list(value, indent + 2) + type();
  }

  @Override
  public String zeros(String shape) {
    return "torch.zeros(" + shape + type();
  }

  @Override
  public String fromNumpy(String array) {
    return "torch.from_numpy(" + array + ")" + (single ? ".float()" : "");
  }

  @Override
  public String value(Op op, List<String> operands) {
    return calls.of(op, operands, TorchCalls.INFERS);
  }
}
