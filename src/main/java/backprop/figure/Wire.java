package backprop.figure;

import backprop.graph.Edge;
import backprop.graph.NodeId;
import java.util.Optional;

/// Where an edge runs and where its numbers stand; or the line that shows an output.
///
/// @param edge the edge; empty for the line to the right of a node whose value nothing uses
/// @param forward the line of the value
/// @param backward the line of the gradient beside it, named in the forward direction
/// @param value where the value is written; empty where there will be none
/// @param gradient where the gradient is written; empty where none will flow
/// @param name the name at the end of an output's line; empty for an edge
public record Wire(
    NodeId from,
    Optional<Edge> edge,
    Curve forward,
    Curve backward,
    Optional<NumberPlace> value,
    Optional<NumberPlace> gradient,
    String name) {

  /// The place of a number.
  ///
  /// @param whole whether a small matrix is written out here; otherwise its shape
  /// @param covered whether a line passes behind, so that the number needs a ground of its own
  public record NumberPlace(Bounds box, boolean whole, boolean covered) {}
}
