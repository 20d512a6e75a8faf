package backprop.network;

import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;

/// What sentences call a node: its name, or for an operation without one its sign.
final class ProgramText {
  private ProgramText() {}

  static String node(Graph graph, NodeId id) {
    Node node = graph.node(id);
    if (!node.name().isEmpty()) {
      return node.name();
    }
    return node instanceof Node.Operation operation ? operation.op().sign() : id.text();
  }
}
