package backprop.autodiff.symbols;

import backprop.autodiff.Trace;
import backprop.autodiff.symbols.DerivativeBuilder.Factor;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.Op;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The derivative of a graph of tensors as a graph of its own: matrix products, sums and
/// element-wise functions of the values, as the backward rules of the operations say.
///
/// Softmax-with-loss gives (y − t)/N, an affine layer below it Xᵀ·(y − t)/N. The graph can be
/// printed in the formula language, typeset, and evaluated. For an output that is no number it is
/// the derivative of the sum of its numbers, as when ones enter there.
public final class DerivativeGraph {
  /// The largest table that is written in a rule.
  public static final int MOST_NUMBERS = DerivativeBuilder.MOST_NUMBERS;

  private DerivativeGraph() {}

  /// What became of the question.
  public sealed interface Result {
    /// The graph; its output is the derivative.
    record Done(GraphDocument document) implements Result {}

    /// An operation on the way whose rule would need a table of too many numbers.
    record Without(Op op) implements Result {}

    /// The output does not depend on the node.
    record Zero() implements Result {}
  }

  /// The derivative of the trace's output by a node, for the labels as they are.
  public static Result of(Trace trace, NodeId by) {
    return of(trace, by, false);
  }

  /// The derivative of the trace's output by a node.
  ///
  /// @param labelled whether labels are taken to sum to 1 in each row, whatever their values are
  public static Result of(Trace trace, NodeId by, boolean labelled) {
    Optional<NodeId> output = trace.output();
    boolean reached =
        output.isPresent()
            && (output.get().equals(by)
                || trace.graph().uses(by).stream().anyMatch(trace::carriesGradient));
    if (!reached) {
      return new Result.Zero();
    }
    return make(trace, output.get(), by, labelled);
  }

  private static Result make(Trace trace, NodeId output, NodeId by, boolean labelled) {
    Graph graph = trace.graph();
    DerivativeBuilder make = new DerivativeBuilder(trace);
    DerivativeRules rules = new DerivativeRules(make, labelled);
    Map<NodeId, Factor> sums = new HashMap<>();
    sums.put(output, DerivativeBuilder.ONE);
    Set<NodeId> reaching = reaching(graph, by);
    for (NodeId id : graph.topological().reversed()) {
      Factor upstream = sums.get(id);
      if (upstream == null || id.equals(by)) {
        continue;
      }
      for (Edge edge : graph.inputs(id)) {
        if (!trace.carriesGradient(edge) || !reaching.contains(edge.from())) {
          continue;
        }
        try {
          Factor sent = rules.send(edge, upstream);
          Factor before = sums.get(edge.from());
          sums.put(edge.from(), before == null ? sent : make.plus(before, sent));
        } catch (DerivativeBuilder.TooLarge _) {
          return new Result.Without(((Node.Operation) graph.node(id)).op());
        }
      }
    }
    Factor whole = sums.getOrDefault(by, DerivativeBuilder.ONE);
    return new Result.Done(make.needed(make.filled(whole, make.shape(by))));
  }

  /// The nodes on a way from the one that is differentiated by.
  private static Set<NodeId> reaching(Graph graph, NodeId by) {
    Set<NodeId> reached = new HashSet<>(Set.of(by));
    for (NodeId id : graph.topological()) {
      if (graph.inputs(id).stream().anyMatch(edge -> reached.contains(edge.from()))) {
        reached.add(id);
      }
    }
    return reached;
  }
}
