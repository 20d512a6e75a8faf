package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Compares the gradients of a trace with numerical derivatives in float64.
///
/// Backpropagation is right if moving a number of a node moves the output as its gradient says. The
/// numbers come from [NumericalGradient] (Richardson differences). At a kink no difference can
/// confirm a gradient: there a convention holds, and the verdict is *kink*, not *wrong*. What takes
/// long asks the cancel token between numbers.
public final class GradientCheck {
  /// The most numbers of one tensor that are checked; they are taken evenly over it.
  public static final int MOST_NUMBERS = 256;

  private static final double RELATIVE = 1e-7;
  private static final double SAFETY = 10;

  /// What a check found.
  public enum Verdict {
    /// Backpropagation and the numerical derivative agree.
    RIGHT,
    /// They differ by more than the numerical derivative can be off.
    WRONG,
    /// The number is at a kink: a convention holds.
    KINK,
    /// There is no finite numerical derivative to compare with.
    UNKNOWN
  }

  /// The check of one node's gradient.
  ///
  /// @param backprop the gradient that flowed back
  /// @param numerical the numerical derivative; NaN where a number was not checked or has none
  /// @param relativeError how far the checked numbers are apart, against the larger of the two
  /// @param estimatedError how far the numerical derivative itself may be off, against its size
  /// @param checked how many numbers were compared
  /// @param kinks how many of the numbers looked at are at a kink
  /// @param kinkAt the operations at a kink on the way to the output
  public record Row(
      NodeId node,
      Tensor backprop,
      Tensor numerical,
      double relativeError,
      double estimatedError,
      int checked,
      int kinks,
      List<NodeId> kinkAt,
      Verdict verdict) {
    public Row {
      kinkAt = List.copyOf(kinkAt);
    }
  }

  private GradientCheck() {}

  /// The inputs and parameters that get a gradient, in the order in which theirs are complete: the
  /// rows of the table. Whether one is computed yet, [Trace#gradientComplete] says.
  public static List<NodeId> targets(Trace trace) {
    List<NodeId> targets = new ArrayList<>();
    for (Step step : trace.steps()) {
      if (step instanceof Step.Propagate send
          && send.arrived() == send.expected()
          && !(trace.graph().node(send.node()) instanceof Node.Operation)) {
        targets.add(send.node());
      }
    }
    return targets;
  }

  /// The checks of every target that is computed at this playhead, in order.
  ///
  /// @throws java.util.concurrent.CancellationException if cancelled
  public static List<Row> check(Trace trace, int playhead, BooleanSupplier cancelled) {
    return targets(trace).stream()
        .filter(node -> trace.gradientComplete(node, playhead))
        .map(node -> check(trace, node, cancelled))
        .toList();
  }

  /// The check of one node's final gradient, an operation's too.
  ///
  /// @throws IllegalArgumentException if the node gets no gradient
  /// @throws java.util.concurrent.CancellationException if cancelled
  public static Row check(Trace trace, NodeId node, BooleanSupplier cancelled) {
    Tensor backprop =
        trace
            .gradient(node, trace.count())
            .orElseThrow(() -> new IllegalArgumentException(node + " gets no gradient"));
    Tensor upstream =
        trace
            .output()
            .flatMap(output -> trace.gradient(output, trace.forwardEnd() + 1))
            .orElseThrow();
    Cut cut = new Cut(trace, node);
    Kinks kinks = new Kinks(trace, cut);
    return new Comparison(node, backprop)
        .run(
            position ->
                NumericalGradient.partial(
                    cut::output, cut.value(), position, upstream, kinks.reach(position)),
            position -> kinks.reach(position) == 0,
            kinks.at(),
            cancelled);
  }

  /// The check of one edge alone: the rule of its operation under the upstream that flowed in,
  /// whatever came before or after. An edge that fails is *wrong*; a node whose total alone fails
  /// is *affected*.
  ///
  /// @throws IllegalArgumentException if nothing is sent down the edge
  public static Row checkEdge(Trace trace, Edge edge, BooleanSupplier cancelled) {
    Step.Propagate send =
        trace
            .propagated(edge, trace.count())
            .orElseThrow(() -> new IllegalArgumentException("nothing is sent down " + edge));
    Node.Operation operation = (Node.Operation) trace.graph().node(edge.to());
    List<Tensor> inputs =
        trace.graph().inputs(edge.to()).stream()
            .map(in -> trace.value(in.from(), trace.count()).orElseThrow())
            .toList();
    Tensor reach = operation.op().kinkDistance(edge.port(), inputs);
    List<NodeId> kinkAt = new ArrayList<>();
    for (int i = 0; i < reach.size() && kinkAt.isEmpty(); i++) {
      if (reach.get(i) == 0) {
        kinkAt.add(edge.to());
      }
    }
    return new Comparison(edge.from(), send.contribution())
        .run(
            position ->
                NumericalGradient.partial(
                    x -> {
                      List<Tensor> changed = new ArrayList<>(inputs);
                      changed.set(edge.port(), x);
                      return operation.op().value(changed, trace.context().at(edge.to()));
                    },
                    inputs.get(edge.port()),
                    position,
                    send.upstream(),
                    reach.get(position)),
            position -> reach.get(position) == 0,
            kinkAt,
            cancelled);
  }

  /// The row that should be looked at first: the wrong one with the largest error.
  public static Optional<Row> worst(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.verdict() == Verdict.WRONG)
        .max(Comparator.comparingDouble(Row::relativeError));
  }

  /// Compares number by number.
  private static final class Comparison {
    private final NodeId node;
    private final Tensor backprop;
    private final double[] numerical;
    private double difference;
    private double size;
    private double error;
    private int checked;
    private int kinks;
    private int wrong;

    Comparison(NodeId node, Tensor backprop) {
      this.node = node;
      this.backprop = backprop;
      this.numerical = new double[backprop.size()];
      java.util.Arrays.fill(numerical, Double.NaN);
    }

    Row run(
        java.util.function.IntFunction<NumericalGradient.Estimate> estimate,
        java.util.function.IntPredicate isKink,
        List<NodeId> kinkAt,
        BooleanSupplier cancelled) {
      int total = backprop.size();
      int looked = Math.min(total, MOST_NUMBERS);
      for (int i = 0; i < looked; i++) {
        if (cancelled.getAsBoolean()) {
          throw new java.util.concurrent.CancellationException();
        }
        int position = (int) ((long) i * total / looked);
        if (isKink.test(position)) {
          kinks++;
        } else {
          compare(position, estimate.apply(position));
        }
      }
      double scale = Math.max(Math.sqrt(size), Double.MIN_NORMAL);
      return new Row(
          node,
          backprop,
          Tensor.of(backprop.shape(), numerical),
          difference == 0 ? 0 : Math.sqrt(difference) / Math.max(scale, Math.sqrt(error)),
          error == 0 ? 0 : Math.sqrt(error) / Math.max(scale, Math.sqrt(error)),
          checked,
          kinks,
          kinks > 0 ? kinkAt : List.of(),
          verdict());
    }

    private void compare(int position, NumericalGradient.Estimate estimate) {
      double ours = backprop.get(position);
      double theirs = estimate.value();
      numerical[position] = theirs;
      if (!Double.isFinite(theirs) || !Double.isFinite(estimate.error())) {
        return;
      }
      checked++;
      double apart = Math.abs(ours - theirs);
      double larger = Math.max(Math.abs(ours), Math.abs(theirs));
      difference += apart * apart;
      size += larger * larger;
      error += estimate.error() * estimate.error();
      if (!(apart <= RELATIVE * larger + SAFETY * estimate.error())) {
        wrong++;
      }
    }

    private Verdict verdict() {
      if (wrong > 0) {
        return Verdict.WRONG;
      }
      if (checked > 0) {
        return Verdict.RIGHT;
      }
      return kinks > 0 ? Verdict.KINK : Verdict.UNKNOWN;
    }
  }
}
