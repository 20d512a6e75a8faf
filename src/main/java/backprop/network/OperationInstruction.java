package backprop.network;

import backprop.graph.NodeId;
import backprop.op.Op;
import backprop.op.OpContext;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Any operation that has no kernel: its float64 form between float32 buffers.
///
/// Right for every operation, since it is the specification itself, and slower than a kernel: it
/// copies and allocates. Meant for what is small or rare in training, such as a loss over ten
/// classes or an activation that nobody uses in large layers.
///
/// @param in the inputs' buffers, in the order of the ports
/// @param gradients where the gradient of each port goes; [Target#NOWHERE] for labels
record OperationInstruction(Op op, NodeId node, List<Integer> in, int y, List<Target> gradients)
    implements Instruction {

  private List<Tensor> inputs(Workspace s) {
    List<Tensor> inputs = new ArrayList<>(in.size());
    for (int slot : in) {
      inputs.add(s.tensor(slot));
    }
    return inputs;
  }

  @Override
  public void forward(Workspace s) {
    write(op.value(inputs(s), s.context(node)), s.value(y));
  }

  @Override
  public void backward(Workspace s) {
    if (gradients.stream().noneMatch(Target::wanted)) {
      return;
    }
    List<Tensor> inputs = inputs(s);
    OpContext context = s.context(node);
    Tensor output = op.value(inputs, context);
    Tensor upstream = s.gradientTensor(y);
    for (int port = 0; port < gradients.size(); port++) {
      Target to = gradients.get(port);
      if (to.wanted()) {
        write(op.gradient(port, inputs, output, upstream, context), s.into(to));
        s.arrived(to);
      }
    }
  }

  private static void write(Tensor from, Matrix to) {
    for (int i = 0; i < from.size(); i++) {
      to.set(i / to.columns, i % to.columns, (float) from.get(i));
    }
  }
}
