package backprop.autodiff.symbols;

import backprop.autodiff.Trace;
import backprop.formula.Derivative;
import backprop.formula.Expr;
import backprop.formula.ScalarFunction;
import backprop.formula.Simplifier;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeNames;
import backprop.op.ElementWise;
import backprop.op.LeakyRelu;
import backprop.op.Op;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The values of a graph of scalars as formulas.
///
/// A node's symbol is its name, a made-up letter, or an unnamed constant's number; where two nodes
/// have one name, the second is told apart by a number.
public final class Formulas {
  /// The largest formula that is written out in the inputs: a value used twice is written twice, so
  /// that formulas can be far larger than their graph.
  static final int MOST_SYMBOLS = 4000;

  private final Trace trace;
  private final Graph graph;
  private final Map<NodeId, String> names = new HashMap<>();
  private final Map<Double, ScalarFunction> functions = new HashMap<>();

  public Formulas(Trace trace) {
    this.trace = trace;
    this.graph = trace.graph();
    NodeNames symbols = trace.names();
    Set<String> taken = new HashSet<>();
    for (NodeId id : graph.topological()) {
      String plain = symbols.symbol(id);
      String name = plain;
      for (int number = 2; !isNumber(id) && !taken.add(name); number++) {
        name = plain + "_" + number;
      }
      names.put(id, name);
    }
  }

  private boolean isNumber(NodeId id) {
    return graph.node(id) instanceof Node.Constant(_, String name, Tensor value)
        && name.isEmpty()
        && value.isScalar();
  }

  /// What the node's value is called.
  public String name(NodeId id) {
    return names.getOrDefault(id, id.text());
  }

  /// The node's value as it stands in a formula: its name, or an unnamed constant's number.
  public Expr symbol(NodeId id) {
    return isNumber(id) && graph.node(id) instanceof Node.Constant(_, _, Tensor value)
        ? Expr.num(value.item())
        : Expr.var(name(id));
  }

  /// Whether the node is a scalar made by a scalar function, an input or the like.
  boolean isScalar(NodeId id) {
    return trace.value(id, trace.count()).map(Tensor::isScalar).orElse(false)
        && (!(graph.node(id) instanceof Node.Operation) || function(id).isPresent());
  }

  /// The scalar function of an element-wise operation, always the same object for a node.
  Optional<ScalarFunction> function(NodeId id) {
    if (!(graph.node(id) instanceof Node.Operation(_, _, Op op))) {
      return Optional.empty();
    }
    return switch (op) {
      case ElementWise(ScalarFunction f) -> Optional.of(f);
      case LeakyRelu leaky ->
          Optional.of(functions.computeIfAbsent(leaky.slope(), _ -> leaky.function()));
      default -> Optional.empty();
    };
  }

  private List<Expr> arguments(NodeId id) {
    return graph.inputs(id).stream().map(edge -> symbol(edge.from())).toList();
  }

  /// The local derivative along an edge in the symbols of the operation's inputs and of its value,
  /// simplified.
  Expr local(Edge edge) {
    return Simplifier.simplify(
        Derivative.local(
            function(edge.to()).orElseThrow(),
            edge.port(),
            arguments(edge.to()),
            symbol(edge.to())));
  }

  /// A node's value written out in the inputs, and in one node that stays a name.
  ///
  /// @param leaf the node that is not written out
  /// @return nothing where a value on the way is no scalar, is missing, or the formula is too large
  public Optional<Expr> whole(NodeId id, NodeId leaf) {
    return whole(id, leaf, MOST_SYMBOLS);
  }

  /// As [#whole(NodeId, NodeId)], of at most so many symbols.
  Optional<Expr> whole(NodeId id, NodeId leaf, int most) {
    Map<NodeId, Expr> done = new HashMap<>();
    Map<NodeId, Long> sizes = new HashMap<>();
    for (NodeId next : graph.topological()) {
      if (next.equals(leaf) || !(graph.node(next) instanceof Node.Operation)) {
        if (isScalar(next)) {
          done.put(next, symbol(next));
          sizes.put(next, 1L);
        }
        continue;
      }
      List<Expr> arguments = new ArrayList<>();
      long size = 1;
      for (Edge edge : graph.inputs(next)) {
        Expr argument = done.get(edge.from());
        if (argument != null) {
          arguments.add(argument);
          size += sizes.getOrDefault(edge.from(), 0L);
        }
      }
      Optional<ScalarFunction> f = function(next);
      if (f.isPresent() && isScalar(next) && arguments.size() == f.get().arity() && size <= most) {
        done.put(next, new Expr.Call(f.get(), arguments));
        sizes.put(next, size);
      }
    }
    return Optional.ofNullable(done.get(id));
  }

  /// The number behind a symbol, once the playhead reached it.
  Optional<Double> number(String name, int playhead) {
    for (Map.Entry<NodeId, String> entry : names.entrySet()) {
      if (entry.getValue().equals(name)) {
        return trace.value(entry.getKey(), playhead).filter(Tensor::isScalar).map(Tensor::item);
      }
    }
    return Optional.empty();
  }
}
