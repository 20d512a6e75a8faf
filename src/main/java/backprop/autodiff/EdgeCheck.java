package backprop.autodiff;

import backprop.autodiff.GradientCheck.Verdict;
import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.OwnRule;
import backprop.graph.RuleInput;
import backprop.message.Message;
import backprop.message.NumberText;
import backprop.op.OpContext;
import backprop.op.SoftmaxLoss;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// The check of one edge of a pass: whether its rule is wrong, or only what flowed into it was.
///
/// @param edge the edge, named in the forward direction
/// @param sender the operation that sends down it, or the one that makes its group's value
/// @param port what the input is called
/// @param row backpropagation beside the numerical vector-Jacobian product of the sender alone
/// @param wrong whether the rule of this edge is wrong
/// @param affected whether the rule is right, but upstream was off and so is what it sent
/// @param ratio backpropagation by numerical, where that is one factor for all numbers
/// @param mistake the kind of mistake, where it is a known one
public record EdgeCheck(
    Edge edge,
    NodeId sender,
    String port,
    GradientCheck.Row row,
    boolean wrong,
    boolean affected,
    OptionalDouble ratio,
    Optional<Mistake> mistake) {
  private static final double CLOSE = 1e-6;

  /// The checks of every edge that carries a gradient, in the order of the steps: backward.
  ///
  /// @throws java.util.concurrent.CancellationException if cancelled
  public static List<EdgeCheck> all(
      Trace trace, BooleanSupplier cancelled, GradientCheck.Progress progress) {
    return of(trace, sends(trace), cancelled, progress);
  }

  /// The checks of the edges that a person's own rules answer for: quick, where the operations' own
  /// are taken to be right.
  public static List<EdgeCheck> own(Trace trace, BooleanSupplier cancelled) {
    Making making = new Making(trace.document(), trace.context());
    List<Edge> own =
        sends(trace).stream()
            .filter(
                edge ->
                    making.rule(making.sender(edge.to())).isPresent()
                        || trace.document().rules().overwritten().contains(edge.from()))
            .toList();
    return of(trace, own, cancelled, GradientCheck.Progress.NONE);
  }

  private static List<Edge> sends(Trace trace) {
    List<Edge> sends = new ArrayList<>();
    for (Step step : trace.steps()) {
      if (step instanceof Step.Propagate send) {
        sends.add(send.edge());
      }
    }
    return sends;
  }

  private static List<EdgeCheck> of(
      Trace trace, List<Edge> edges, BooleanSupplier cancelled, GradientCheck.Progress progress) {
    Making making = new Making(trace.document(), trace.context());
    List<EdgeCheck> checks = new ArrayList<>();
    Set<NodeId> off = new HashSet<>();
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = edges.get(i);
      progress.at(i, edges.size());
      GradientCheck.Row row = GradientCheck.checkEdge(trace, edge, cancelled);
      NodeId sender = making.sender(edge.to());
      boolean wrong = row.verdict() == Verdict.WRONG;
      // Upstream can be off only behind a wrong edge; whether it is, the numbers say.
      boolean affected =
          !wrong
              && off.contains(sender)
              && GradientCheck.checkThrough(trace, edge, cancelled).verdict() == Verdict.WRONG;
      if (wrong || affected) {
        off.add(edge.from());
      }
      Diagnosis diagnosis = new Diagnosis(row.backprop(), row.numerical(), CLOSE);
      checks.add(
          new EdgeCheck(
              edge,
              sender,
              port(trace, making, sender, edge),
              row,
              wrong,
              affected,
              wrong ? diagnosis.ratio() : OptionalDouble.empty(),
              wrong ? mistake(trace, making, sender, edge, diagnosis) : Optional.empty()));
    }
    return checks;
  }

  private static String port(Trace trace, Making making, NodeId sender, Edge edge) {
    return making
        .rule(sender)
        .flatMap(
            rule ->
                RuleInput.of(trace.graph(), sender, rule).stream()
                    .filter(input -> input.edges().contains(edge))
                    .findFirst())
        .map(RuleInput::name)
        .orElseGet(
            () ->
                trace.graph().node(edge.to()) instanceof Node.Operation operation
                    ? operation.op().ports().get(edge.port()).name()
                    : "");
  }

  private static Optional<Mistake> mistake(
      Trace trace, Making making, NodeId sender, Edge edge, Diagnosis diagnosis) {
    Step.Propagate send = GradientCheck.sent(trace, edge);
    boolean overwrites =
        send.arrived() > 1 && trace.document().rules().overwritten().contains(edge.from());
    if (overwrites) {
      return Optional.of(
          Mistake.of(Mistake.Kind.OVERWRITTEN, trace.names().symbol(edge.from()), send.expected()));
    }
    Optional<Mistake> softmax = softmaxOverBatch(trace, sender, edge, send);
    if (softmax.isPresent()) {
      return softmax;
    }
    Optional<Mistake> other =
        otherValue(trace, making, sender, edge, send)
            .or(() -> oneAnswer(trace, making, sender, edge, send));
    return other.isPresent()
        ? other
        : diagnosis.of(Optional.of(send.upstream()), rows(trace, sender));
  }

  /// How many rows the batch of a sender's first input has; 1 where it is no batch.
  private static int rows(Trace trace, NodeId sender) {
    return trace.graph().inputs(sender).stream()
        .map(edge -> trace.values().get(edge.from()))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .filter(value -> value.shape().rank() > 1)
        .map(value -> value.shape().dim(0))
        .orElse(1);
  }

  /// In softmax with loss N · dx + t is the softmax: do its rows sum to 1, or only the whole batch?
  private static Optional<Mistake> softmaxOverBatch(
      Trace trace, NodeId sender, Edge edge, Step.Propagate send) {
    if (!(trace.graph().node(sender) instanceof Node.Operation(_, _, SoftmaxLoss loss))
        || edge.port() != 0
        || send.contribution().shape().rank() != 2) {
      return Optional.empty();
    }
    List<Tensor> inputs = inputs(trace, sender);
    int rows = inputs.getFirst().shape().dim(0);
    int classes = inputs.getFirst().shape().dim(1);
    // What the operation's own gradient and softmax say of the labels: t = y − N · dx.
    Tensor output = loss.value(inputs, OpContext.inference());
    Tensor own = loss.gradient(0, inputs, output, Tensor.scalar(1), OpContext.inference());
    Tensor y = new backprop.op.Softmax().value(List.of(inputs.getFirst()), OpContext.inference());
    double scale = rows / send.upstream().item();
    double total = 0;
    boolean rowsSum = true;
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        sum += send.contribution().get(i) * scale + (y.get(i) - own.get(i) * rows);
      }
      rowsSum &= Math.abs(sum - 1) < CLOSE;
      total += sum;
    }
    return !rowsSum && rows > 1 && Math.abs(total - 1) < CLOSE
        ? Optional.of(Mistake.of(Mistake.Kind.SOFTMAX_OVER_BATCH, rows))
        : Optional.empty();
  }

  /// Whether the gradient is the operation's own, while the value is not.
  private static Optional<Mistake> otherValue(
      Trace trace, Making making, NodeId sender, Edge edge, Step.Propagate send) {
    boolean single =
        making.rule(sender).filter(rule -> !rule.isGroup()).flatMap(OwnRule::value).isPresent();
    if (!single || !(trace.graph().node(sender) instanceof Node.Operation operation)) {
      return Optional.empty();
    }
    List<Tensor> inputs = inputs(trace, sender);
    OpContext told = trace.context().at(sender);
    Tensor output = operation.op().value(inputs, told);
    Tensor own = operation.op().gradient(edge.port(), inputs, output, send.upstream(), told);
    return new Diagnosis(send.contribution(), own, CLOSE).of(Optional.empty(), 1).isEmpty()
        ? Optional.of(Mistake.of(Mistake.Kind.OTHER_VALUE, operation.op().formula()))
        : Optional.empty();
  }

  /// Whether softmax with the cross-entropy of both answers sends back that of one answer.
  private static Optional<Mistake> oneAnswer(
      Trace trace, Making making, NodeId sender, Edge edge, Step.Propagate send) {
    boolean both =
        trace.graph().node(sender)
            instanceof Node.Operation(_, _, backprop.op.BinaryCrossEntropy _);
    boolean group = making.rule(sender).filter(OwnRule::isGroup).isPresent();
    if (!both || !group || !(op(trace, edge.to()) instanceof backprop.op.Softmax)) {
      return Optional.empty();
    }
    List<Tensor> inputs = List.of(trace.values().get(edge.from()), inputs(trace, sender).getLast());
    SoftmaxLoss loss = new SoftmaxLoss();
    Tensor output = loss.value(inputs, OpContext.inference());
    Tensor own = loss.gradient(0, inputs, output, send.upstream(), OpContext.inference());
    return new Diagnosis(send.contribution(), own, CLOSE).of(Optional.empty(), 1).isEmpty()
        ? Optional.of(Mistake.of(Mistake.Kind.ONE_ANSWER))
        : Optional.empty();
  }

  private static backprop.op.Op op(Trace trace, NodeId id) {
    return ((Node.Operation) trace.graph().node(id)).op();
  }

  private static List<Tensor> inputs(Trace trace, NodeId node) {
    Map<NodeId, Tensor> values = new HashMap<>(trace.values());
    return trace.graph().inputs(node).stream()
        .map(edge -> values.getOrDefault(edge.from(), Tensor.scalar(Double.NaN)))
        .toList();
  }

  /// What to tell the person of this edge.
  public Message sentence(Trace trace) {
    String from = trace.names().name(sender);
    String to = trace.names().symbol(edge.from());
    if (wrong) {
      return mistake
          .map(known -> Message.of("check.edge.wrong.known", from, to, known.sentence()))
          .orElseGet(
              () ->
                  Message.of("check.edge.wrong", from, to, NumberText.of(row.relativeError(), 2)));
    }
    return affected
        ? Message.of("check.edge.affected", from, to)
        : Message.of("check.edge.right", from, to);
  }
}
