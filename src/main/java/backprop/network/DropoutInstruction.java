package backprop.network;

import backprop.op.Dropout;
import backprop.tensor.CounterRandom;
import java.util.List;

/// Dropout: in training each number stays or goes by a mask that is a pure function of (seed, node,
/// step, index), the same as in float64; in inference all are scaled.
///
/// @param node the number of the node in [CounterRandom#key(long, long, long)]
/// @param bits the scratch of which numbers stay, sixteen in one
record DropoutInstruction(Dropout op, long node, int x, int y, Target dx, int bits)
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
      if (inference() != 1 || s.value(x) != s.value(y)) {
        s.kernels().scale(s.value(x), inference(), s.value(y), rows.from(), rows.end());
      }
      return;
    }
    long key = s.key(node);
    Matrix in = s.value(x);
    Matrix mask = s.scratch(bits);
    Runs runs = s.kernels().runs();
    for (int row = rows.from(); row < rows.end(); row++) {
      long index = (long) row * in.columns;
      runs.mask(key, index, threshold(), mask.data, row * mask.stride, in.columns);
    }
    drop(s, in, s.value(y), rows);
  }

  private void drop(Workspace s, Matrix from, Matrix to, Band rows) {
    Matrix mask = s.scratch(bits);
    for (int row = rows.from(); row < rows.end(); row++) {
      int at = row * to.stride;
      s.kernels()
          .runs()
          .drop(mask.data, row * mask.stride, kept(), from.data, to.data, at, to.columns);
    }
  }

  @Override
  public void backward(Workspace s, Band rows) {
    if (!dx.wanted()) {
      return;
    }
    Matrix dy = s.gradient(y);
    if (s.training()) {
      drop(s, dy, s.into(dx), rows);
    } else {
      s.kernels().scale(dy, inference(), s.into(dx), rows.from(), rows.end());
    }
    s.arrived(dx, rows);
  }
}
