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
import backprop.op.ConvolutionSettings;
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
import backprop.op.Windows;
import java.util.List;

/// Which layer class of `assets/code/numpy` is which operation, and what its constructor is told.
final class NumpyLayers {

  /// A layer class and its constructor's arguments.
  record Layer(String name, String arguments) {
    /// The expression that makes one.
    String constructor() {
      return name + "(" + arguments + ")";
    }
  }

  private NumpyLayers() {}

  static Layer of(Op op) {
    return switch (op) {
      case ElementWise(ScalarFunction function) -> new Layer(scalar(function), "");
      case LeakyRelu(double slope) -> new Layer("LeakyRelu", PythonText.number(slope));
      case MatMul _ -> new Layer("MatMul", "");
      case Affine _ -> new Layer("Affine", "");
      case Reduction reduction -> new Layer(reduction(reduction), reduced(reduction));
      case ArgMax(int axis) -> new Layer("ArgMax", "axis=" + axis);
      case Reshape reshape -> new Layer("Reshape", PythonText.tuple(reshape.to()));
      case Flatten _ -> new Layer("Flatten", "");
      case Transpose(List<Integer> axes) ->
          new Layer("Transpose", axes.isEmpty() ? "" : PythonText.tuple(axes));
      case Concat(int axis, _) -> new Layer("Concat", "axis=" + axis);
      case Pad(List<Integer> axes, int before, int after) ->
          new Layer(
              "Pad",
              before + ", " + after + (axes.isEmpty() ? "" : ", axes=" + PythonText.tuple(axes)));
      case OneHot(int classes) -> new Layer("OneHot", String.valueOf(classes));
      case Softmax _ -> new Layer("Softmax", "");
      case CrossEntropy(double delta) -> new Layer("CrossEntropy", delta(delta));
      case BinaryCrossEntropy(double delta) -> new Layer("BinaryCrossEntropy", delta(delta));
      case MeanSquaredError(boolean rows) -> new Layer("MeanSquaredError", rows ? "rows=True" : "");
      case SumSquaredError _ -> new Layer("SumSquaredError", "");
      case SoftmaxLoss _ -> new Layer("SoftmaxWithLoss", "");
      case Dropout(double keep, boolean inverted) ->
          new Layer("Dropout", PythonText.number(keep) + (inverted ? ", inverted=True" : ""));
      case BatchNorm(double epsilon, double momentum) ->
          new Layer("BatchNorm", PythonText.number(epsilon) + ", " + PythonText.number(momentum));
      case Convolution convolution ->
          new Layer("Convolution", convolution.space() + ", " + settings(convolution.settings()));
      case Pooling pooling ->
          new Layer(
              switch (pooling) {
                case MaxPool2d _ -> "MaxPool2d";
                case AveragePool2d _ -> "AveragePool2d";
              },
              windows(pooling.windows()));
    };
  }

  private static String delta(double delta) {
    return delta == 0 ? "" : "delta=" + PythonText.number(delta);
  }

  /// Keyword arguments for a convolution.
  static String settings(ConvolutionSettings settings) {
    String padding =
        settings.padding() == ConvolutionSettings.SAME
            ? "\"same\""
            : String.valueOf(settings.padding());
    return "stride=%d, padding=%s, dilation=%d, groups=%d"
        .formatted(settings.stride(), padding, settings.dilation(), settings.groups());
  }

  /// Arguments for a pooling: kernel, stride, padding.
  static String windows(Windows windows) {
    return windows.kernel() + ", " + windows.stride() + ", " + windows.padding();
  }

  private static String reduction(Reduction reduction) {
    return switch (reduction) {
      case Sum _ -> "Sum";
      case Mean _ -> "Mean";
      case AxisMax _ -> "AMax";
    };
  }

  private static String reduced(Reduction reduction) {
    String axis = reduction.axes().isEmpty() ? "None" : PythonText.tuple(reduction.axes());
    return reduction.keep()
        ? "axis=" + axis + ", keepdims=True"
        : reduction.axes().isEmpty() ? "" : "axis=" + axis;
  }

  /// The layer of a scalar function; every one that a node can be has one.
  private static String scalar(ScalarFunction function) {
    return switch (function.name()) {
      case "max" -> "Maximum";
      case "min" -> "Minimum";
      default -> Character.toUpperCase(function.name().charAt(0)) + function.name().substring(1);
    };
  }
}
