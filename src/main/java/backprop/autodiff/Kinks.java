package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.RuleFormula;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// How far each number of a node may move before some operation on the way to the output comes to a
/// kink.
final class Kinks {
  private static final double NUDGE = 0x1p-24;
  private static final double MARGIN = 0.5;

  /// A kink in a person's formula that is nearer than this is looked at: `max` in `exp(x - max(x))`
  /// bends, what is made of it does not.
  private static final double LOOKED_AT = 1e-5;

  private static final double BEND = 1e-3;

  /// An input whose numbers lie at finite distances from a kink: of an operation, or of one in the
  /// formula by which a person makes an operation's value.
  ///
  /// @param at the operation of the graph
  /// @param inFormula whether it is in a person's formula, whose kinks may cancel
  /// @param input the same input when these values have changed
  private record Near(
      NodeId at, boolean inFormula, Tensor distance, Function<Map<NodeId, Tensor>, Tensor> input) {}

  private final Trace trace;
  private final Cut cut;
  private final Tensor value;
  private final List<Near> near = new ArrayList<>();

  Kinks(Trace trace, Cut cut) {
    this.trace = trace;
    this.cut = cut;
    this.value = cut.value();
    for (Node.Operation operation : cut.dependent()) {
      if (cut.isReplaced(operation)) {
        continue; // the formula of its group makes the value without it
      }
      cut.formula(operation)
          .ifPresentOrElse(formula -> addFormula(operation, formula), () -> add(operation));
    }
  }

  private void add(Node.Operation operation) {
    List<Tensor> inputs = cut.inputs(operation, Map.of());
    for (Edge edge : trace.graph().inputs(operation.id())) {
      add(
          operation,
          operation,
          edge.port(),
          inputs,
          changed -> cut.inputs(operation, changed).get(edge.port()));
    }
  }

  private void addFormula(Node.Operation at, RuleFormula formula) {
    Map<NodeId, Tensor> values = cut.inFormula(at, formula, Map.of());
    for (Node node : formula.graph().nodes()) {
      if (node instanceof Node.Operation inner && values.containsKey(inner.id())) {
        List<Edge> edges = formula.graph().inputs(inner.id());
        List<Tensor> inputs = edges.stream().map(edge -> value(values, edge.from())).toList();
        for (Edge edge : edges) {
          add(
              at,
              inner,
              edge.port(),
              inputs,
              changed -> value(cut.inFormula(at, formula, changed), edge.from()));
        }
      }
    }
  }

  private static Tensor value(Map<NodeId, Tensor> values, NodeId id) {
    return Objects.requireNonNull(values.get(id));
  }

  private void add(
      Node.Operation at,
      Node.Operation operation,
      int port,
      List<Tensor> inputs,
      Function<Map<NodeId, Tensor>, Tensor> input) {
    if (operation.op().ports().get(port).differentiable()) {
      Tensor distance = operation.op().kinkDistance(port, inputs);
      if (hasFinite(distance)) {
        near.add(new Near(at.id(), at != operation, distance, input));
      }
    }
  }

  private static boolean hasFinite(Tensor distance) {
    for (int i = 0; i < distance.size(); i++) {
      if (Double.isFinite(distance.get(i))) {
        return true;
      }
    }
    return false;
  }

  /// The distance of the number at this position from the nearest kink; 0 at one, ∞ where there is
  /// none. Found by moving it a little and seeing how fast each operation's inputs follow.
  double reach(int position) {
    if (near.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double number = value.get(position);
    double nudge = NUDGE * Math.max(1, Math.abs(number));
    Map<NodeId, Tensor> up = cut.all(value.with(position, number + nudge));
    Map<NodeId, Tensor> down = cut.all(value.with(position, number - nudge));
    double reach = Double.POSITIVE_INFINITY;
    for (Near one : near) {
      Tensor above = one.input.apply(up);
      Tensor below = one.input.apply(down);
      double own = Double.POSITIVE_INFINITY;
      for (int i = 0; i < one.distance.size(); i++) {
        double speed = Math.abs(above.get(i) - below.get(i)) / (2 * nudge);
        if (speed > 0) {
          own = Math.min(own, one.distance.get(i) / speed);
        }
      }
      if (!one.inFormula || own > LOOKED_AT || bends(position)) {
        reach = Math.min(reach, own);
      }
    }
    return MARGIN * reach;
  }

  /// Whether the slopes to both sides differ, when the number at this position moves.
  private boolean bends(int position) {
    double number = value.get(position);
    double step = LOOKED_AT * Math.max(1, Math.abs(number));
    Tensor here = cut.output(value);
    Tensor above = cut.output(value.with(position, number + step));
    Tensor below = cut.output(value.with(position, number - step));
    for (int i = 0; i < here.size(); i++) {
      double right = above.get(i) - here.get(i);
      double left = here.get(i) - below.get(i);
      if (Math.abs(right - left) > BEND * (Math.abs(right) + Math.abs(left)) + BEND * step * step) {
        return true;
      }
    }
    return false;
  }

  /// The operations that are at a kink now, for "which convention holds".
  List<NodeId> at() {
    return near.stream()
        .filter(one -> hasZero(one.distance))
        .map(Near::at)
        .distinct()
        .filter(trace.graph()::contains)
        .toList();
  }

  private static boolean hasZero(Tensor distance) {
    for (int i = 0; i < distance.size(); i++) {
      if (distance.get(i) == 0) {
        return true;
      }
    }
    return false;
  }
}
