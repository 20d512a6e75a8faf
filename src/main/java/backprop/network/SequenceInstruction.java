package backprop.network;

import java.util.List;

/// An operation that is several others one after the other, on buffers that belong to no node.
record SequenceInstruction(List<Instruction> steps) implements Instruction {
  @Override
  public void forward(Workspace s) {
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).forward(s);
    }
  }

  @Override
  public void backward(Workspace s) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      steps.get(i).backward(s);
    }
  }
}
