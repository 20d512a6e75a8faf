package backprop.autodiff.symbols;

import backprop.autodiff.Trace;
import backprop.formula.Derivative;
import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.formula.LatexPrinter;
import backprop.formula.LinePrinter;
import backprop.formula.Patterns;
import backprop.formula.PlainPrinter;
import backprop.formula.Simplifier;
import backprop.formula.Substitution;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.message.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// ∂output/∂node as the chain rule writes it, in symbols, step by step: the product along each path
/// and the sum over paths; each local derivative by its rule; written out in the inputs;
/// simplified; with the numbers in.
///
/// For graphs of scalars. Only paths down which a gradient has been sent at the playhead are there,
/// and a result only when all have arrived. The seed is not in it: it is the derivative of the
/// output by the node, whatever entered at the output.
///
/// @param derivative what by what, as plain text: `∂z/∂x`
/// @param derivativeLatex the same as LaTeX
/// @param lines the derivation; each line equals the one before
/// @param definitions what letters on the way stand for, `t = x + y`
/// @param result the simplified derivative in the inputs; empty until all paths have arrived, and
///   where it would be too large to write out
public record SymbolicChain(
    String derivative,
    String derivativeLatex,
    List<Line> lines,
    List<String> definitions,
    Optional<Expr> result) {
  /// The most paths that are written out one by one.
  public static final int MOST_PATHS = 6;

  /// The largest formula whose derivative is simplified: that of a larger one grows with its
  /// square, takes seconds, and nobody reads it.
  private static final int MOST_DERIVED = 500;

  private static final int LONGEST_PATH = 12;
  private static final int LONGEST_LINE = 300;

  public SymbolicChain {
    lines = List.copyOf(lines);
    definitions = List.copyOf(definitions);
  }

  /// What a line of the derivation does.
  public enum Kind {
    /// The product along each path, summed: `∂z/∂t · ∂t/∂x`.
    PATHS,
    /// Each factor by its rule: `2t · 1`.
    LOCALS,
    /// Letters on the way written out in the inputs: `2(x + y) · 1`.
    WRITTEN_OUT,
    /// Simplified: `2(x + y)`.
    SIMPLIFIED,
    /// The same in the output's own value, where that is shorter: `y(1 − y)`.
    IN_VALUE,
    /// With the numbers in: `2(3 + 4) = 14`.
    NUMBERS
  }

  /// One right-hand side.
  ///
  /// @param ascii the line in plain ASCII; in the formula language where it is a formula of values
  public record Line(Kind kind, String plain, String latex, String ascii) {}

  /// The chain rule to a node at a playhead; nothing for tensors, for the output itself, and before
  /// the first contribution arrived.
  public static Optional<SymbolicChain> of(Trace trace, NodeId node, int playhead) {
    Formulas formulas = new Formulas(trace);
    Optional<NodeId> output = trace.output().filter(formulas::isScalar);
    if (output.isEmpty()
        || output.get().equals(node)
        || !formulas.isScalar(node)
        || trace.gradient(node, playhead).isEmpty()) {
      return Optional.empty();
    }
    return new Writer(trace, formulas, output.get(), node, playhead).write();
  }

  /// The derivation as LaTeX, one line below the other.
  public String latex() {
    return lines.stream()
        .map(line -> "&=" + line.latex())
        .collect(
            Collectors.joining(
                " \\\\\n", "\\begin{aligned}\n" + derivativeLatex, "\n\\end{aligned}"));
  }

  /// Makes the lines.
  private static final class Writer {
    private final Trace trace;
    private final Formulas formulas;
    private final NodeId output;
    private final NodeId node;
    private final int playhead;

    Writer(Trace trace, Formulas formulas, NodeId output, NodeId node, int playhead) {
      this.trace = trace;
      this.formulas = formulas;
      this.output = output;
      this.node = node;
      this.playhead = playhead;
    }

    Optional<SymbolicChain> write() {
      PathsUp paths = new PathsUp(trace, output, playhead, MOST_PATHS, LONGEST_PATH);
      Optional<List<List<Edge>>> found = paths.from(node).filter(all -> !all.isEmpty());
      if (found.stream().flatMap(List::stream).flatMap(List::stream).anyMatch(this::isForeign)) {
        return Optional.empty();
      }
      List<Line> lines = new ArrayList<>();
      Set<NodeId> used = new LinkedHashSet<>();
      if (found.isPresent()) {
        all(found.get(), lines, used);
      } else {
        shortened(lines, used);
      }
      Optional<Expr> result =
          trace.gradientComplete(node, playhead) ? result(lines) : Optional.empty();
      lines.removeIf(line -> line.latex().length() > LONGEST_LINE * 4);
      return Optional.of(
          new SymbolicChain(
              "∂" + formulas.name(output) + "/∂" + formulas.name(node),
              fraction(output, node),
              lines,
              trace.graph().topological().stream()
                  .filter(id -> used.contains(id) && trace.names().isLetter(id))
                  .map(id -> formulas.name(id) + " = " + trace.names().expression(id))
                  .toList(),
              result));
    }

    private boolean isForeign(Edge edge) {
      return !formulas.isScalar(edge.to()) || !formulas.isScalar(edge.from());
    }

    private void all(List<List<Edge>> paths, List<Line> lines, Set<NodeId> used) {
      lines.add(
          new Line(
              Kind.PATHS,
              sum(paths, " · ", edge -> partial(edge.to(), edge.from())),
              sum(paths, " \\cdot ", edge -> fraction(edge.to(), edge.from())),
              sum(paths, " * ", edge -> asciiPartial(edge.to(), edge.from()))));
      Expr locals = locals(paths);
      add(lines, Kind.LOCALS, locals);
      for (List<Edge> path : paths) {
        path.forEach(edge -> used.add(edge.to()));
      }
      used.remove(output);
      writtenOut(locals).ifPresent(expr -> add(lines, Kind.WRITTEN_OUT, expr));
    }

    private static String sum(
        List<List<Edge>> paths, String sign, java.util.function.Function<Edge, String> factor) {
      return paths.stream()
          .map(path -> path.stream().map(factor).collect(Collectors.joining(sign)))
          .collect(Collectors.joining(" + "));
    }

    private Expr locals(List<List<Edge>> paths) {
      return paths.stream()
          .map(
              path ->
                  path.stream()
                      .map(formulas::local)
                      .reduce((a, b) -> Expr.call(Functions.MUL, a, b))
                      .orElse(Expr.num(1)))
          .reduce((a, b) -> Expr.call(Functions.ADD, a, b))
          .orElse(Expr.num(0));
    }

    /// The sum over the edges into the node alone, where there are very many paths.
    private void shortened(List<Line> lines, Set<NodeId> used) {
      List<Edge> arrived =
          trace.graph().uses(node).stream()
              .filter(edge -> trace.propagated(edge, playhead).isPresent())
              .filter(edge -> !isForeign(edge))
              .toList();
      if (arrived.isEmpty()) {
        return;
      }
      lines.add(
          new Line(
              Kind.PATHS,
              arrived.stream()
                  .map(e -> partial(output, e.to()) + " · " + partial(e.to(), node))
                  .collect(Collectors.joining(" + ")),
              arrived.stream()
                  .map(e -> fraction(output, e.to()) + " \\cdot " + fraction(e.to(), node))
                  .collect(Collectors.joining(" + ")),
              arrived.stream()
                  .map(e -> asciiPartial(output, e.to()) + " * " + asciiPartial(e.to(), node))
                  .collect(Collectors.joining(" + "))));
      lines.add(
          new Line(
              Kind.LOCALS,
              arrived.stream()
                  .map(e -> partial(output, e.to()) + " · (" + PlainPrinter.print(local(e)) + ")")
                  .collect(Collectors.joining(" + ")),
              arrived.stream()
                  .map(
                      e ->
                          fraction(output, e.to())
                              + " \\cdot \\left("
                              + LatexPrinter.print(local(e))
                              + "\\right)")
                  .collect(Collectors.joining(" + ")),
              arrived.stream()
                  .map(
                      e ->
                          asciiPartial(output, e.to()) + " * (" + LinePrinter.print(local(e)) + ")")
                  .collect(Collectors.joining(" + "))));
      arrived.forEach(edge -> used.add(edge.to()));
      used.remove(output);
    }

    private Expr local(Edge edge) {
      return formulas.local(edge);
    }

    /// The local derivatives with the letters on the way replaced, if there are any.
    private Optional<Expr> writtenOut(Expr locals) {
      boolean[] missing = new boolean[1];
      Expr expanded =
          Substitution.substitute(
              locals,
              name -> {
                for (NodeId id : trace.graph().topological()) {
                  if (formulas.name(id).equals(name) && !id.equals(node)) {
                    Optional<Expr> whole = formulas.whole(id, node);
                    missing[0] |= whole.isEmpty();
                    return whole;
                  }
                }
                return Optional.empty();
              });
      return missing[0] || expanded.equals(locals) ? Optional.empty() : Optional.of(expanded);
    }

    private Optional<Expr> result(List<Line> lines) {
      Optional<Expr> whole = formulas.whole(output, node, MOST_DERIVED);
      if (whole.isEmpty()) {
        return Optional.empty();
      }
      String name = formulas.name(node);
      Expr result = Derivative.simplified(whole.get(), name);
      add(lines, Kind.SIMPLIFIED, result);
      Expr value = Patterns.recognised(Simplifier.simplify(whole.get()));
      Expr inValue = inValue(result, value);
      if (!inValue.equals(result)) {
        add(lines, Kind.IN_VALUE, inValue);
      }
      Expr shortest = inValue.equals(result) ? result : inValue;
      Expr numbers = Substitution.numbers(shortest, symbol -> formulas.number(symbol, playhead));
      double number =
          backprop.formula.Evaluation.evaluate(
              shortest, symbol -> formulas.number(symbol, playhead).orElse(Double.NaN));
      boolean isNumber = numbers instanceof Expr.Num;
      lines.add(
          new Line(
              Kind.NUMBERS,
              (isNumber ? "" : PlainPrinter.print(numbers) + " = ") + NumberText.of(number),
              (isNumber ? "" : LatexPrinter.print(numbers) + "=") + LatexPrinter.number(number),
              LinePrinter.print(isNumber ? Expr.num(number) : numbers)));
      return Optional.of(result);
    }

    /// The formula with the output's own value put as its name wherever it stands.
    private Expr inValue(Expr expr, Expr value) {
      if (!(value instanceof Expr.Call)) {
        return expr;
      }
      return Simplifier.simplify(replaced(expr, value));
    }

    private Expr replaced(Expr expr, Expr value) {
      if (expr.equals(value)) {
        return formulas.symbol(output);
      }
      return expr instanceof Expr.Call(var f, List<Expr> parts)
          ? new Expr.Call(f, parts.stream().map(part -> replaced(part, value)).toList())
          : expr;
    }

    private static void add(List<Line> lines, Kind kind, Expr expr) {
      String plain = PlainPrinter.print(expr);
      if (plain.length() <= LONGEST_LINE || kind == Kind.SIMPLIFIED) {
        boolean same = !lines.isEmpty() && lines.getLast().plain().equals(plain);
        if (!same) {
          lines.add(new Line(kind, plain, LatexPrinter.print(expr), LinePrinter.print(expr)));
        }
      }
    }

    private String partial(NodeId of, NodeId by) {
      return "∂" + formulas.name(of) + "/∂" + formulas.name(by);
    }

    private String asciiPartial(NodeId of, NodeId by) {
      return "d" + formulas.name(of) + "/d" + formulas.name(by);
    }

    private String fraction(NodeId of, NodeId by) {
      return "\\frac{\\partial "
          + LatexPrinter.name(formulas.name(of))
          + "}{\\partial "
          + LatexPrinter.name(formulas.name(by))
          + "}";
    }
  }
}
