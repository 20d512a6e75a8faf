package backprop.network;

import java.util.List;
import java.util.Optional;

/// A scalar function of one or two tensors, element by element, with NumPy's broadcasting: a
/// smaller tensor is spread over a scratch of the output's size first, and what flows back to it is
/// summed.
///
/// @param part the scratch for what flows back before it is summed, of the output's shape; −1 where
///   nothing is broadcast
record ElementInstruction(FloatFunction function, List<Operand> operands, int y, int part)
    implements Instruction {

  /// One argument.
  ///
  /// @param over how it lies over the output, if it is smaller
  /// @param scratch where it is spread, or −1
  record Operand(int slot, Optional<Spread> over, int scratch, Target gradient) {
    private Matrix spread(Workspace s) {
      if (over.isEmpty()) {
        return s.value(slot);
      }
      over.get().spread(s.value(slot), s.scratch(scratch), s.batch());
      return s.scratch(scratch);
    }

    private Matrix whole(Workspace s) {
      return over.isEmpty() ? s.value(slot) : s.scratch(scratch);
    }
  }

  @Override
  public void forward(Workspace s) {
    Matrix a = operands.getFirst().spread(s);
    Matrix b = operands.size() == 1 ? a : operands.getLast().spread(s);
    function.value(s.kernels().runs(), a, b, s.value(y));
  }

  @Override
  public void backward(Workspace s) {
    Matrix a = operands.getFirst().whole(s);
    Matrix b = operands.getLast().whole(s);
    for (int port = 0; port < operands.size(); port++) {
      Operand operand = operands.get(port);
      Target target = operand.gradient();
      if (!target.wanted()) {
        continue;
      }
      if (operand.over().isEmpty()) {
        function.gradient(port, a, b, s.value(y), s.gradient(y), s.into(target));
      } else {
        Matrix whole = s.scratch(part);
        function.gradient(port, a, b, s.value(y), s.gradient(y), whole);
        operand.over().get().sum(whole, s.into(target), s.batch(), 1, s.kernels().runs());
      }
      s.arrived(target);
    }
  }
}
