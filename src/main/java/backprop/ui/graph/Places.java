package backprop.ui.graph;

import backprop.graph.Edge;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.HashMap;
import java.util.Map;

/// A place for every node: the document's where it has one, else the layout's.
final class Places {
  private Places() {}

  static Map<NodeId, Point> of(GraphDocument document) {
    if (document.places().size() >= document.graph().nodeCount()) {
      return document.places();
    }
    Map<NodeId, Point> places = new HashMap<>(tidy(document));
    places.putAll(document.places());
    return places;
  }

  static Map<NodeId, Point> tidy(GraphDocument document) {
    Map<NodeId, Integer> depth = new HashMap<>();
    Map<Integer, Integer> rows = new HashMap<>();
    Map<NodeId, Point> places = new HashMap<>();
    for (NodeId id : document.graph().topological()) {
      int column = 0;
      for (Edge edge : document.graph().inputs(id)) {
        column = Math.max(column, depth.getOrDefault(edge.from(), 0) + 1);
      }
      depth.put(id, column);
      int row = rows.merge(column, 1, Integer::sum);
      places.put(id, new Point(200.0 * column, 120.0 * row));
    }
    return places;
  }
}
