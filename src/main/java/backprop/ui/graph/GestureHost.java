package backprop.ui.graph;

import backprop.graph.NodeId;
import backprop.message.Message;
import java.util.Optional;

/// What [GraphGestures] ask of the view around the canvas: what needs a field or a popup.
interface GestureHost {
  /// Opens the search at a pixel; what is picked arrives there, linked.
  void search(double x, double y, Link link);

  /// Opens the field for a node's value.
  void editValue(NodeId node);

  /// Opens the field for the gradient that enters at the output.
  void editUpstream(NodeId output);

  /// Opens an operation's settings, or a layer's matrices.
  void openNode(NodeId node);

  /// Opens the context menu at a pixel of the screen.
  void menu(double screenX, double screenY);

  /// Tells why something cannot be dropped here; empty when it can.
  void reason(Optional<Message> reason, double x, double y);

  /// A click on the canvas while something from the palette waits to be placed.
  ///
  /// @return whether there was something
  boolean placeWaiting(double x, double y);
}
