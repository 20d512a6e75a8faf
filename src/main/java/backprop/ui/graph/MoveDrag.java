package backprop.ui.graph;

import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.Graph;
import backprop.graph.History;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.input.MouseEvent;

/// Moves the selected nodes; an unconnected operation dropped on a wire is put into it.
///
/// Shift keeps to one axis; Mod switches grid and insertion off.
final class MoveDrag implements Drag {
  /// How long a node rests over a wire before the wire lights and takes it in.
  private static final long LIGHT_NANOS = 150_000_000;

  private final GraphModel model;
  private final GraphView view;
  private final Point from;
  private final Map<NodeId, Point> places = new HashMap<>();
  private final Map<NodeId, Point> pinned;
  private final History.Gesture entry = new History.Gesture();
  private Optional<Edge> over = Optional.empty();
  private Optional<Edge> lit = Optional.empty();
  private long overSince;

  /// @param from the canvas point of the press
  MoveDrag(GraphModel model, GraphView view, Point from) {
    this.model = model;
    this.view = view;
    this.from = from;
    Map<NodeId, Point> all = model.places().of(model.document());
    pinned = model.places().pinned(model.document(), Map.of());
    for (NodeId id : model.selection().nodes()) {
      places.put(id, all.getOrDefault(id, new Point(0, 0)));
    }
  }

  @Override
  public void to(MouseEvent event) {
    Point now = view.toWorld(event.getX(), event.getY());
    double dx = now.x() - from.x();
    double dy = now.y() - from.y();
    if (event.isShiftDown()) {
      if (Math.abs(dx) >= Math.abs(dy)) {
        dy = 0;
      } else {
        dx = 0;
      }
    }
    Map<NodeId, Point> moved = new HashMap<>(pinned);
    for (Map.Entry<NodeId, Point> place : places.entrySet()) {
      Point to = place.getValue().plus(dx, dy);
      moved.put(place.getKey(), event.isShortcutDown() ? to : snapped(place.getValue(), to));
    }
    model.perform(new Edit.Move(moved), entry);
    light(event.isShortcutDown());
  }

  /// On the grid in the direction that moved; the other coordinate is left alone.
  private static Point snapped(Point before, Point to) {
    Point grid = Grid.snap(to);
    return new Point(
        to.x() == before.x() ? before.x() : grid.x(), to.y() == before.y() ? before.y() : grid.y());
  }

  /// Lights the wire that the single moved operation would be put into, once it has rested there.
  private void light(boolean off) {
    Optional<Edge> under = off ? Optional.empty() : insertable();
    if (!under.equals(over)) {
      over = under;
      overSince = System.nanoTime();
    }
    lit = over.filter(_ -> System.nanoTime() - overSince >= LIGHT_NANOS);
    view.show(view.overlay().withLit(lit));
  }

  private Optional<Edge> insertable() {
    if (places.size() != 1) {
      return Optional.empty();
    }
    NodeId node = places.keySet().iterator().next();
    Graph graph = model.document().graph();
    if (!(graph.node(node) instanceof Node.Operation)
        || !graph.inputs(node).isEmpty()
        || !graph.uses(node).isEmpty()) {
      return Optional.empty();
    }
    Point centre = model.places().of(model.document()).getOrDefault(node, new Point(0, 0));
    return view.hitTest().wireUnder(centre);
  }

  @Override
  public void drop(MouseEvent event) {
    lit.ifPresent(
        edge ->
            model.perform(
                new Edit.InsertOnEdge(edge, places.keySet().iterator().next(), 0), entry));
    view.settle();
  }

  @Override
  public void cancel() {
    model.cancel(entry);
    view.settle();
  }
}
