package backprop.ui.graph;

import backprop.autodiff.Trace;
import backprop.figure.Subject;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/// What is to be drawn: the graph of a trace, its nodes where the document has them now. Immutable,
/// so that any thread can make its picture.
///
/// @param document the open document, which may be newer than the trace
/// @param problems the sentence, in the reader's language, at each node that has a problem
record Sight(GraphDocument document, Trace trace, Map<NodeId, String> problems) {

  /// The same with a place for every node.
  Subject subject(Places known) {
    GraphDocument shown = trace.document();
    Map<NodeId, Point> places = new HashMap<>(shown.places());
    places.putAll(document.places());
    places.keySet().retainAll(new HashSet<>(shown.graph().topological()));
    GraphDocument placed = shown.withPlaces(places).withGroups(document.groups());
    return new Subject(placed, trace, known.of(placed), problems);
  }
}
