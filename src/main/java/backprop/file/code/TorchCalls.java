package backprop.file.code;

import backprop.formula.ScalarFunction;
import backprop.op.Affine;
import backprop.op.ArgMax;
import backprop.op.AveragePool2d;
import backprop.op.AxisMax;
import backprop.op.BatchNorm;
import backprop.op.BinaryCrossEntropy;
import backprop.op.Concat;
import backprop.op.Convolution;
import backprop.op.CrossEntropy;
import backprop.op.Dropout;
import backprop.op.ElementWise;
import backprop.op.Flatten;
import backprop.op.LeakyRelu;
import backprop.op.MatMul;
import backprop.op.MaxPool2d;
import backprop.op.Mean;
import backprop.op.MeanSquaredError;
import backprop.op.OneHot;
import backprop.op.Op;
import backprop.op.Pad;
import backprop.op.Pooling;
import backprop.op.Reduction;
import backprop.op.Reshape;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import backprop.op.Sum;
import backprop.op.SumSquaredError;
import backprop.op.Transpose;
import java.util.List;

/// Which expression of PyTorch is which operation; the functions of `assets/code/torch` are for
/// those that PyTorch has not, or has only for some shapes.
final class TorchCalls {
  /// Where there is no module to keep state or to say whether it trains.
  static final String INFERS = "";

  private final Parts parts;

  TorchCalls(Parts parts) {
    this.parts = parts;
  }

  /// The expression of an operation on these operands; what it needs is added to the parts.
  ///
  /// @param module the attribute of the module that stands for the operation; [#INFERS] outside of
  ///   one
  String of(Op op, List<String> in, String module) {
    String x = in.getFirst();
    String training = module.equals(INFERS) ? "False" : "self.training";
    return switch (op) {
      case ElementWise(ScalarFunction function) -> scalar(function, in);
      case LeakyRelu(double slope) ->
          "torch.nn.functional.leaky_relu(" + x + ", " + PythonText.number(slope) + ")";
      case MatMul _ -> "torch.matmul(" + x + ", " + in.get(1) + ")";
      case Affine _ -> part("affine", in, "");
      case Reduction reduction -> reduction(reduction, x);
      case ArgMax(int axis) ->
          "torch.argmax(" + x + ", dim=" + axis + ").to(" + Infix.closed(x) + ".dtype)";
      case Reshape reshape -> Infix.closed(x) + ".reshape(" + PythonText.tuple(reshape.to()) + ")";
      case Flatten _ -> Infix.closed(x) + ".reshape(" + Infix.closed(x) + ".shape[0], -1)";
      case Transpose(List<Integer> axes) ->
          axes.isEmpty()
              ? part("transpose", in, "")
              : Infix.closed(x) + ".permute(" + PythonText.tuple(axes) + ")";
      case Concat(int axis, _) -> "torch.cat([" + String.join(", ", in) + "], dim=" + axis + ")";
      case Pad(List<Integer> axes, int before, int after) ->
          part(
              "pad",
              in,
              before + ", " + after + (axes.isEmpty() ? "" : ", " + PythonText.tuple(axes)));
      case OneHot(int classes) ->
          "torch.nn.functional.one_hot("
              + x
              + ".long(), "
              + classes
              + ").to("
              + Infix.closed(x)
              + ".dtype)";
      case Softmax _ -> "torch.softmax(" + x + ", dim=-1)";
      case CrossEntropy(double delta) -> part("cross_entropy", in, PythonText.number(delta));
      case BinaryCrossEntropy(double delta) ->
          part("binary_cross_entropy", in, PythonText.number(delta));
      case MeanSquaredError(boolean rows) -> meanSquaredError(rows, in);
      case SumSquaredError _ ->
          "0.5 * torch.sum((" + Infix.closed(x) + " - " + Infix.closed(in.get(1)) + ") ** 2)";
      case SoftmaxLoss _ -> part("softmax_loss", in, "");
      case Dropout(double keep, boolean inverted) ->
          part(
              "dropout",
              in,
              PythonText.number(keep) + ", " + PythonText.flag(inverted) + ", " + training);
      case BatchNorm _ ->
          (module.equals(INFERS) ? module(op) + ".eval()" : "self." + module)
              + "("
              + String.join(", ", in)
              + ")";
      case Convolution convolution -> convolution(convolution, in);
      case Pooling pooling ->
          pooling(
              switch (pooling) {
                case MaxPool2d _ -> "max_pool2d";
                case AveragePool2d _ -> "avg_pool2d";
              },
              x,
              NumpyLayers.windows(pooling.windows()));
    };
  }

  /// The module that keeps an operation's state; empty where it has none.
  String module(Op op) {
    if (op instanceof BatchNorm(double epsilon, double momentum)) {
      parts.add("batch_norm");
      return "BatchNorm(" + PythonText.number(epsilon) + ", " + PythonText.number(momentum) + ")";
    }
    return "";
  }

  private String part(String name, List<String> in, String settings) {
    parts.add(name);
    String arguments = String.join(", ", in);
    return name + "(" + arguments + (settings.isEmpty() ? "" : ", " + settings) + ")";
  }

  private String convolution(Convolution convolution, List<String> in) {
    parts.add("convolution");
    return "convolution(%d, %s, %s)"
        .formatted(
            convolution.space(),
            String.join(", ", in),
            NumpyLayers.settings(convolution.settings()));
  }

  private String pooling(String function, String x, String windows) {
    parts.add("pooling");
    return "pooling(torch.nn.functional." + function + ", " + x + ", " + windows + ")";
  }

  private static String meanSquaredError(boolean rows, List<String> in) {
    String squares = "(" + Infix.closed(in.get(0)) + " - " + Infix.closed(in.get(1)) + ") ** 2";
    String y = Infix.closed(in.getFirst());
    return rows
        ? "torch.sum(" + squares + ") / (1 if " + y + ".dim() < 2 else " + y + ".shape[0])"
        : "torch.mean(" + squares + ")";
  }

  private static String reduction(Reduction reduction, String x) {
    String function =
        switch (reduction) {
          case Sum _ -> "torch.sum";
          case Mean _ -> "torch.mean";
          case AxisMax _ -> "torch.amax";
        };
    String axes =
        reduction.axes().isEmpty()
            ? "tuple(range(" + x + ".dim()))"
            : PythonText.tuple(reduction.axes());
    String keep = reduction.keep() ? ", keepdim=True" : "";
    return function + "(" + x + ", dim=" + axes + keep + ")";
  }

  /// A scalar function; those of derivatives alone are among them.
  private String scalar(ScalarFunction function, List<String> in) {
    return switch (function.name()) {
      case "mask" -> "torch.clamp(torch.sign(" + in.getFirst() + "), min=0)";
      case "max" -> "torch.maximum(" + String.join(", ", in) + ")";
      case "min" -> "torch.minimum(" + String.join(", ", in) + ")";
      case "greater", "times" -> part(function.name(), in, "");
      default ->
          Infix.of(function, in)
              .orElseGet(() -> "torch." + function.name() + "(" + String.join(", ", in) + ")");
    };
  }
}
