package backprop.graph;

import backprop.tensor.Tensor;
import java.util.Optional;

/// Which nodes a document marks: its output (where the backward pass begins), its loss (what
/// training lowers) and its prediction (what the network answers).
///
/// @param upstream the gradient that enters at the output; ones where none is given
public record Roles(
    Optional<NodeId> output,
    Optional<NodeId> loss,
    Optional<NodeId> prediction,
    Optional<Tensor> upstream) {
  public static final Roles NONE =
      new Roles(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// The roles of a document whose only mark is its output.
  public static Roles output(NodeId output) {
    return new Roles(Optional.of(output), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
