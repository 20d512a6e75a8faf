package backprop.network;

import java.util.List;

/// An instruction that computes each row of the batch from the same row of its inputs, so that rows
/// can be divided among threads and taken a few at a time.
///
/// What all rows share is not divided by rows: it is made ready before the forward pass, and its
/// gradient is summed after the backward pass.
sealed interface RowInstruction extends Instruction
    permits Instruction.Affine,
        Instruction.AddRow,
        Instruction.Add,
        Instruction.Multiply,
        Instruction.Activation,
        Instruction.LeakyRelu,
        Instruction.Reshape,
        Instruction.Softmax,
        Instruction.SoftmaxLoss,
        GridConvolution,
        PoolingInstruction,
        DropoutInstruction {

  /// The buffer of the output.
  int y();

  /// A buffer that has all rows.
  default int whole() {
    return y();
  }

  /// The buffers that must have a row for each image of the batch.
  List<Integer> rowBuffers();

  /// The buffers of parameters, whose gradients are sums over the rows.
  default List<Integer> sharedBuffers() {
    return List.of();
  }

  /// Whether it computes rows of this program at all.
  default boolean byRows() {
    return true;
  }

  /// How many rows are best taken at once.
  default int rowsAtOnce() {
    return Integer.MAX_VALUE;
  }

  /// Whether others before it are better run on all rows first.
  default boolean beginsPiece() {
    return false;
  }

  /// Makes this lane's share of what depends on the parameters alone ready.
  default void prepare(Workspace s, int lane, int lanes) {}

  /// Computes some rows of the output.
  void forward(Workspace s, Band band);

  /// Does what needs all rows of the output.
  default void finish(Workspace s) {}

  /// Sends some rows of the output's gradient on.
  void backward(Workspace s, Band band);

  /// Computes this lane's share of the parameters' gradients, after all rows were sent on.
  default void gather(Workspace s, int lane, int lanes) {}

  @Override
  default void forward(Workspace s) {
    prepare(s, 0, 1);
    forward(s, s.all(whole()));
    finish(s);
  }

  @Override
  default void backward(Workspace s) {
    backward(s, s.all(whole()));
    gather(s, 0, 1);
  }
}
