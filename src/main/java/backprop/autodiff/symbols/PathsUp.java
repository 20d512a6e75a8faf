package backprop.autodiff.symbols;

import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the paths from a node to the output down which gradients have been sent.
final class PathsUp {
  private final Trace trace;
  private final NodeId output;
  private final int playhead;
  private final int most;
  private final int longest;

  /// @param most how many paths are looked for
  /// @param longest how many edges a path may have
  PathsUp(Trace trace, NodeId output, int playhead, int most, int longest) {
    this.trace = trace;
    this.output = output;
    this.playhead = playhead;
    this.most = most;
    this.longest = longest;
  }

  /// Every path, each from the output down, in the order in which their gradients arrived.
  ///
  /// @return nothing where there are too many or too long ones
  Optional<List<List<Edge>>> from(NodeId node) {
    List<List<Edge>> paths = new ArrayList<>();
    return walk(node, new ArrayList<>(), paths) ? Optional.of(paths) : Optional.empty();
  }

  /// The first paths, as many as are looked for; longer ones are left out.
  List<List<Edge>> first(NodeId node) {
    List<List<Edge>> paths = new ArrayList<>();
    collect(node, new ArrayList<>(), paths);
    return paths;
  }

  private boolean walk(NodeId node, List<Edge> below, List<List<Edge>> paths) {
    if (node.equals(output)) {
      paths.add(List.copyOf(below.reversed()));
      return paths.size() <= most;
    }
    if (below.size() >= longest) {
      return false;
    }
    for (Edge edge : arrived(node)) {
      below.add(edge);
      boolean written = walk(edge.to(), below, paths);
      below.removeLast();
      if (!written) {
        return false;
      }
    }
    return true;
  }

  private void collect(NodeId node, List<Edge> below, List<List<Edge>> paths) {
    if (paths.size() >= most) {
      return;
    }
    if (node.equals(output)) {
      paths.add(List.copyOf(below.reversed()));
      return;
    }
    // Every edge here leads to the output: a walk that goes on always ends in a path.
    if (below.size() < longest) {
      for (Edge edge : arrived(node)) {
        below.add(edge);
        collect(edge.to(), below, paths);
        below.removeLast();
      }
    }
  }

  /// The edges by which gradients came to a node, in the order of the steps.
  private List<Edge> arrived(NodeId node) {
    return trace.graph().uses(node).stream()
        .flatMap(edge -> trace.propagated(edge, playhead).stream())
        .sorted(Comparator.comparingInt(Step.Propagate::arrived))
        .map(Step.Propagate::edge)
        .toList();
  }
}
