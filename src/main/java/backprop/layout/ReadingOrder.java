package backprop.layout;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The order in which a formula names its values: a walk back from each output, ports in order.
///
/// In this order nodes stand below one another before crossings are reduced; for a tree it has
/// none.
final class ReadingOrder {
  private final Graph graph;

  ReadingOrder(Graph graph) {
    this.graph = graph;
  }

  List<NodeId> nodes() {
    Set<NodeId> seen = new LinkedHashSet<>();
    for (NodeId sink : graph.sinks()) {
      Deque<NodeId> open = new ArrayDeque<>();
      open.push(sink);
      while (!open.isEmpty()) {
        NodeId id = open.pop();
        if (seen.add(id)) {
          List<Edge> inputs = graph.inputs(id);
          for (int i = inputs.size() - 1; i >= 0; i--) {
            open.push(inputs.get(i).from());
          }
        }
      }
    }
    return new ArrayList<>(seen);
  }
}
