package backprop.autodiff.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.autodiff.symbols.SymbolicChain.Kind;
import backprop.formula.Evaluation;
import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.formula.GeneratedFormulas;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;

/// Oracle: the textbook's derivations; and the gradients of the backward pass.
class SymbolicChainTest {
  /// How far a symbolic derivative may be from the gradient that flowed back, against the largest
  /// number of the pass.
  private static final double ROUNDING = 1e-9;

  static Trace trace(GraphDocument document) {
    return Evaluator.trace(document, EvaluationContext.PLAIN);
  }

  static GraphDocument squaredSum() {
    return new GraphBuilder()
        .input("x", 3)
        .input("y", 4)
        .constant("two", 2)
        .op("t", "t", new backprop.op.ElementWise(Functions.ADD), "x", "y")
        .op("z", "z", new backprop.op.ElementWise(Functions.POW), "t", "two")
        .build("z");
  }

  static GraphDocument fourDiscs() {
    return new GraphBuilder()
        .input("x", 1)
        .constant("minus-one", -1)
        .constant("one", 1)
        .op("mul", Functions.MUL, "x", "minus-one")
        .op("exp", Functions.EXP, "mul")
        .op("add", Functions.ADD, "exp", "one")
        .op("y", "y", new backprop.op.ElementWise(Functions.RECIPROCAL), "add")
        .build("y");
  }

  private static SymbolicChain whole(Trace trace, String node) {
    return SymbolicChain.of(trace, NodeId.of(node), trace.count()).orElseThrow();
  }

  private static Optional<String> line(SymbolicChain chain, Kind kind) {
    return chain.lines().stream()
        .filter(line -> line.kind() == kind)
        .map(SymbolicChain.Line::plain)
        .findFirst();
  }

  @Test
  void theSquareOfASumStepByStep() {
    SymbolicChain chain = whole(trace(squaredSum()), "x");
    assertEquals("∂z/∂x", chain.derivative());
    assertEquals(
        List.of("∂z/∂t · ∂t/∂x", "2t · 1", "2(x + y) · 1", "2(x + y)", "2(3 + 4) = 14"),
        chain.lines().stream().map(SymbolicChain.Line::plain).toList());
    assertEquals("2(x + y)", chain.lines().get(3).ascii());
    assertEquals("dz/dt * dt/dx", chain.lines().get(0).ascii());
    assertEquals(List.of(), chain.definitions());
  }

  @Test
  void theFourDiscsOfASigmoidGiveYTimesOneMinusY() {
    SymbolicChain chain = whole(trace(fourDiscs()), "x");
    assertEquals(Optional.of("∂y/∂c · ∂c/∂b · ∂b/∂a · ∂a/∂x"), line(chain, Kind.PATHS));
    assertEquals(Optional.of("−y² · 1 · b · (−1)"), line(chain, Kind.LOCALS));
    assertEquals(Optional.of("sigmoid(x)(1 − sigmoid(x))"), line(chain, Kind.SIMPLIFIED));
    assertEquals(Optional.of("y(1 − y)"), line(chain, Kind.IN_VALUE));
    assertEquals(Optional.of("0.731059(1 − 0.731059) = 0.196612"), line(chain, Kind.NUMBERS));
    assertTrue(chain.definitions().contains("b = exp(a)"), chain.definitions()::toString);
  }

  @Test
  void aForkIsASumOverPaths() {
    GraphDocument document =
        new GraphBuilder()
            .input("q", 2)
            .input("x", 0.5)
            .op("u", "u", new backprop.op.ElementWise(Functions.ADD), "q", "x")
            .op("cos", "v", new backprop.op.ElementWise(Functions.COS), "q")
            .op("square", "w", new backprop.op.ElementWise(Functions.MUL), "u", "u")
            .op("y", "y", new backprop.op.ElementWise(Functions.ADD), "cos", "square")
            .build("y");
    SymbolicChain chain = whole(trace(document), "q");
    assertEquals(
        Optional.of("∂y/∂v · ∂v/∂q + ∂y/∂w · ∂w/∂u · ∂u/∂q + ∂y/∂w · ∂w/∂u · ∂u/∂q"),
        line(chain, Kind.PATHS));
    assertEquals(Optional.of("2(q + x) − sin(q)"), line(chain, Kind.SIMPLIFIED));
  }

  @Test
  void nothingAheadOfThePlayheadIsWritten() {
    Trace trace = trace(squaredSum());
    NodeId x = NodeId.of("x");
    int shown = 0;
    for (int playhead = 0; playhead <= trace.count(); playhead++) {
      Optional<SymbolicChain> chain = SymbolicChain.of(trace, x, playhead);
      assertEquals(trace.gradient(x, playhead).isPresent(), chain.isPresent());
      shown += chain.isPresent() ? 1 : 0;
    }
    assertTrue(shown > 0 && shown < trace.count());
    GraphDocument fork =
        new GraphBuilder()
            .input("x", 3)
            .op("a", Functions.EXP, "x")
            .op("b", Functions.SIN, "x")
            .op("z", Functions.MUL, "a", "b")
            .build("z");
    Trace forked = trace(fork);
    int first = 0;
    while (forked.gradient(x, first).isEmpty()) {
      first++;
    }
    SymbolicChain part = SymbolicChain.of(forked, x, first).orElseThrow();
    assertTrue(part.result().isEmpty());
    assertFalse(part.lines().getFirst().plain().contains("+"), part.lines()::toString);
    assertTrue(
        part.lines().stream().noneMatch(line -> line.kind() == Kind.NUMBERS),
        part.lines()::toString);
  }

  @Test
  void generatedGraphsGiveTheGradientsOfTheBackwardPass() {
    int compared = 0;
    int typeset = 0;
    for (int seed = 0; seed < 900; seed++) {
      GeneratedFormulas random = new GeneratedFormulas(seed);
      Expr expr = random.formula(5);
      Map<String, Double> at = Map.of("x", random.number(), "y", random.number());
      Trace trace = trace(ExprGraph.of(expr, at));
      NodeId x = NodeId.of("x");
      Optional<SymbolicChain> chain =
          trace.graph().contains(x) ? SymbolicChain.of(trace, x, trace.count()) : Optional.empty();
      if (chain.isEmpty()) {
        continue;
      }
      Expr result = chain.get().result().orElseThrow();
      double largest =
          trace.values().values().stream().mapToDouble(v -> size(v.item())).max().orElse(1);
      double gradients =
          trace.gradients().values().stream().mapToDouble(v -> size(v.item())).max().orElse(1);
      double magnitude = Math.max(1, Math.max(largest, gradients));
      if (magnitude < 1e6) {
        compared++;
        assertEquals(
            trace.gradients().get(x).item(),
            Evaluation.evaluate(result, name -> at.getOrDefault(name, Double.NaN)),
            ROUNDING * magnitude,
            () -> seedText(trace, chain.get()));
      }
      if (typeset++ < 60) {
        var icon =
            new TeXFormula(chain.get().latex()).createTeXIcon(TeXConstants.STYLE_DISPLAY, 20);
        assertTrue(icon.getIconWidth() > 0);
      }
    }
    assertTrue(compared > 300 && typeset > 60, "compared " + compared);
  }

  private static String seedText(Trace trace, SymbolicChain chain) {
    return trace.graph() + ": " + chain.lines();
  }

  private static double size(double value) {
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : Math.abs(value);
  }

  @Test
  void veryManyPathsAreNotWrittenOneByOne() {
    GraphBuilder builder = new GraphBuilder().input("x", 1.001);
    String last = "x";
    for (int i = 0; i < 40; i++) {
      builder.op("s" + i, Functions.MUL, last, last);
      last = "s" + i;
    }
    Trace trace = trace(builder.build(last));
    SymbolicChain chain = whole(trace, "x");
    assertTrue(chain.lines().getFirst().plain().length() < 100);
    assertTrue(chain.result().isEmpty(), "2^40 letters are not written out");
    Ledger ledger = Ledger.of(trace, NodeId.of("x"), trace.count()).orElseThrow();
    assertEquals(Ledger.MOST_ROWS, ledger.rows().size());
    Counts counts = Counts.of(trace, NodeId.of("x")).orElseThrow();
    assertEquals(java.math.BigInteger.TWO.pow(40), counts.paths());
    assertEquals(
        java.math.BigInteger.TWO.pow(40).multiply(java.math.BigInteger.valueOf(39)),
        counts.one().byPaths());
    assertEquals(80, counts.one().reverse().intValueExact());
    assertEquals(80, counts.one().forward().intValueExact());
    assertEquals(80, counts.one().numerical().intValueExact());
  }
}
