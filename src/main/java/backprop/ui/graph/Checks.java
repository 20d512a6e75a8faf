package backprop.ui.graph;

import backprop.autodiff.GradientCheck;
import backprop.autodiff.Trace;
import backprop.graph.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// The numerical checks of a trace's gradients, each made once and in the background when it is
/// first asked for; a new trace ends those of the old one.
///
/// Asked and answered on one thread.
final class Checks {
  private final Executor background;
  private final Executor foreground;
  private final Runnable changed;
  private final Map<NodeId, GradientCheck.Row> rows = new HashMap<>();
  private final Set<NodeId> asked = new HashSet<>();
  private Optional<Trace> trace = Optional.empty();
  private AtomicBoolean cancelled = new AtomicBoolean();

  /// @param changed told when a check is there
  Checks(Executor background, Executor foreground, Runnable changed) {
    this.background = background;
    this.foreground = foreground;
    this.changed = changed;
  }

  /// The check of a node's final gradient, if it is made already.
  // A trace is compared with itself: another trace with equal numbers has its own checks.
  @SuppressWarnings("ReferenceEquality")
  Optional<GradientCheck.Row> row(Trace of, NodeId node) {
    if (trace.isEmpty() || trace.get() != of) {
      cancelled.set(true);
      cancelled = new AtomicBoolean();
      trace = Optional.of(of);
      rows.clear();
      asked.clear();
    }
    if (asked.add(node)) {
      AtomicBoolean token = cancelled;
      background.execute(() -> check(of, node, token));
    }
    return Optional.ofNullable(rows.get(node));
  }

  private void check(Trace of, NodeId node, AtomicBoolean token) {
    try {
      GradientCheck.Row row = GradientCheck.check(of, node, token::get);
      foreground.execute(
          () -> {
            if (!token.get()) {
              rows.put(node, row);
              changed.run();
            }
          });
    } catch (CancellationException ended) {
      // Nobody waits for it any more.
    }
  }
}
