package backprop.autodiff.symbols;

import backprop.autodiff.Trace;
import backprop.formula.Expr;
import backprop.formula.LatexPrinter;
import backprop.formula.Patterns;
import backprop.formula.Simplifier;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.NodeId;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A Jacobian number by number, in symbols: one row for each number of the value, one column for
/// each number by which is differentiated.
///
/// For small tensors: every axis at most nine long, at most [#MOST_CELLS] cells. Numbers are called
/// by row and column, `w_12`. Element-wise functions may be kept unknown: then y₁(w₁₁x₁ + w₁₂x₂) by
/// w₁₁ gives x₁ y₁′(w₁₁x₁ + w₁₂x₂).
///
/// @param title what by what, `∂Y/∂W`
/// @param titleLatex the same as LaTeX
/// @param rows the names of the value's numbers
/// @param columns the names of the numbers by which is differentiated
/// @param cells the derivatives, row by row, simplified
public record CellTable(
    String title,
    String titleLatex,
    List<String> rows,
    List<String> columns,
    List<List<Expr>> cells) {
  /// The most cells of a table.
  public static final int MOST_CELLS = 256;

  private static final int MOST_NUMBERS = 512;

  public CellTable {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    cells = cells.stream().map(List::copyOf).toList();
  }

  /// Whether there may be a table of one value by another: they are small enough.
  public static boolean fits(Trace trace, NodeId value, NodeId by) {
    Optional<Tensor> rows = trace.value(value, trace.count());
    Optional<Tensor> columns = trace.value(by, trace.count());
    return rows.isPresent()
        && columns.isPresent()
        && (!rows.get().isScalar() || !columns.get().isScalar())
        && CellNames.fits(rows.get().shape())
        && CellNames.fits(columns.get().shape())
        && (long) rows.get().size() * columns.get().size() <= MOST_CELLS;
  }

  /// The Jacobian of a value by another that it depends on, by the chain rule over all paths.
  ///
  /// @param unknown whether element-wise functions of one argument stay unknown
  /// @return nothing where it would be too large, or an operation on the way has no rule in symbols
  public static Optional<CellTable> of(Trace trace, NodeId value, NodeId by, boolean unknown) {
    if (!fits(trace, value, by)) {
      return Optional.empty();
    }
    CellRules rules = new CellRules(trace, new Formulas(trace), unknown);
    rules.keepNames(by);
    return new Maker(trace, rules).make(value, by);
  }

  /// The Jacobian of one operation by the input at the lower end of an edge; its inputs are names.
  public static Optional<CellTable> of(Trace trace, Edge edge, boolean unknown) {
    if (!fits(trace, edge.to(), edge.from())) {
      return Optional.empty();
    }
    CellRules rules = new CellRules(trace, new Formulas(trace), unknown);
    trace.graph().inputs(edge.to()).forEach(input -> keep(trace, rules, input.from()));
    return new Maker(trace, rules).make(edge.to(), edge.from());
  }

  private static void keep(Trace trace, CellRules rules, NodeId id) {
    if (trace.value(id, trace.count()).map(v -> CellNames.fits(v.shape())).orElse(false)) {
      rules.keepNames(id);
    }
  }

  /// The table as LaTeX: an array with its heads.
  public String latex() {
    String heads =
        columns.stream().map(LatexPrinter::name).collect(Collectors.joining(" & ", " & ", ""));
    StringBuilder text = new StringBuilder(titleLatex + "=\n\\begin{array}{c|");
    text.repeat('c', columns.size()).append("}\n").append(heads).append(" \\\\ \\hline\n");
    for (int row = 0; row < rows.size(); row++) {
      text.append(LatexPrinter.name(rows.get(row)));
      for (Expr cell : cells.get(row)) {
        text.append(" & ").append(LatexPrinter.print(cell));
      }
      text.append(row + 1 < rows.size() ? " \\\\\n" : "\n");
    }
    return text.append("\\end{array}").toString();
  }

  /// Sends symbolic derivatives down from each number of the value.
  private static final class Maker {
    private final Trace trace;
    private final Graph graph;
    private final CellRules rules;

    Maker(Trace trace, CellRules rules) {
      this.trace = trace;
      this.graph = trace.graph();
      this.rules = rules;
    }

    Optional<CellTable> make(NodeId value, NodeId by) {
      Set<NodeId> between = between(value, by);
      if (!between.contains(value)) {
        return Optional.empty();
      }
      Map<Edge, List<CellRules.Link>> links = new HashMap<>();
      for (NodeId id : between) {
        if (rules.value(id).size() > MOST_NUMBERS || !CellNames.fits(rules.value(id).shape())) {
          return Optional.empty();
        }
        for (Edge edge : graph.inputs(id)) {
          if (!id.equals(by) && between.contains(edge.from()) && carries(edge)) {
            Optional<List<CellRules.Link>> own = rules.links(edge);
            if (own.isEmpty()) {
              return Optional.empty();
            }
            links.put(edge, own.get());
          }
        }
      }
      List<List<Expr>> rows = new ArrayList<>();
      for (int row = 0; row < rules.value(value).size(); row++) {
        rows.add(row(value, row, by, links));
      }
      Formulas formulas = new Formulas(trace);
      return Optional.of(
          new CellTable(
              "∂" + formulas.name(value) + "/∂" + formulas.name(by),
              "\\frac{\\partial "
                  + LatexPrinter.name(formulas.name(value))
                  + "}{\\partial "
                  + LatexPrinter.name(formulas.name(by))
                  + "}",
              names(value),
              names(by),
              rows));
    }

    private boolean carries(Edge edge) {
      return ((backprop.graph.Node.Operation) graph.node(edge.to()))
          .op()
          .ports()
          .get(edge.port())
          .differentiable();
    }

    private List<String> names(NodeId id) {
      return Arrays.stream(rules.names(id)).map(name -> ((Expr.Var) name).name()).toList();
    }

    /// The nodes on the ways from one to the other, both included.
    private Set<NodeId> between(NodeId value, NodeId by) {
      Set<NodeId> above = new HashSet<>(Set.of(by));
      for (NodeId id : graph.topological()) {
        if (graph.inputs(id).stream().anyMatch(e -> carries(e) && above.contains(e.from()))) {
          above.add(id);
        }
      }
      Set<NodeId> between = new HashSet<>();
      if (above.contains(value)) {
        between.add(value);
      }
      for (NodeId id : graph.topological().reversed()) {
        if (above.contains(id)
            && graph.uses(id).stream().anyMatch(e -> carries(e) && between.contains(e.to()))) {
          between.add(id);
        }
      }
      return between;
    }

    private List<Expr> row(
        NodeId value, int row, NodeId by, Map<Edge, List<CellRules.Link>> links) {
      Map<NodeId, Expr[]> sums = new HashMap<>();
      sums.put(value, zeros(value));
      sums.get(value)[row] = Expr.num(1);
      for (NodeId id : graph.topological().reversed()) {
        Expr[] upstream = sums.get(id);
        if (upstream == null || id.equals(by)) {
          continue;
        }
        for (Edge edge : graph.inputs(id)) {
          for (CellRules.Link link : links.getOrDefault(edge, List.of())) {
            Expr sent = upstream[link.output()];
            if (!sent.equals(Expr.num(0))) {
              Expr[] below = sums.computeIfAbsent(edge.from(), this::zeros);
              below[link.input()] =
                  Simplifier.simplify(
                      CellRules.plus(below[link.input()], CellRules.times(sent, link.local())));
            }
          }
        }
      }
      return Arrays.stream(sums.getOrDefault(by, zeros(by)))
          .map(cell -> Patterns.recognised(Simplifier.simplify(cell)))
          .toList();
    }

    private Expr[] zeros(NodeId id) {
      Expr[] zeros = new Expr[rules.value(id).size()];
      Arrays.fill(zeros, Expr.num(0));
      return zeros;
    }
  }
}
