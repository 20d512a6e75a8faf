package backprop.graph.fusion;

import backprop.op.Op;

/// One row of the table: what a part must look like, and the operation that it equals.
///
/// @param term what it looks like, with an operand for each port of the operation
/// @param op the operation that has the same value and the same gradients
public record FusionPattern(Term term, Op op) {
  /// The operation's name: `sigmoid`, `softmax_loss`.
  public String name() {
    return op.name();
  }
}
