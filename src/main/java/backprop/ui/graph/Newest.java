package backprop.ui.graph;

import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers questions in the background, one at a time; a newer question takes the place of the one
/// that waits.
///
/// What was begun is answered too, with its question, so that something is seen while questions
/// come faster than answers; whoever wants the newest alone compares the question.
///
/// Asked and answered on one thread, the caller's.
final class Newest<Q, A> {
  private final Executor background;
  private final Executor foreground;
  private final Function<Q, A> work;
  private final BiConsumer<Q, A> answer;
  private @Nullable Q waiting;
  private boolean running;

  /// @param background where `work` is done
  /// @param foreground the thread that asks and is answered
  /// @param answer told of each question that was not replaced, and its answer
  Newest(Executor background, Executor foreground, Function<Q, A> work, BiConsumer<Q, A> answer) {
    this.background = background;
    this.foreground = foreground;
    this.work = work;
    this.answer = answer;
  }

  /// Asks this instead of what was asked before.
  void ask(Q question) {
    waiting = question;
    next();
  }

  private void next() {
    Q question = waiting;
    if (running || question == null) {
      return;
    }
    waiting = null;
    running = true;
    background.execute(() -> work(question));
  }

  private void work(Q question) {
    try {
      A made = work.apply(question);
      foreground.execute(
          () -> {
            running = false;
            answer.accept(question, made);
            next();
          });
    } catch (RuntimeException | Error fault) {
      foreground.execute(
          () -> {
            running = false;
            next();
          });
      throw fault;
    }
  }
}
