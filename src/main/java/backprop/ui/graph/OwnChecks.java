package backprop.ui.graph;

import backprop.autodiff.EdgeCheck;
import backprop.autodiff.Trace;
import backprop.graph.Problem;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The checks of a person's own rules, made in the background for each new trace that has some.
///
/// Asked and answered on one thread.
final class OwnChecks {
  private final Executor background;
  private final Executor foreground;
  private final ReadOnlyObjectWrapper<List<EdgeCheck>> found =
      new ReadOnlyObjectWrapper<>(List.of());
  private Optional<Trace> checked = Optional.empty();
  private AtomicBoolean cancelled = new AtomicBoolean();

  OwnChecks(Executor background, Executor foreground) {
    this.background = background;
    this.foreground = foreground;
  }

  /// Checks this trace; an older one is no longer wanted.
  void ask(Trace trace) {
    cancelled.set(true);
    checked = Optional.empty();
    found.set(List.of());
    if (trace.document().rules().isEmpty()) {
      return;
    }
    AtomicBoolean token = new AtomicBoolean();
    cancelled = token;
    background.execute(
        () -> {
          try {
            List<EdgeCheck> checks = EdgeCheck.own(trace, token::get);
            foreground.execute(
                () -> {
                  if (!token.get()) {
                    checked = Optional.of(trace);
                    found.set(checks);
                  }
                });
          } catch (CancellationException ended) {
            // Nobody waits for it any more.
          }
        });
  }

  /// The checks of this trace, once they are there.
  // A trace is compared with itself: another with equal numbers has its own checks.
  @SuppressWarnings("ReferenceEquality")
  List<EdgeCheck> found(Trace trace) {
    return checked.filter(one -> one == trace).isPresent() ? found.get() : List.of();
  }

  ReadOnlyObjectProperty<List<EdgeCheck>> foundProperty() {
    return found.getReadOnlyProperty();
  }

  /// Whether a problem is told by the check of its edge, once the playhead is there.
  static boolean isSaidByCheck(Problem problem) {
    return problem instanceof Problem.RuleDoesNotFit rule
        && rule.sentence().key().equals("check.rule.gradient-shape");
  }
}
