package backprop.file.code;

import backprop.op.Op;
import backprop.tensor.Tensor;
import java.util.List;

/// PyTorch's spelling, in float64.
record TorchDialect(Parts parts, TorchCalls calls) implements Dialect {

  TorchDialect() {
    this(new Parts("torch"));
  }

  private TorchDialect(Parts parts) {
    this(parts, new TorchCalls(parts));
  }

  @Override
  public String tensor(Tensor value, int indent) {
    return value.size() == 0
        ? zeros(PythonText.tuple(value.shape()))
        : "torch.tensor(" + PythonText.list(value, indent + 2) + ", dtype=torch.float64)";
  }

  @Override
  public String zeros(String shape) {
    return "torch.zeros(" + shape + ", dtype=torch.float64)";
  }

  @Override
  public String fromNumpy(String array) {
    return "torch.from_numpy(" + array + ")";
  }

  @Override
  public String value(Op op, List<String> operands) {
    return calls.of(op, operands, TorchCalls.INFERS);
  }
}
