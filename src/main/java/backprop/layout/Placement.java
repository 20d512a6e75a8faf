package backprop.layout;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// Finds places for the few nodes that have none, near their neighbours and clear of the others.
final class Placement {
  private static final double CLEARANCE = 24;
  private static final double STEP = 20;
  private static final int MOST_STEPS = 1_000;
  private static final double CELL = 160;

  private final Graph graph;
  private final Map<NodeId, Point> ideal;
  private final Function<Node, NodeSize> sizes;
  private final Map<NodeId, Point> places = new HashMap<>();
  private final Map<Cell, List<Standing>> standing = new HashMap<>();
  private double widest;
  private double highest;
  private double lowest;

  /// A square of the plane, so that only what is near is looked at.
  private record Cell(int x, int y) {
    static Cell of(double x, double y) {
      return new Cell((int) Math.floor(x / CELL), (int) Math.floor(y / CELL));
    }
  }

  private record Standing(Point place, NodeSize size) {}

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
                put(id, point);
              }
            });
  }

  private void put(NodeId id, Point place) {
    NodeSize size = sizes.apply(graph.node(id));
    places.put(id, place);
    widest = Math.max(widest, size.width());
    highest = Math.max(highest, size.height());
    lowest = places.size() == 1 ? place.y() : Math.max(lowest, place.y());
    standing
        .computeIfAbsent(Cell.of(place.x(), place.y()), _ -> new ArrayList<>())
        .add(new Standing(place, size));
  }

  Map<NodeId, Point> places() {
    for (NodeId id : graph.topological()) {
      if (!places.containsKey(id)) {
        put(id, free(id, wish(id)));
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
    return lowest + 120;
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
    double aside = (own.width() + widest) / 2 + CLEARANCE;
    double above = (own.height() + highest) / 2 + CLEARANCE;
    Cell first = Cell.of(place.x() - aside, place.y() - above);
    Cell last = Cell.of(place.x() + aside, place.y() + above);
    for (int x = first.x(); x <= last.x(); x++) {
      for (int y = first.y(); y <= last.y(); y++) {
        for (Standing other : standing.getOrDefault(new Cell(x, y), List.of())) {
          if (isNear(place, own, other)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean isNear(Point place, NodeSize own, Standing other) {
    return Math.abs(place.x() - other.place().x())
            < (own.width() + other.size().width()) / 2 + CLEARANCE
        && Math.abs(place.y() - other.place().y())
            < (own.height() + other.size().height()) / 2 + CLEARANCE;
  }
}
