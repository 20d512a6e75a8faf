package backprop.ui.graph;

import backprop.graph.Edge;
import backprop.graph.NodeId;

/// What an added node is connected to as it arrives.
public sealed interface Link {

  /// Nothing.
  record None() implements Link {}

  /// Its first input takes this node's value.
  record From(NodeId node) implements Link {}

  /// Its value goes into this port.
  record Into(NodeId node, int port) implements Link {}

  /// It is put into this edge.
  record Onto(Edge edge) implements Link {}
}
