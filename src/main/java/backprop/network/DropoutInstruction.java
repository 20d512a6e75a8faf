package backprop.network;

import backprop.op.Dropout;
import backprop.tensor.CounterRandom;
import java.util.List;

/// Dropout: in training each number stays or goes by a mask that is a pure function of (seed, node,
/// step, index), the same as in float64; in inference all are scaled.
///
/// @param node the number of the node in [CounterRandom#key(long, long, long)]
/// @param factors the scratch of what each number was multiplied by
record DropoutInstruction(Dropout op, long node, int x, int y, Target dx, int factors)
    implements RowInstruction {

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
  public List<Integer> rowBuffers() {
    return List.of(y, x);
  }

  @Override
  public void forward(Workspace s, Band rows) {
    if (!s.training()) {
      s.kernels().scale(s.value(x), inference(), s.value(y), rows.from(), rows.end());
      return;
    }
    Matrix mask = s.scratch(factors);
    long key = s.key(node);
    for (int row = rows.from(); row < rows.end(); row++) {
      long index = (long) row * mask.columns;
      s.kernels()
          .runs()
          .mask(key, index, threshold(), kept(), mask.data, row * mask.stride, mask.columns);
    }
    s.kernels().multiplyElements(s.value(x), mask, s.value(y), rows.from(), rows.end());
  }

  @Override
  public void backward(Workspace s, Band rows) {
    if (!dx.wanted()) {
      return;
    }
    Matrix dy = s.gradient(y);
    if (s.training()) {
      s.kernels().multiplyElements(dy, s.scratch(factors), s.into(dx), rows.from(), rows.end());
    } else {
      s.kernels().scale(dy, inference(), s.into(dx), rows.from(), rows.end());
    }
    s.arrived(dx, rows);
  }
}
