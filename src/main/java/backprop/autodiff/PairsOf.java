package backprop.autodiff;

import backprop.op.Affine;
import backprop.op.ArgMax;
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
import backprop.op.MeanSquaredError;
import backprop.op.OneHot;
import backprop.op.Op;
import backprop.op.Pad;
import backprop.op.Pooling;
import backprop.op.Reduction;
import backprop.op.Reshape;
import backprop.op.SlidingProduct;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import backprop.op.SumSquaredError;
import backprop.op.Transpose;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// Finds which numbers meet in an operation on these inputs.
public final class PairsOf {
  private PairsOf() {}

  /// The pairs of an operation that sums products of two inputs; nothing for other operations.
  public static Optional<Pairs> op(Op op, List<Tensor> inputs) {
    return switch (op) {
      case MatMul _, Affine _ -> Optional.of(matrix(inputs.get(0), inputs.get(1)));
      case Convolution convolution ->
          Optional.of(window(convolution.product(inputs.get(0).shape(), inputs.get(1).shape())));
      case ElementWise _,
          LeakyRelu _,
          Reduction _,
          ArgMax _,
          Reshape _,
          Flatten _,
          Transpose _,
          Concat _,
          Pad _,
          OneHot _,
          Softmax _,
          CrossEntropy _,
          BinaryCrossEntropy _,
          MeanSquaredError _,
          SumSquaredError _,
          SoftmaxLoss _,
          Dropout _,
          BatchNorm _,
          Pooling _ ->
          Optional.empty();
    };
  }

  private static Pairs matrix(Tensor x, Tensor w) {
    int inner = w.shape().dim(0);
    int columns = w.shape().rank() == 2 ? w.shape().dim(1) : 1;
    return new Pairs.Matrix(inner == 0 ? 0 : x.size() / inner, inner, columns);
  }

  private static Pairs window(SlidingProduct product) {
    return new Pairs.Window(product);
  }
}
