package backprop.ui.graph;

import backprop.graph.Edge;
import backprop.graph.GroupId;
import backprop.graph.NodeId;

/// What lies under the pointer.
sealed interface Hit {

  /// Nothing.
  record Empty() implements Hit {}

  /// A disc, a layer's box, a pill's name half.
  record Body(NodeId node) implements Hit {}

  /// The number on a pill.
  record Value(NodeId node) implements Hit {}

  /// A closed group's box, or the name of an open one.
  record OnGroup(GroupId group) implements Hit {}

  /// Where a node's value leaves.
  record OutPort(NodeId node) implements Hit {}

  /// A free input slot.
  record InPort(NodeId node, int port) implements Hit {}

  /// The end of a wire, at the node it enters.
  record WireEnd(Edge edge) implements Hit {}

  /// A wire, or the number beside it.
  record OnWire(Edge edge) implements Hit {}

  /// The line that shows an output, or a number beside it.
  ///
  /// @param gradient whether it is the gradient's number
  record OutputLine(NodeId node, boolean gradient) implements Hit {}
}
