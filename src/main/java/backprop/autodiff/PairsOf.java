package backprop.autodiff;

import backprop.op.Affine;
import backprop.op.AxisMax;
import backprop.op.Conv1d;
import backprop.op.Conv2d;
import backprop.op.CrossEntropy;
import backprop.op.Dropout;
import backprop.op.ElementWise;
import backprop.op.Flatten;
import backprop.op.MatMul;
import backprop.op.Mean;
import backprop.op.Op;
import backprop.op.Reshape;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import backprop.op.Sum;
import backprop.op.Transpose;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// Finds which numbers meet in an operation on these inputs.
final class PairsOf {
  private PairsOf() {}

  /// The pairs of an operation that sums products of two inputs; nothing for other operations.
  static Optional<Pairs> op(Op op, List<Tensor> inputs, Shape output) {
    return switch (op) {
      case MatMul _, Affine _ -> Optional.of(matrix(inputs.get(0), inputs.get(1)));
      case Conv1d conv ->
          Optional.of(
              window(
                  1,
                  inputs.get(0).shape(),
                  inputs.get(1).shape(),
                  output,
                  new int[] {conv.stride(), conv.padding(), conv.dilation(), conv.groups()}));
      case Conv2d conv ->
          Optional.of(
              window(
                  2,
                  inputs.get(0).shape(),
                  inputs.get(1).shape(),
                  output,
                  new int[] {conv.stride(), conv.padding(), conv.dilation(), conv.groups()}));
      case ElementWise _,
          Sum _,
          Mean _,
          AxisMax _,
          Reshape _,
          Flatten _,
          Transpose _,
          Softmax _,
          CrossEntropy _,
          SoftmaxLoss _,
          Dropout _ ->
          Optional.empty();
    };
  }

  private static Pairs matrix(Tensor x, Tensor w) {
    int inner = w.shape().dim(0);
    int columns = w.shape().rank() == 2 ? w.shape().dim(1) : 1;
    return new Pairs.Matrix(inner == 0 ? 0 : x.size() / inner, inner, columns);
  }

  /// @param slide stride, padding, dilation, groups
  private static Pairs window(int space, Shape x, Shape w, Shape y, int[] slide) {
    boolean plain = w.rank() == space;
    boolean batched = x.rank() == space + (plain ? 1 : 2);
    return new Pairs.Window(
        batched ? x.dim(0) : 1,
        plain ? 1 : x.dim(-space - 1),
        space == 1 ? 1 : x.dim(-2),
        x.dim(-1),
        plain ? 1 : w.dim(0),
        slide[3],
        space == 1 ? 1 : w.dim(-2),
        w.dim(-1),
        space == 1 ? 1 : y.dim(-2),
        y.dim(-1),
        slide[0],
        space == 1 ? 0 : slide[1],
        slide[1],
        slide[2]);
  }
}
