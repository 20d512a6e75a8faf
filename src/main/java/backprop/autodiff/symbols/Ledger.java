package backprop.autodiff.symbols;

import backprop.autodiff.Step;
import backprop.autodiff.Trace;
import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.formula.LatexPrinter;
import backprop.formula.PlainPrinter;
import backprop.formula.Simplifier;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.op.LocalDerivative;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The account of one node's gradient: each path from the output with its product, and their sum.
///
/// For graphs of scalars. Only what has arrived at the playhead is on it. The products contain the
/// seed, so that their sum is the gradient that is shown.
///
/// @param rows the paths, in the order in which they arrived; at most [#MOST_ROWS]
/// @param seed what entered at the output
/// @param sum the running sum at the node
/// @param complete whether all contributions have arrived
public record Ledger(
    NodeId node, String derivative, List<Row> rows, double seed, double sum, boolean complete) {
  /// The most paths that are listed.
  public static final int MOST_ROWS = 12;

  private static final int LONGEST_PATH = 64;

  public Ledger {
    rows = List.copyOf(rows);
  }

  /// One path.
  ///
  /// @param through the names from the output down to the node: `total ← c ← a ← apple`
  /// @param symbolic the product of its local derivatives, simplified
  /// @param value the same in numbers, times the seed
  public record Row(String through, Expr symbolic, double value) {
    /// The product as plain text.
    public String plain() {
      return PlainPrinter.print(symbolic);
    }

    /// The product as LaTeX.
    public String latex() {
      return LatexPrinter.print(symbolic);
    }
  }

  /// The ledger of a node at a playhead; nothing for tensors and before anything arrived.
  public static Optional<Ledger> of(Trace trace, NodeId node, int playhead) {
    Formulas formulas = new Formulas(trace);
    Optional<NodeId> output = trace.output().filter(formulas::isScalar);
    var sum = trace.gradient(node, playhead);
    if (output.isEmpty() || !formulas.isScalar(node) || sum.isEmpty()) {
      return Optional.empty();
    }
    double seed = trace.gradient(output.get(), trace.forwardEnd() + 1).orElseThrow().item();
    List<Row> rows = new ArrayList<>();
    PathsUp paths = new PathsUp(trace, output.get(), playhead, MOST_ROWS, LONGEST_PATH);
    for (List<Edge> path : paths.first(node)) {
      if (path.stream().anyMatch(edge -> !formulas.isScalar(edge.to()))) {
        return Optional.empty();
      }
      rows.add(row(trace, formulas, output.get(), path, seed));
    }
    return Optional.of(
        new Ledger(
            node,
            "∂" + formulas.name(output.get()) + "/∂" + formulas.name(node),
            rows,
            seed,
            sum.get().item(),
            trace.gradientComplete(node, playhead)));
  }

  private static Row row(
      Trace trace, Formulas formulas, NodeId output, List<Edge> path, double seed) {
    StringBuilder through = new StringBuilder(formulas.name(output));
    Expr product = Expr.num(1);
    double value = seed;
    for (Edge edge : path) {
      through.append(" ← ").append(formulas.name(edge.from()));
      product = Expr.call(Functions.MUL, product, formulas.local(edge));
      Step.Propagate sent = trace.propagated(edge, trace.count()).orElseThrow();
      value *= sent.local() instanceof LocalDerivative.Factor(double local, _) ? local : Double.NaN;
    }
    return new Row(through.toString(), Simplifier.simplify(product), value);
  }
}
