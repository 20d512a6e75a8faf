package backprop.layout;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// Finds places for the few nodes that have none, near their neighbours and clear of the others.
final class Placement {
  private static final double CLEARANCE = 24;
  private static final double STEP = 20;
  private static final int MOST_STEPS = 1_000;

  private final Graph graph;
  private final Map<NodeId, Point> ideal;
  private final Function<Node, NodeSize> sizes;
  private final Map<NodeId, Point> places = new HashMap<>();

  /// @param ideal where each node would stand if all were laid out
  Placement(GraphDocument document, Map<NodeId, Point> ideal, Function<Node, NodeSize> sizes) {
    this.graph = document.graph();
    this.ideal = ideal;
    this.sizes = sizes;
    document
        .places()
        .forEach(
            (id, point) -> {
              if (graph.contains(id)) {
                places.put(id, point);
              }
            });
  }

  Map<NodeId, Point> places() {
    for (NodeId id : graph.topological()) {
      if (!places.containsKey(id)) {
        places.put(id, free(id, wish(id)));
      }
    }
    return places;
  }

  /// Where the node stands in the ideal layout, moved as its placed neighbours were moved.
  private Point wish(NodeId id) {
    double dx = 0;
    double dy = 0;
    int count = 0;
    for (NodeId other : (Iterable<NodeId>) neighbours(id)::iterator) {
      Point place = places.get(other);
      if (place != null) {
        Point from = at(ideal, other);
        dx += place.x() - from.x();
        dy += place.y() - from.y();
        count++;
      }
    }
    Point own = at(ideal, id);
    return count == 0
        ? new Point(own.x(), below())
        : new Point(own.x() + dx / count, own.y() + dy / count);
  }

  private Stream<NodeId> neighbours(NodeId id) {
    return Stream.concat(
        graph.inputs(id).stream().map(Edge::from), graph.uses(id).stream().map(Edge::to));
  }

  private double below() {
    return places.values().stream().mapToDouble(Point::y).max().orElse(0) + 120;
  }

  private static Point at(Map<NodeId, Point> places, NodeId id) {
    Point point = places.get(id);
    return point == null ? Layout.ORIGIN : point;
  }

  private Point free(NodeId id, Point wish) {
    Point place = wish;
    for (int step = 0; step < MOST_STEPS && overlaps(id, place); step++) {
      place = place.plus(0, STEP);
    }
    return place;
  }

  private boolean overlaps(NodeId id, Point place) {
    NodeSize own = sizes.apply(graph.node(id));
    return places.entrySet().stream()
        .anyMatch(
            other -> {
              NodeSize size = sizes.apply(graph.node(other.getKey()));
              return Math.abs(place.x() - other.getValue().x())
                      < (own.width() + size.width()) / 2 + CLEARANCE
                  && Math.abs(place.y() - other.getValue().y())
                      < (own.height() + size.height()) / 2 + CLEARANCE;
            });
  }
}
