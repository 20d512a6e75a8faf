package backprop.ui.graph;

import backprop.graph.GraphDocument;

/// From which size on a graph is read, placed and written beside the FX thread.
///
/// Up to here all of it together takes a few milliseconds, and what a person does is answered in
/// the same frame; beyond, the old picture stays until the new one is there.
final class LargeGraphs {
  /// The most nodes of a graph that is handled at once.
  static final int MOST_NODES = 200;

  private LargeGraphs() {}

  static boolean isLarge(GraphDocument document) {
    return document.graph().nodeCount() > MOST_NODES;
  }
}
