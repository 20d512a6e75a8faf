package backprop.figure;

import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.Op;
import backprop.tensor.Tensor;
import java.util.Optional;

/// What is known of a graph at a playhead, and what happens there: all that a figure may ask.
///
/// Nothing ahead of the playhead can be reached through it.
final class Moment {
  private final Subject subject;
  private final Trace trace;
  private final int playhead;
  private final Optional<Step> moving;
  private final Optional<Step> current;
  private final double travel;

  /// @param playhead how many steps are done, the one whose pulse travels included
  /// @param travel how far that pulse has come, from 0 to 1
  Moment(Subject subject, int playhead, double travel) {
    this.subject = subject;
    this.trace = subject.trace();
    this.travel = travel;
    this.current = playhead == 0 ? Optional.empty() : Optional.of(trace.steps().get(playhead - 1));
    this.moving = travel < 1 ? current : Optional.empty();
    // While the pulse travels, its step is not done: the number appears when it arrives.
    this.playhead = moving.isPresent() ? playhead - 1 : playhead;
  }

  Subject subject() {
    return subject;
  }

  /// The step whose pulse is on its way.
  Optional<Step> moving() {
    return moving;
  }

  /// How far the pulse has come, from 0 to 1.
  double travel() {
    return travel;
  }

  Optional<Tensor> value(NodeId id) {
    return trace.value(id, playhead);
  }

  /// The running sum of a node's gradient.
  Optional<Tensor> gradient(NodeId id) {
    return trace.gradient(id, playhead);
  }

  /// Whether a derivative has gone along this wire: down it, or forward in forward mode.
  boolean isSent(Wire wire) {
    boolean onEdge = trace.direction().isPresent() && wire.edge().isPresent();
    return onEdge
        ? trace.tangentSent(wire.edge().get(), playhead).isPresent()
        : gradient(wire).isPresent();
  }

  /// What was sent down this wire, once the playhead reached it; in forward mode the derivative of
  /// the value that the wire carries.
  Optional<Tensor> gradient(Wire wire) {
    if (trace.direction().isPresent()) {
      return trace
          .tangent(wire.from(), playhead)
          .filter(_ -> trace.tangentComplete(wire.from(), playhead));
    }
    if (wire.edge().isPresent()) {
      return trace.propagated(wire.edge().get(), playhead).map(Step.Propagate::contribution);
    }
    if (!subject.document().output().equals(Optional.of(wire.from()))) {
      return Optional.empty();
    }
    for (int i = 0; i < playhead; i++) {
      if (trace.steps().get(i) instanceof Step.Seed(NodeId node, Tensor upstream)
          && node.equals(wire.from())) {
        return Optional.of(upstream);
      }
    }
    return Optional.empty();
  }

  boolean isMovingGradient(Wire wire) {
    return moving.isPresent() && isGradientOf(moving.get(), wire);
  }

  boolean isCurrentGradient(Wire wire) {
    return current.isPresent() && isGradientOf(current.get(), wire);
  }

  private static boolean isGradientOf(Step step, Wire wire) {
    return switch (step) {
      case Step.Propagate sent -> wire.edge().equals(Optional.of(sent.edge()));
      case Step.Seed seed -> wire.edge().isEmpty() && wire.from().equals(seed.node());
      case Step.Tangent tangent -> wire.edge().equals(Optional.of(tangent.edge()));
      case Step.Evaluate _, Step.Update _ -> false;
    };
  }

  /// The colour of its pass, at the node that works in this step.
  Optional<ColorRole> activity(NodeId id) {
    if (current.isEmpty()) {
      return Optional.empty();
    }
    boolean active =
        switch (current.get()) {
          case Step.Evaluate evaluate -> evaluate.node().equals(id);
          case Step.Seed seed -> seed.node().equals(id);
          case Step.Propagate sent -> sent.edge().to().equals(id);
          case Step.Update update -> update.node().equals(id);
          case Step.Tangent tangent -> tangent.edge().to().equals(id);
        };
    if (!active) {
      return Optional.empty();
    }
    return Optional.of(
        current.get() instanceof Step.Evaluate ? ColorRole.FORWARD : ColorRole.GRADIENT);
  }

  /// A step at work inside of a closed group.
  ///
  /// @param role the colour of its pass
  /// @param text the operation's sign, and which of the group's steps of this pass it is: `exp 2/4`
  record Inside(ColorRole role, String text) {}

  /// The step that works inside of a closed group, if the present one does.
  Optional<Inside> inside(GroupBox box) {
    if (current.isEmpty()) {
      return Optional.empty();
    }
    Optional<NodeId> at = box.inside().stream().filter(id -> activity(id).isPresent()).findFirst();
    if (at.isEmpty() || !(trace.graph().node(at.get()) instanceof Node.Operation(_, _, Op op))) {
      return Optional.empty();
    }
    int number = 0;
    int count = 0;
    int now = moving.isPresent() ? playhead : playhead - 1;
    for (int i = 0; i < trace.steps().size(); i++) {
      Step step = trace.steps().get(i);
      if (isSamePass(step, current.get()) && box.inside().contains(worker(step))) {
        count++;
        number += i <= now ? 1 : 0;
      }
    }
    String place =
        count > 1 && !(current.get() instanceof Step.Seed) ? "  " + number + "/" + count : "";
    return activity(at.get()).map(role -> new Inside(role, op.sign() + place));
  }

  private static NodeId worker(Step step) {
    return step instanceof Step.Propagate sent ? sent.edge().to() : step.node();
  }

  private static boolean isSamePass(Step step, Step other) {
    return (step instanceof Step.Evaluate) == (other instanceof Step.Evaluate)
        && !(step instanceof Step.Seed);
  }

  /// Whether something is wrong at a node: a problem, or a number that is not finite.
  boolean isWrong(NodeId id) {
    return subject.problems().containsKey(id) || value(id).map(Moment::notFinite).orElse(false);
  }

  private static boolean notFinite(Tensor tensor) {
    for (int i = 0; i < tensor.size(); i++) {
      if (!Double.isFinite(tensor.get(i))) {
        return true;
      }
    }
    return false;
  }

  /// How many of a node's contributions have arrived, `1/2`; empty where only one is expected.
  Optional<String> arrival(NodeId id) {
    int arrived = 0;
    int expected = 0;
    for (Edge use : trace.graph().uses(id)) {
      if (trace.carriesGradient(use)) {
        expected++;
        arrived += trace.propagated(use, playhead).isPresent() ? 1 : 0;
      }
    }
    return expected > 1 ? Optional.of(arrived + "/" + expected) : Optional.empty();
  }
}
