package backprop.network;

import backprop.op.Dropout;
import backprop.tensor.CounterRandom;

/// Dropout: in training each number stays or goes by a mask that is a pure function of (seed, node,
/// step, index), the same as in float64; in inference all are scaled.
///
/// @param node the number of the node in [CounterRandom#key(long, long, long)]
/// @param factors the scratch of what each number was multiplied by
record DropoutInstruction(Dropout op, long node, int x, int y, Target dx, int factors)
    implements Instruction {

  /// The largest whole number `u · 2⁵³` for which a number goes.
  private long threshold() {
    return op.keep() == 1 ? -1 : (long) Math.floor((1 - op.keep()) * 0x1p53);
  }

  private float kept() {
    return (float) (op.inverted() ? 1 / op.keep() : 1);
  }

  private float inference() {
    return (float) (op.inverted() ? 1 : op.keep());
  }

  @Override
  public void forward(Workspace s) {
    if (!s.training()) {
      s.kernels().scale(s.value(x), inference(), s.value(y));
      return;
    }
    Matrix mask = s.scratch(factors);
    long key = s.key(node);
    for (int row = 0; row < mask.rows; row++) {
      long index = (long) row * mask.columns;
      s.kernels()
          .runs()
          .mask(key, index, threshold(), kept(), mask.data, row * mask.stride, mask.columns);
    }
    s.kernels().multiplyElements(s.value(x), mask, s.value(y));
  }

  @Override
  public void backward(Workspace s) {
    if (!dx.wanted()) {
      return;
    }
    if (s.training()) {
      s.kernels().multiplyElements(s.gradient(y), s.scratch(factors), s.into(dx));
    } else {
      s.kernels().scale(s.gradient(y), inference(), s.into(dx));
    }
    s.arrived(dx);
  }
}
