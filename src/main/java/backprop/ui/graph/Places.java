package backprop.ui.graph;

import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.layout.Layout;
import java.util.Map;

/// A place for every node: the document's where it has one, else the layout's.
final class Places {
  private Places() {}

  static Map<NodeId, Point> of(GraphDocument document) {
    return Layout.places(document);
  }
}
