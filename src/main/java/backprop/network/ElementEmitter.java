package backprop.network;

import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.network.Instruction.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Chooses the [Instruction] for what works element by element, and for the same numbers in another
/// shape.
final class ElementEmitter {
  private final Buffers buffers;

  ElementEmitter(Buffers buffers) {
    this.buffers = buffers;
  }

  Instruction elementWise(ScalarFunction function, int[] in, int y) {
    if (function.equals(Functions.RELU)) {
      return activation(Instruction.Function.RELU, in[0], y);
    } else if (function.equals(Functions.SIGMOID)) {
      return activation(Instruction.Function.SIGMOID, in[0], y);
    } else if (function.equals(Functions.TANH)) {
      return activation(Instruction.Function.TANH, in[0], y);
    } else if (function.equals(Functions.IDENTITY)) {
      return reshape(in[0], y);
    } else if (function.equals(Functions.ADD)) {
      return add(in, y);
    } else if (function.equals(Functions.MUL)) {
      return multiply(in, y);
    }
    return anyFunction(function, in, y);
  }

  private Instruction anyFunction(ScalarFunction function, int[] in, int y) {
    boolean summed = false;
    List<ElementInstruction.Operand> operands = new ArrayList<>();
    for (int slot : in) {
      boolean whole = buffers.sameLayout(slot, y);
      Target target = buffers.target(slot, y);
      summed |= target.wanted() && !whole;
      operands.add(
          new ElementInstruction.Operand(
              slot,
              whole
                  ? Optional.empty()
                  : Optional.of(Spread.broadcast(buffers.shape(slot), buffers.shape(y))),
              whole ? -1 : buffers.scratch(buffers.shape(y)),
              target));
    }
    return new ElementInstruction(
        FloatFunction.of(function),
        List.copyOf(operands),
        y,
        summed ? buffers.scratch(buffers.shape(y)) : -1);
  }

  private Instruction activation(Instruction.Function function, int x, int y) {
    return new Instruction.Activation(function, x, y, buffers.target(x, y));
  }

  Instruction add(int[] in, int y) {
    int a = in[0];
    int b = in[1];
    if (buffers.sameLayout(a, y) && buffers.sameLayout(b, y)) {
      return new Instruction.Add(a, b, y, buffers.target(a, y), buffers.target(b, y));
    }
    if (buffers.sameLayout(a, y) && buffers.isRow(b, y)) {
      return new Instruction.AddRow(a, b, y, buffers.target(a, y), buffers.target(b, y));
    }
    if (buffers.sameLayout(b, y) && buffers.isRow(a, y)) {
      return new Instruction.AddRow(b, a, y, buffers.target(b, y), buffers.target(a, y));
    }
    return anyFunction(Functions.ADD, in, y);
  }

  Instruction multiply(int[] in, int y) {
    int a = in[0];
    int b = in[1];
    if (buffers.sameLayout(a, y) && buffers.sameLayout(b, y)) {
      return new Instruction.Multiply(a, b, y, buffers.target(a, y), buffers.target(b, y));
    }
    return anyFunction(Functions.MUL, in, y);
  }

  Instruction reshape(int x, int y) {
    boolean alias = buffers.sameLayout(x, y);
    if (alias) {
      buffers.alias(y, x);
    }
    return new Instruction.Reshape(x, y, alias, buffers.target(x, y));
  }

  /// What computes in buffers of other shapes than those of its nodes: the inputs are reshaped
  /// before it and the output after it.
  ///
  /// @param core makes the instruction between; parts are made in the order of the backward pass
  Instruction reshaped(int[] in, int[] shapedIn, int y, int shapedY, Supplier<Instruction> core) {
    List<Instruction> steps = new ArrayList<>();
    if (shapedY != y) {
      steps.addFirst(reshapeBack(shapedY, y));
    }
    steps.addFirst(core.get());
    for (int port = in.length - 1; port >= 0; port--) {
      if (shapedIn[port] != in[port]) {
        steps.addFirst(reshape(in[port], shapedIn[port]));
      }
    }
    return new SequenceInstruction(List.copyOf(steps));
  }

  /// Into a node's buffer from one between, which shares its memory where the rows are the same.
  private Instruction reshapeBack(int between, int y) {
    boolean alias = buffers.sameLayout(between, y);
    if (alias) {
      buffers.alias(between, y);
    }
    return new Instruction.Reshape(between, y, alias, buffers.target(between, y));
  }
}
