package backprop.network;

/// An instruction that needs the whole batch but whose outputs several threads can share, such as
/// the channels of batch normalisation.
sealed interface SplitInstruction extends Instruction permits BatchNormInstruction {
  /// Computes this lane's share of the outputs.
  void forward(Workspace s, int lane, int lanes);

  /// Sends this lane's share of the gradients on.
  void backward(Workspace s, int lane, int lanes);

  @Override
  default void forward(Workspace s) {
    forward(s, 0, 1);
  }

  @Override
  default void backward(Workspace s) {
    backward(s, 0, 1);
  }
}
