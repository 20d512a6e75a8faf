package backprop.ui.graph;

import backprop.autodiff.Trace;
import backprop.graph.NodeId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// What the inspector says of a step and takes long to work out in a large graph: there it is made
/// beside the FX thread, and the inspector is filled again when it is there.
///
/// Asked and answered on one thread. Of each part the last answer is remembered.
final class Worked {

  /// What is worked out, each beside the others.
  enum Part {
    /// The chain rule with the numbers in.
    RULE,
    /// The chain rule in symbols.
    CHAIN,
    /// The derivative of a tensor as one expression.
    WHOLE,
    /// The account of all paths.
    LEDGER,
    /// The multiplications of each way.
    COUNTS
  }

  /// The largest graph for which it is made at once. A derivation is the longest: at 160 operations
  /// it takes 300 ms.
  private static final int MOST_AT_ONCE = 60;

  private record Question(Trace trace, NodeId node, int playhead, Supplier<?> work) {
    // A trace is compared with itself: another with equal numbers is another question.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Trace trace, NodeId node, int playhead) {
      return this.trace == trace && this.node.equals(node) && this.playhead == playhead;
    }
  }

  private record Answer(Question question, Object made) {}

  private final Map<Part, Newest<Question, Object>> workers = new EnumMap<>(Part.class);
  private final Map<Part, Question> asked = new EnumMap<>(Part.class);
  private final Map<Part, Answer> answers = new EnumMap<>(Part.class);

  /// @param changed told when something was made beside
  Worked(Executor background, Executor foreground, Runnable changed) {
    for (Part part : Part.values()) {
      workers.put(
          part,
          new Newest<>(
              background,
              foreground,
              question -> question.work().get(),
              (question, made) -> {
                answers.put(part, new Answer(question, made));
                changed.run();
              }));
    }
  }

  /// What `work` makes, at once for a small graph; nothing yet while it is being made beside.
  ///
  /// @param work immutable in all it uses; must make the same for the same trace, node and playhead
  <A> Optional<A> get(Part part, Trace trace, NodeId node, int playhead, Supplier<A> work) {
    if (trace.graph().nodeCount() <= MOST_AT_ONCE) {
      return Optional.of(work.get());
    }
    Answer answer = answers.get(part);
    if (answer != null && answer.question().isOf(trace, node, playhead)) {
      @SuppressWarnings("unchecked") // the part says what its work makes
      A made = (A) answer.made();
      return Optional.of(made);
    }
    Question before = asked.get(part);
    if (before == null || !before.isOf(trace, node, playhead)) {
      Question question = new Question(trace, node, playhead, work);
      asked.put(part, question);
      Objects.requireNonNull(workers.get(part)).ask(question);
    }
    return Optional.empty();
  }
}
