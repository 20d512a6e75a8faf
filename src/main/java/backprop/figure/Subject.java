package backprop.figure;

import backprop.autodiff.Trace;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.Map;

/// What a figure is made of: a document, its trace, and a place for every node.
///
/// @param trace the trace of exactly this document's graph
/// @param places the centre of every node; laid out where the document has none
/// @param problems the sentence, in the reader's language, at each node that has a problem
public record Subject(
    GraphDocument document, Trace trace, Map<NodeId, Point> places, Map<NodeId, String> problems) {
  public Subject {
    places = Map.copyOf(places);
    problems = Map.copyOf(problems);
  }
}
