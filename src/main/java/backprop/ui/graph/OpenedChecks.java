package backprop.ui.graph;

import backprop.graph.NodeId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Which rows of the numerical check a person opened; they stay open while stepping.
final class OpenedChecks {
  private final Runnable changed;
  private final Set<NodeId> curves = new HashSet<>();
  private Optional<NodeId> open = Optional.empty();

  OpenedChecks(Runnable changed) {
    this.changed = changed;
  }

  boolean isOpen(NodeId node) {
    return open.filter(node::equals).isPresent();
  }

  boolean isCurveOpen(NodeId node) {
    return curves.contains(node);
  }

  /// Opens this row alone, or closes it.
  void toggle(NodeId node) {
    open = isOpen(node) ? Optional.empty() : Optional.of(node);
    changed.run();
  }

  void toggleCurve(NodeId node) {
    boolean _ = curves.remove(node) || curves.add(node);
    changed.run();
  }
}
