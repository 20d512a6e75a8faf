package backprop.layout;

import backprop.graph.Edit;
import backprop.graph.Fragment;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Places nodes in layers from left to right, the way a textbook draws a computational graph.
///
/// The same graph always gets the same places. The steps are those of Sugiyama, Tagawa and Toda,
/// *Methods for visual understanding of hierarchical system structures* (1981): layers, order
/// within each layer, places.
public final class Layout {
  /// Where the first node of a graph without any places stands.
  public static final Point ORIGIN = new Point(110, 150);

  private Layout() {}

  /// A place for every node: the one it has, or one that is found for it beside its neighbours.
  public static Map<NodeId, Point> places(GraphDocument document) {
    return places(document, NodeSize.USUAL);
  }

  /// A place for every node, with the room that each takes.
  public static Map<NodeId, Point> places(GraphDocument document, Function<Node, NodeSize> sizes) {
    Graph graph = document.graph();
    if (document.places().size() >= graph.nodeCount()
        && document.places().keySet().stream().filter(graph::contains).count()
            == graph.nodeCount()) {
      return document.places();
    }
    Map<NodeId, Point> ideal = new LayeredLayout(graph, sizes).places();
    return document.places().keySet().stream().noneMatch(graph::contains)
        ? moved(ideal, ORIGIN)
        : new Placement(document, ideal, sizes).places();
  }

  /// The edit that tidies the chosen nodes, or all of them where none is chosen.
  ///
  /// A part keeps its upper left corner, so that it stays where the person looks.
  public static Edit tidy(
      GraphDocument document, Set<NodeId> chosen, Function<Node, NodeSize> sizes) {
    GraphDocument part = chosen.isEmpty() ? document : Fragment.of(document, chosen).part();
    Map<NodeId, Point> tidied =
        moved(new LayeredLayout(part.graph(), sizes).places(), corner(part.places()));
    return Edit.Compound.of("graph.edit.tidy", new Edit.Move(tidied));
  }

  /// The edit that tidies with the usual sizes.
  public static Edit tidy(GraphDocument document, Set<NodeId> chosen) {
    return tidy(document, chosen, NodeSize.USUAL);
  }

  /// The places shifted so that their upper left corner is `to`.
  private static Map<NodeId, Point> moved(Map<NodeId, Point> places, Point to) {
    Point corner = corner(places);
    Map<NodeId, Point> moved = new HashMap<>();
    places.forEach(
        (id, point) -> moved.put(id, point.plus(to.x() - corner.x(), to.y() - corner.y())));
    return moved;
  }

  private static Point corner(Map<NodeId, Point> places) {
    return places.isEmpty()
        ? ORIGIN
        : new Point(
            places.values().stream().mapToDouble(Point::x).min().orElse(0),
            places.values().stream().mapToDouble(Point::y).min().orElse(0));
  }
}
