package backprop.ui.graph;

import backprop.autodiff.ErrorCurve;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// The numerical checks of a trace's gradients, each made once and in the background when it is
/// first asked for; a new trace ends those of the old one.
///
/// Asked and answered on one thread. A check that takes long says now and then how far it is.
final class Checks {
  private static final long TELL_NANOS = 200_000_000;

  /// How far a check is.
  record Progress(int looked, int of) {}

  private final Executor background;
  private final Executor foreground;
  private final Runnable changed;
  private final Map<NodeId, GradientCheck.Row> rows = new HashMap<>();
  private final Map<NodeId, ErrorCurve> curves = new HashMap<>();
  private final Map<NodeId, Progress> progress = new HashMap<>();
  private final Set<NodeId> asked = new HashSet<>();
  private final Set<NodeId> askedCurves = new HashSet<>();
  private Optional<Trace> trace = Optional.empty();
  private AtomicBoolean cancelled = new AtomicBoolean();

  /// @param changed told when a check is there or has come a part of the way
  Checks(Executor background, Executor foreground, Runnable changed) {
    this.background = background;
    this.foreground = foreground;
    this.changed = changed;
  }

  /// The check of a node's final gradient, if it is made already.
  Optional<GradientCheck.Row> row(Trace of, NodeId node) {
    turnTo(of);
    if (asked.add(node)) {
      AtomicBoolean token = cancelled;
      AtomicReference<Long> told = new AtomicReference<>(System.nanoTime());
      make(
          token,
          () ->
              GradientCheck.check(
                  of, node, token::get, (looked, all) -> tell(node, looked, all, told, token)),
          row -> rows.put(node, row));
    }
    return Optional.ofNullable(rows.get(node));
  }

  /// The curve of a node's errors by step, if it is made already.
  Optional<ErrorCurve> curve(Trace of, NodeId node) {
    turnTo(of);
    if (askedCurves.add(node)) {
      AtomicBoolean token = cancelled;
      make(token, () -> ErrorCurve.of(of, node, token::get), curve -> curves.put(node, curve));
    }
    return Optional.ofNullable(curves.get(node));
  }

  /// How far the check of a node is, while it is being made and takes long.
  Optional<Progress> progress(NodeId node) {
    return Optional.ofNullable(progress.get(node));
  }

  // A trace is compared with itself: another trace with equal numbers has its own checks.
  @SuppressWarnings("ReferenceEquality")
  private void turnTo(Trace of) {
    if (trace.isEmpty() || trace.get() != of) {
      cancelled.set(true);
      cancelled = new AtomicBoolean();
      trace = Optional.of(of);
      rows.clear();
      curves.clear();
      progress.clear();
      asked.clear();
      askedCurves.clear();
    }
  }

  private void tell(
      NodeId node, int looked, int of, AtomicReference<Long> told, AtomicBoolean token) {
    long now = System.nanoTime();
    if (now - told.get() < TELL_NANOS) {
      return;
    }
    told.set(now);
    foreground.execute(
        () -> {
          if (!token.get() && !rows.containsKey(node)) {
            progress.put(node, new Progress(looked, of));
            changed.run();
          }
        });
  }

  private <T> void make(
      AtomicBoolean token, Supplier<T> making, java.util.function.Consumer<T> keep) {
    background.execute(
        () -> {
          try {
            T made = making.get();
            foreground.execute(
                () -> {
                  if (!token.get()) {
                    keep.accept(made);
                    changed.run();
                  }
                });
          } catch (CancellationException ended) {
            // Nobody waits for it any more.
          }
        });
  }
}
