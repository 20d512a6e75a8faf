package backprop.network;

import backprop.network.Instruction.Target;
import backprop.network.LossInstruction.SquaredError.Divisor;
import backprop.op.AxisMax;
import backprop.op.Concat;
import backprop.op.Mean;
import backprop.op.Reduction;
import backprop.op.Sum;
import backprop.tensor.Axes;
import backprop.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Chooses the [Instruction] for what works along axes: reductions, parts, losses.
final class GroupEmitter {
  private final Buffers buffers;

  GroupEmitter(Buffers buffers) {
    this.buffers = buffers;
  }

  Instruction softmax(int x, int y) {
    Shape shape = buffers.shape(y);
    return shape.rank() > 2
        ? new SoftmaxInstruction(shape.dim(-1), x, y, buffers.target(x, y))
        : new Instruction.Softmax(x, y, buffers.target(x, y));
  }

  Instruction reduction(Reduction reduction, int x, int y) {
    ReductionInstruction.Kind kind =
        switch (reduction) {
          case Sum _ -> ReductionInstruction.Kind.SUM;
          case Mean _ -> ReductionInstruction.Kind.MEAN;
          case AxisMax _ -> ReductionInstruction.Kind.LARGEST;
        };
    return new ReductionInstruction(
        kind, reduced(x, reduction.axes(), y), x, y, buffers.target(x, y));
  }

  Spread reduced(int x, List<Integer> axes, int y) {
    Shape shape = buffers.shape(x);
    int[] gone = Axes.resolve(axes, shape.rank()).orElseThrow();
    return Spread.reduced(shape, gone, buffers.shape(y));
  }

  Instruction transpose(List<Integer> axes, int x, int y) {
    int[] order = Axes.permutation(axes, buffers.shape(x).rank()).orElseThrow();
    Spread place = Spread.permuted(buffers.shape(x), order, buffers.shape(y));
    return new MoveInstruction(List.of(x), List.of(place), y, false, List.of(buffers.target(x, y)));
  }

  Instruction concat(Concat concat, int[] in, int y) {
    int rank = buffers.shape(y).rank();
    int along = Axes.resolve(List.of(concat.axis()), rank).orElseThrow()[0];
    List<Spread> places = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    int[] starts = new int[rank];
    for (int slot : in) {
      places.add(Spread.part(buffers.shape(slot), starts, buffers.shape(y)));
      targets.add(buffers.target(slot, y));
      starts[along] += buffers.shape(slot).dim(along);
    }
    List<Integer> inputs = Arrays.stream(in).boxed().toList();
    return new MoveInstruction(inputs, List.copyOf(places), y, false, List.copyOf(targets));
  }

  Instruction pad(List<Integer> axes, int before, int x, int y) {
    int[] starts = new int[buffers.shape(x).rank()];
    for (int axis : Axes.resolve(axes, starts.length).orElseThrow()) {
      starts[axis] = before;
    }
    Spread place = Spread.part(buffers.shape(x), starts, buffers.shape(y));
    return new MoveInstruction(List.of(x), List.of(place), y, true, List.of(buffers.target(x, y)));
  }

  Instruction crossEntropy(double delta, boolean binary, int[] in, int y) {
    boolean indices = buffers.shape(in[1]).rank() < buffers.shape(in[0]).rank();
    return new LossInstruction.CrossEntropy(
        delta, binary, in[0], in[1], y, indices, buffers.target(in[0], y));
  }

  Instruction squaredError(Divisor divisor, int[] in, int y) {
    return new LossInstruction.SquaredError(divisor, in[0], in[1], y, buffers.target(in[0], y));
  }
}
