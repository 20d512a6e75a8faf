package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.fusion.Fusion;
import backprop.op.Op;
import backprop.op.OpContext;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// What crosses the border of a part, beside what crosses it when one operation stands there.
///
/// The part's numbers are those of the trace; the operation's are made of the same operands and the
/// same upstream gradient. As far as the playhead has come, and no further.
public record FusionComparison(List<Row> rows) {

  /// What a row compares.
  public enum Kind {
    /// The value that leaves.
    VALUE,
    /// The gradient that is sent to an operand.
    GRADIENT,
    /// The gradient of labels: the operation sends none.
    LABEL
  }

  /// One number or tensor at the border.
  ///
  /// @param node the root, or the operand
  /// @param parts what the part says; empty while the playhead has not reached it
  /// @param one what the operation says; empty where the other is
  public record Row(Kind kind, NodeId node, Optional<Tensor> parts, Optional<Tensor> one) {
    /// The largest |a − b| / (1 + |a|); 0 where there is nothing to compare, ∞ where only one of
    /// the two is finite.
    public double difference() {
      if (parts.isEmpty() || one.isEmpty()) {
        return 0;
      }
      double most = 0;
      for (int i = 0; i < parts.get().size(); i++) {
        double a = parts.get().get(i);
        double b = one.get().get(i);
        double difference = Double.compare(a, b) == 0 ? 0 : Math.abs(a - b) / (1 + Math.abs(a));
        most = Math.max(most, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
      }
      return most;
    }
  }

  public FusionComparison {
    rows = List.copyOf(rows);
  }

  /// The comparison at this playhead.
  public static FusionComparison of(Trace trace, Fusion fusion, int playhead) {
    List<Row> rows = new ArrayList<>();
    Op op = fusion.op();
    OpContext context = trace.context().at(fusion.root());
    Optional<Tensor> value = trace.value(fusion.root(), playhead);
    List<Tensor> inputs = new ArrayList<>();
    for (NodeId operand : fusion.operands()) {
      trace.value(operand, playhead).ifPresent(inputs::add);
    }
    boolean computed = value.isPresent() && inputs.size() == op.ports().size();
    Optional<Tensor> made = computed ? Optional.of(op.value(inputs, context)) : Optional.empty();
    rows.add(new Row(Kind.VALUE, fusion.root(), computed ? value : Optional.empty(), made));
    for (NodeId operand : new LinkedHashSet<>(fusion.operands())) {
      List<Edge> carrying =
          fusion.entering(trace.graph()).stream()
              .filter(edge -> edge.from().equals(operand) && trace.carriesGradient(edge))
              .toList();
      if (!carrying.isEmpty() && !(trace.graph().node(operand) instanceof Node.Constant)) {
        rows.add(gradient(trace, fusion, operand, carrying, inputs, made, playhead));
      }
    }
    return new FusionComparison(rows);
  }

  private static Row gradient(
      Trace trace,
      Fusion fusion,
      NodeId operand,
      List<Edge> carrying,
      List<Tensor> inputs,
      Optional<Tensor> output,
      int playhead) {
    Optional<Tensor> sent = Optional.empty();
    for (Edge edge : carrying) {
      Optional<Tensor> one = trace.propagated(edge, playhead).map(Step.Propagate::contribution);
      if (one.isEmpty()) {
        return new Row(kind(fusion, operand), operand, Optional.empty(), Optional.empty());
      }
      sent = Optional.of(sent.isEmpty() ? one.get() : sent.get().zip(one.get(), Double::sum));
    }
    Optional<Tensor> upstream = trace.gradient(fusion.root(), playhead);
    if (kind(fusion, operand) == Kind.LABEL || upstream.isEmpty() || output.isEmpty()) {
      return new Row(kind(fusion, operand), operand, sent, Optional.empty());
    }
    OpContext context = trace.context().at(fusion.root());
    Optional<Tensor> own = Optional.empty();
    for (int port = 0; port < fusion.operands().size(); port++) {
      if (fusion.operands().get(port).equals(operand)) {
        Tensor one = fusion.op().gradient(port, inputs, output.get(), upstream.get(), context);
        own = Optional.of(own.isEmpty() ? one : own.get().zip(one, Double::sum));
      }
    }
    return new Row(Kind.GRADIENT, operand, sent, own);
  }

  private static Kind kind(Fusion fusion, NodeId operand) {
    int port = fusion.operands().indexOf(operand);
    return fusion.op().ports().get(port).differentiable() ? Kind.GRADIENT : Kind.LABEL;
  }

  /// Whether everything at the border is reached.
  public boolean isComplete() {
    return rows.stream().allMatch(row -> row.parts().isPresent());
  }

  /// The largest difference of all rows.
  public double difference() {
    return rows.stream().mapToDouble(Row::difference).max().orElse(0);
  }
}
