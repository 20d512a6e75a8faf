package backprop.ui.graph;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Tangents;
import backprop.autodiff.Trace;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.tensor.Shape;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Evaluates documents: at once while that takes less than 4 ms, else beside, newest wins.
///
/// Only one evaluation runs at a time; what is asked for meanwhile replaces what was waiting. One
/// that gets ready is shown although a newer is asked for, so that a scrub of a large graph is
/// seen. Asked and answered on one thread, the caller's.
final class Evaluation {
  private static final long QUICK_NANOS = 4_000_000;

  /// A textbook's graph is evaluated at once although the time before it took longer: then it was
  /// the machine that was busy, not the graph that was large.
  private static final long HICCUP_NANOS = 40_000_000;

  private static final long TINY_NUMBERS = 600;
  private static final long QUICK_NUMBERS = 3_000;

  private final Executor background;
  private final Executor foreground;
  private final Consumer<Trace> result;
  private EvaluationContext context = EvaluationContext.PLAIN;
  private @Nullable GraphDocument waiting;
  private Optional<Tangents.Direction> direction = Optional.empty();
  private boolean running;
  private boolean dropped;
  private long lastNanos;
  private long lastSize = QUICK_NUMBERS;

  /// @param background where long evaluations run
  /// @param foreground the thread that asks and is answered
  /// @param result told of each trace that is still wanted
  Evaluation(Executor background, Executor foreground, Consumer<Trace> result) {
    this.background = background;
    this.foreground = foreground;
    this.result = result;
  }

  /// From now on derivatives by this number are sent forward, where the document has it, instead of
  /// the backward pass.
  void direct(Optional<Tangents.Direction> by) {
    direction = by;
  }

  /// In which context documents are evaluated from here on.
  void in(EvaluationContext context) {
    this.context = context;
  }

  /// Evaluates this document; one that is being evaluated belongs to something else and is not
  /// shown.
  void askAlone(GraphDocument document) {
    dropped = running;
    ask(document);
  }

  /// Evaluates this document instead of one that waits.
  void ask(GraphDocument document) {
    long size = size(document);
    long most = size <= TINY_NUMBERS ? HICCUP_NANOS : QUICK_NANOS;
    boolean quick = lastNanos < most && size <= Math.max(QUICK_NUMBERS, lastSize * 5 / 4);
    if (quick && !running) {
      accept(timed(document, context, direction), size);
      return;
    }
    waiting = document;
    next();
  }

  private record Timed(Trace trace, long nanos) {}

  private static Timed timed(
      GraphDocument document, EvaluationContext context, Optional<Tangents.Direction> by) {
    long start = System.nanoTime();
    Trace trace = Evaluator.trace(document, context);
    Trace played = by.flatMap(way -> Tangents.trace(trace, way)).orElse(trace);
    return new Timed(played, System.nanoTime() - start);
  }

  private void accept(Timed timed, long size) {
    lastNanos = timed.nanos();
    lastSize = size;
    result.accept(timed.trace());
  }

  private void next() {
    GraphDocument document = waiting;
    if (running || document == null) {
      return;
    }
    waiting = null;
    running = true;
    long size = size(document);
    EvaluationContext asked = context;
    Optional<Tangents.Direction> by = direction;
    background.execute(
        () -> {
          Timed timed = timed(document, asked, by);
          foreground.execute(
              () -> {
                running = false;
                if (!dropped) {
                  accept(timed, size);
                }
                dropped = false;
                next();
              });
        });
  }

  /// About how much there is to do: nodes, and numbers in the leaves.
  private static long size(GraphDocument document) {
    long size = 0;
    for (Node node : document.graph().nodes()) {
      size +=
          10
              + switch (node) {
                case Node.Input input -> numbers(input.shape());
                case Node.Parameter parameter -> numbers(parameter.shape());
                case Node.Constant constant -> constant.value().size();
                case Node.Operation _ -> 0;
              };
    }
    return size;
  }

  private static long numbers(Shape shape) {
    return backprop.graph.Shapes.numbers(shape);
  }
}
