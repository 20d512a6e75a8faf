package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How far each number of a node may move before some operation on the way to the output comes to a
/// kink.
final class Kinks {
  private static final double NUDGE = 0x1p-24;
  private static final double MARGIN = 0.5;

  /// An operation's input whose numbers lie at finite distances from a kink.
  private record Near(Node.Operation operation, int port, Tensor distance) {}

  private final Trace trace;
  private final Cut cut;
  private final Tensor value;
  private final List<Near> near = new ArrayList<>();

  Kinks(Trace trace, Cut cut) {
    this.trace = trace;
    this.cut = cut;
    this.value = cut.value();
    for (Node.Operation operation : cut.dependent()) {
      List<Tensor> inputs = cut.inputs(operation, Map.of());
      for (Edge edge : trace.graph().inputs(operation.id())) {
        if (operation.op().ports().get(edge.port()).differentiable()) {
          Tensor distance = operation.op().kinkDistance(edge.port(), inputs);
          if (hasFinite(distance)) {
            near.add(new Near(operation, edge.port(), distance));
          }
        }
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
      Tensor above = cut.inputs(one.operation, up).get(one.port);
      Tensor below = cut.inputs(one.operation, down).get(one.port);
      for (int i = 0; i < one.distance.size(); i++) {
        double speed = Math.abs(above.get(i) - below.get(i)) / (2 * nudge);
        if (speed > 0) {
          reach = Math.min(reach, one.distance.get(i) / speed);
        }
      }
    }
    return MARGIN * reach;
  }

  /// The operations that are at a kink now, for "which convention holds".
  List<NodeId> at() {
    return near.stream()
        .filter(one -> hasZero(one.distance))
        .map(one -> one.operation.id())
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
