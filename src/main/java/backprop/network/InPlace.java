package backprop.network;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds what may be computed in place: an activation over the sums that nothing else reads, and a
/// gradient over the one it is made from.
///
/// Large layers are bound by memory; each buffer less is read and written less. What was
/// overwritten is computed again when somebody asks for it ([Workspace#value]).
final class InPlace {
  private final Buffers buffers;
  private final BitSet kept;
  private final boolean forwardOnly;
  private final Map<Integer, Instruction> makers = new HashMap<>();

  private InPlace(Buffers buffers, BitSet kept, boolean forwardOnly) {
    this.buffers = buffers;
    this.kept = kept;
    this.forwardOnly = forwardOnly;
  }

  /// Lets buffers share their memory.
  ///
  /// @param kept the buffers that must stay as they are
  /// @param forwardOnly whether no gradient will need a value again
  static void plan(
      List<Instruction> instructions, Buffers buffers, BitSet kept, boolean forwardOnly) {
    InPlace plan = new InPlace(buffers, kept, forwardOnly);
    for (Instruction instruction : instructions) {
      plan.consider(instruction);
    }
  }

  private void consider(Instruction instruction) {
    switch (instruction) {
      case RowInstruction rows -> {
        considerRows(rows);
        makers.put(rows.y(), rows);
      }
      case BatchNormInstruction norm -> makers.put(norm.y(), norm);
      case ConvolutionInstruction convolution -> makers.put(convolution.y(), convolution);
      case ElementInstruction _,
          ReductionInstruction _,
          ClassInstruction _,
          MoveInstruction _,
          LossInstruction _,
          SoftmaxInstruction _,
          SequenceInstruction _ -> {}
    }
  }

  private void considerRows(RowInstruction instruction) {
    switch (instruction) {
      case Instruction.Activation(_, int x, int y, Instruction.Target dx) -> {
        if (isFree(x, y)) {
          if (forgetsItsValue(x)) {
            buffers.overwriteValue(x, y);
          }
          overGradient(x, y, dx);
        }
      }
      case Instruction.LeakyRelu(_, int x, int y, Instruction.Target dx) -> considerBoth(x, y, dx);
      case DropoutInstruction drop -> considerBoth(drop.x(), drop.y(), drop.dx());
      case Instruction.Reshape(int x, int y, boolean alias, Instruction.Target dx) -> {
        if (alias) {
          considerGradient(x, y, dx);
        }
      }
      case Instruction.Affine _,
          Instruction.AddRow _,
          Instruction.Add _,
          Instruction.Multiply _,
          Instruction.Softmax _,
          Instruction.SoftmaxLoss _,
          GridConvolution _,
          PoolingInstruction _ -> {}
    }
  }

  /// For what needs its input on the way back, if there is one.
  private void considerBoth(int x, int y, Instruction.Target dx) {
    if (isFree(x, y)) {
      if (forwardOnly) {
        buffers.overwriteValue(x, y);
      }
      overGradient(x, y, dx);
    }
  }

  private void considerGradient(int x, int y, Instruction.Target dx) {
    if (isFree(x, y)) {
      overGradient(x, y, dx);
    }
  }

  /// Whether only this instruction reads `x`, and nobody will ask for either.
  private boolean isFree(int x, int y) {
    return makers.containsKey(x)
        && buffers.readers(x) == 1
        && buffers.sameLayout(x, y)
        && !kept.get(x)
        && !kept.get(y);
  }

  /// Whether what computed `x` does not need it on the way back.
  private boolean forgetsItsValue(int x) {
    return forwardOnly
        || switch (makers.get(x)) {
          case Instruction.Affine _,
              Instruction.AddRow _,
              Instruction.Add _,
              Instruction.Multiply _,
              GridConvolution _,
              ConvolutionInstruction _,
              BatchNormInstruction _ ->
              true;
          case null, default -> false;
        };
  }

  private void overGradient(int x, int y, Instruction.Target dx) {
    if (dx.wanted() && dx.spare() < 0) {
      buffers.overwriteGradient(y, x);
    }
  }
}
