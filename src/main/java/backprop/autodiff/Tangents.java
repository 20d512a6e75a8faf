package backprop.autodiff;

import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.Affine;
import backprop.op.AveragePool2d;
import backprop.op.Concat;
import backprop.op.Convolution;
import backprop.op.Flatten;
import backprop.op.LocalDerivative;
import backprop.op.MatMul;
import backprop.op.Mean;
import backprop.op.Op;
import backprop.op.OpContext;
import backprop.op.Pad;
import backprop.op.Reshape;
import backprop.op.Softmax;
import backprop.op.Sum;
import backprop.op.Transpose;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Forward mode: the derivatives of every value by one number, sent forward edge by edge.
///
/// Where the backward pass asks how the output depends on everything, this asks how everything
/// depends on one number: ∂m/∂x = Σ over the edges into m of local × ∂n/∂x. One pass gives the
/// derivative by that number alone. Source: Griewank and Walther, Evaluating Derivatives, chapter
/// 3.
public final class Tangents {
  private Tangents() {}

  /// The number by which is differentiated.
  ///
  /// @param position its row-major position in the node's value
  public record Direction(NodeId node, int position) {
    /// What the number is called: `x`, or `W[0][1]` in a tensor.
    public String name(Trace trace) {
      String place =
          trace
              .value(node, trace.count())
              .map(value -> Index.text(value.shape(), position))
              .orElse("");
      return trace.names().symbol(node) + place;
    }
  }

  /// The forward pass of a trace, and then the derivatives by one number instead of the backward
  /// pass.
  ///
  /// Sent are they along every edge that carries a gradient and leads from the number to the
  /// output.
  ///
  /// @return nothing where the output does not depend on the number, or there is no such number
  public static Optional<Trace> trace(Trace base, Direction direction) {
    Graph graph = base.graph();
    Optional<Tensor> value =
        graph.contains(direction.node())
            ? base.value(direction.node(), base.count())
            : Optional.empty();
    if (value.isEmpty()
        || direction.position() < 0
        || direction.position() >= value.get().size()
        || graph.uses(direction.node()).stream().noneMatch(base::carriesGradient)) {
      return Optional.empty();
    }
    List<Step> steps = new ArrayList<>(base.steps().subList(0, base.forwardEnd()));
    Map<NodeId, Tensor> sums = new HashMap<>();
    Tensor one = Tensor.zeros(value.get().shape()).with(direction.position(), 1);
    steps.add(new Step.Seed(direction.node(), one));
    sums.put(direction.node(), one);
    Set<NodeId> reached = reached(base, direction.node());
    for (NodeId id : graph.topological()) {
      if (!reached.contains(id) || id.equals(direction.node())) {
        continue;
      }
      List<Edge> edges =
          graph.inputs(id).stream()
              .filter(edge -> base.carriesGradient(edge) && reached.contains(edge.from()))
              .toList();
      for (Edge edge : edges) {
        Step.Tangent step = send(base, edge, sums, edges.indexOf(edge) + 1, edges.size());
        sums.put(id, step.sum());
        steps.add(step);
      }
    }
    return Optional.of(new TangentTrace(base, direction, steps));
  }

  private static Set<NodeId> reached(Trace base, NodeId from) {
    Set<NodeId> reached = new HashSet<>(Set.of(from));
    for (NodeId id : base.graph().topological()) {
      if (reached.contains(id)) {
        for (Edge edge : base.graph().uses(id)) {
          if (base.carriesGradient(edge)) {
            reached.add(edge.to());
          }
        }
      }
    }
    return reached;
  }

  private static Step.Tangent send(
      Trace base, Edge edge, Map<NodeId, Tensor> sums, int arrived, int expected) {
    Op op = ((Node.Operation) base.graph().node(edge.to())).op();
    List<Tensor> inputs =
        base.graph().inputs(edge.to()).stream()
            .map(in -> base.value(in.from(), base.count()).orElseThrow())
            .toList();
    Tensor output = base.value(edge.to(), base.count()).orElseThrow();
    OpContext context = base.context().at(edge.to());
    LocalDerivative local = op.localDerivative(edge.port(), inputs, output, context);
    Tensor tangent = sums.get(edge.from());
    if (tangent == null) {
      throw new IllegalStateException("no derivative of " + edge.from());
    }
    Tensor contribution =
        switch (local) {
          case LocalDerivative.Factor(double factor, _) -> tangent.map(t -> factor * t);
          case LocalDerivative.Elementwise(Tensor values, _) ->
              values.zip(tangent, (factor, t) -> factor * t);
          case LocalDerivative.LinearMap _ ->
              product(op, edge.port(), inputs, output, tangent, context);
        };
    Tensor before = sums.get(edge.to());
    Tensor sum = before == null ? contribution : before.zip(contribution, Double::sum);
    return new Step.Tangent(edge, tangent, local, contribution, sum, arrived, expected);
  }

  /// The Jacobian-vector product: how the output changes when an input changes by a tangent.
  ///
  /// An operation that is linear in this input is applied to the tangent; softmax has a symmetric
  /// Jacobian; of others the Jacobian's rows are what flows back from a one at each output number.
  static Tensor product(
      Op op, int port, List<Tensor> inputs, Tensor output, Tensor tangent, OpContext context) {
    if (isLinear(op)) {
      List<Tensor> moved = new ArrayList<>(inputs);
      moved.set(port, tangent);
      List<Tensor> still = new ArrayList<>(inputs);
      still.set(port, Tensor.zeros(tangent.shape()));
      return op.value(moved, context).zip(op.value(still, context), (a, b) -> a - b);
    }
    if (op instanceof Softmax) {
      return op.gradient(port, inputs, output, tangent, context);
    }
    return Tensor.generate(
        output.shape(),
        i -> {
          Tensor one = Tensor.zeros(output.shape()).with(i, 1);
          Tensor row = op.gradient(port, inputs, output, one, context);
          double sum = 0;
          for (int k = 0; k < row.size(); k++) {
            // A zero of either keeps infinities of the other out, as nothing depends there.
            sum += tangent.get(k) == 0 ? 0 : row.get(k) * tangent.get(k);
          }
          return sum;
        });
  }

  /// Whether the operation is linear in each input, up to what does not depend on it.
  private static boolean isLinear(Op op) {
    return op instanceof MatMul
        || op instanceof Affine
        || op instanceof Convolution
        || op instanceof Sum
        || op instanceof Mean
        || op instanceof Reshape
        || op instanceof Flatten
        || op instanceof Transpose
        || op instanceof Concat
        || op instanceof Pad
        || op instanceof AveragePool2d;
  }
}
