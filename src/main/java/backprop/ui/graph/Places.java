package backprop.ui.graph;

import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.layout.Layout;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A place for every node: the document's where it has one, else the layout's.
///
/// Remembers the last layout: while a value is scrubbed nothing is laid out again. Safe for any
/// number of threads.
final class Places {
  private record Known(GraphDocument document, Map<NodeId, Point> places) {}

  private volatile @Nullable Known last;

  Map<NodeId, Point> of(GraphDocument document) {
    Known known = last;
    if (known != null && isLaidOutAlike(known.document(), document)) {
      return known.places();
    }
    Map<NodeId, Point> places = Layout.places(document);
    last = new Known(document, places);
    return places;
  }

  /// These places, and those of the nodes that the document has none for: a node that is moved must
  /// not take along what the layout would put beside it.
  Map<NodeId, Point> pinned(GraphDocument document, Map<NodeId, Point> moved) {
    if (document.places().size() >= document.graph().nodeCount()) {
      return moved;
    }
    Map<NodeId, Point> all = new HashMap<>(of(document));
    all.keySet().removeAll(document.places().keySet());
    all.putAll(moved);
    return all;
  }

  private static boolean isLaidOutAlike(GraphDocument one, GraphDocument other) {
    return one.places().equals(other.places()) && isBuiltAlike(one.graph(), other.graph());
  }

  /// Whether the graphs differ in values alone.
  private static boolean isBuiltAlike(Graph one, Graph other) {
    if (one.nodeCount() != other.nodeCount() || !one.edges().equals(other.edges())) {
      return false;
    }
    Iterator<Node> others = other.nodes().iterator();
    for (Node node : one.nodes()) {
      if (!isAlike(node, others.next())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlike(Node one, Node other) {
    return switch (one) {
      case Node.Operation operation -> operation.equals(other);
      case Node.Input _, Node.Parameter _, Node.Constant _ ->
          one.id().equals(other.id()) && one.getClass() == other.getClass();
    };
  }
}
