package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Compares the gradients of a trace with numerical derivatives in float64.
///
/// Backpropagation is right if moving a number of a node moves the output as its gradient says. The
/// numbers come from [NumericalGradient] (Richardson differences). At a kink no difference can
/// confirm a gradient: there a convention holds, and the verdict is *kink*, not *wrong*. A tensor
/// of more than 2,000 numbers is checked at a seeded sample of them. What takes long asks the
/// cancel token between numbers and says how far it is.
public final class GradientCheck {
  /// The most numbers of one tensor that are all checked.
  public static final int ALL_UP_TO = 2_000;

  /// How many numbers of a larger tensor are checked: one, drawn by a seed, of each equal part.
  public static final int SAMPLE = 250;

  /// How many numbers say whether an edge is affected: a wrong upstream shows in nearly all.
  private static final int MOST_THROUGH = 24;

  private static final long SEED = 1;
  private static final double RELATIVE = 1e-7;
  private static final double SAFETY = 10;

  /// Told how far a check is.
  @FunctionalInterface
  public interface Progress {
    /// @param looked how many numbers were looked at
    /// @param of how many will be
    void at(int looked, int of);

    /// Nobody wants to know.
    Progress NONE = (_, _) -> {};
  }

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
  /// @param meanDifference the notebooks' measure: the mean of |backprop − numerical| over the
  ///   checked numbers
  /// @param step the largest h of the differences, which are taken at h, 2h and 4h
  /// @param checked how many numbers were compared; all of them or a seeded sample
  /// @param kinks how many of the numbers looked at are at a kink
  /// @param kinkAt the operations at a kink on the way to the output
  public record Row(
      NodeId node,
      Tensor backprop,
      Tensor numerical,
      double relativeError,
      double estimatedError,
      double meanDifference,
      double step,
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
  /// @throws CancellationException if cancelled
  public static List<Row> check(Trace trace, int playhead, BooleanSupplier cancelled) {
    return targets(trace).stream()
        .filter(node -> trace.gradientComplete(node, playhead))
        .map(node -> check(trace, node, cancelled))
        .toList();
  }

  /// The check of one node's final gradient, an operation's too.
  ///
  /// @throws IllegalArgumentException if the node gets no gradient
  /// @throws CancellationException if cancelled
  public static Row check(Trace trace, NodeId node, BooleanSupplier cancelled) {
    return check(trace, node, cancelled, Progress.NONE);
  }

  /// The same, telling how far it is.
  public static Row check(Trace trace, NodeId node, BooleanSupplier cancelled, Progress progress) {
    Tensor backprop =
        trace
            .gradient(node, trace.count())
            .orElseThrow(() -> new IllegalArgumentException(node + " gets no gradient"));
    return compared(trace, new Cut(trace, node), node, backprop, seed(trace), cancelled, progress);
  }

  /// The gradient that entered at the output.
  static Tensor seed(Trace trace) {
    return trace
        .output()
        .flatMap(output -> trace.gradient(output, trace.forwardEnd() + 1))
        .orElseThrow();
  }

  /// The check of one edge alone: what its sender adds below under the upstream that flowed in,
  /// whatever came before or after. An edge that fails is *wrong*; one whose sender does right with
  /// an upstream that is off is *affected*.
  ///
  /// The sender is the operation that the edge enters, or the group that a person's own rule stands
  /// for. What it adds is what it sent, unless it took the place of what was there.
  ///
  /// @throws IllegalArgumentException if nothing is sent down the edge
  public static Row checkEdge(Trace trace, Edge edge, BooleanSupplier cancelled) {
    Step.Propagate send = sent(trace, edge);
    Making making = new Making(trace.document(), trace.context());
    Cut cut = new Cut(trace, edge.from(), making.slots(edge), making.sender(edge.to()));
    return compared(
        trace, cut, edge.from(), added(trace, send), send.upstream(), cancelled, Progress.NONE);
  }

  /// The check of what an edge adds to its node's gradient against the whole, at a few numbers: how
  /// the output follows the value through this edge alone.
  static Row checkThrough(Trace trace, Edge edge, BooleanSupplier cancelled) {
    Step.Propagate send = sent(trace, edge);
    Making making = new Making(trace.document(), trace.context());
    Cut cut = new Cut(trace, edge.from(), making.slots(edge), trace.output().orElseThrow());
    return compared(
        trace,
        cut,
        edge.from(),
        added(trace, send),
        seed(trace),
        positions(cut.value().size(), MOST_THROUGH, MOST_THROUGH),
        cancelled,
        Progress.NONE);
  }

  static Step.Propagate sent(Trace trace, Edge edge) {
    return trace
        .propagated(edge, trace.count())
        .orElseThrow(() -> new IllegalArgumentException("nothing is sent down " + edge));
  }

  /// What a step adds to the running sum: what was sent, less what it took the place of.
  static Tensor added(Trace trace, Step.Propagate send) {
    boolean overwrites =
        send.arrived() > 1 && trace.document().rules().overwritten().contains(send.node());
    if (!overwrites || !send.contribution().shape().equals(send.sum().shape())) {
      return send.contribution();
    }
    Tensor before =
        trace.gradient(send.node(), trace.stepOf(send.edge()).orElseThrow()).orElseThrow();
    return send.contribution().zip(before, (now, then) -> now - then);
  }

  private static Row compared(
      Trace trace,
      Cut cut,
      NodeId node,
      Tensor backprop,
      Tensor upstream,
      BooleanSupplier cancelled,
      Progress progress) {
    return compared(
        trace,
        cut,
        node,
        backprop,
        upstream,
        positions(cut.value().size(), ALL_UP_TO, SAMPLE),
        cancelled,
        progress);
  }

  private static Row compared(
      Trace trace,
      Cut cut,
      NodeId node,
      Tensor backprop,
      Tensor upstream,
      int[] positions,
      BooleanSupplier cancelled,
      Progress progress) {
    Kinks kinks = new Kinks(trace, cut);
    return new Comparison(node, backprop, cut.value().shape())
        .run(
            (position, reach) ->
                NumericalGradient.partial(cut::output, cut.value(), position, upstream, reach),
            positions,
            kinks::reach,
            kinks.at(),
            cancelled,
            progress);
  }

  /// The row that should be looked at first: the wrong one with the largest error.
  public static Optional<Row> worst(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.verdict() == Verdict.WRONG)
        .max(Comparator.comparingDouble(Row::relativeError));
  }

  /// The positions that are looked at in a tensor of so many numbers, in rising order: all, or one
  /// of each of so many equal parts, drawn by a fixed seed.
  static int[] positions(int size, int allUpTo, int sample) {
    if (size <= allUpTo) {
      return IntStream.range(0, size).toArray();
    }
    int[] positions = new int[sample];
    long key = CounterRandom.key(SEED, size);
    for (int i = 0; i < sample; i++) {
      long from = (long) i * size / sample;
      long to = (long) (i + 1) * size / sample;
      positions[i] = (int) (from + (long) (CounterRandom.uniform(key, i) * (to - from)));
    }
    return positions;
  }

  /// The numerical derivative by the number at a position, asked no farther than `reach`.
  @FunctionalInterface
  private interface Estimator {
    NumericalGradient.Estimate estimate(int position, double reach);
  }

  /// Compares number by number.
  private static final class Comparison {
    private final NodeId node;
    private final Tensor backprop;
    private final Shape shape;
    private final double[] numerical;
    private double difference;
    private double sum;
    private double size;
    private double error;
    private double step;
    private int checked;
    private int kinks;
    private int wrong;

    /// @param shape the shape of the value; a gradient of another shape is wrong in itself
    Comparison(NodeId node, Tensor backprop, Shape shape) {
      this.node = node;
      this.backprop = backprop;
      this.shape = shape;
      this.numerical = new double[shape.size()];
      Arrays.fill(numerical, Double.NaN);
    }

    Row run(
        Estimator estimator,
        int[] positions,
        IntToDoubleFunction reach,
        List<NodeId> kinkAt,
        BooleanSupplier cancelled,
        Progress progress) {
      for (int i = 0; i < positions.length; i++) {
        if (cancelled.getAsBoolean()) {
          throw new CancellationException();
        }
        progress.at(i, positions.length);
        double far = reach.applyAsDouble(positions[i]);
        if (far == 0) {
          kinks++;
        } else {
          compare(positions[i], estimator.estimate(positions[i], far));
        }
      }
      boolean fits = backprop.shape().equals(shape);
      double scale = Math.max(Math.sqrt(size), Double.MIN_NORMAL);
      return new Row(
          node,
          backprop,
          Tensor.of(shape, numerical),
          !fits
              ? Double.POSITIVE_INFINITY
              : difference == 0 ? 0 : Math.sqrt(difference) / Math.max(scale, Math.sqrt(error)),
          error == 0 ? 0 : Math.sqrt(error) / Math.max(scale, Math.sqrt(error)),
          checked == 0 ? Double.NaN : sum / checked,
          step,
          checked,
          kinks,
          kinks > 0 ? kinkAt : List.of(),
          fits ? verdict() : Verdict.WRONG);
    }

    private void compare(int position, NumericalGradient.Estimate estimate) {
      double theirs = estimate.value();
      numerical[position] = theirs;
      if (!Double.isFinite(theirs)
          || !Double.isFinite(estimate.error())
          || backprop.size() != numerical.length) {
        return;
      }
      double ours = backprop.get(position);
      checked++;
      step = Math.max(step, estimate.step());
      double apart = Math.abs(ours - theirs);
      double larger = Math.max(Math.abs(ours), Math.abs(theirs));
      sum += apart;
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
