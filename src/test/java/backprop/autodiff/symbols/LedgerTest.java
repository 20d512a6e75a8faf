package backprop.autodiff.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.Trace;
import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.formula.GeneratedFormulas;
import backprop.graph.GraphBuilder;
import backprop.graph.NodeId;
import backprop.op.Affine;
import backprop.op.SoftmaxLoss;
import backprop.tensor.Tensor;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Oracle: apples and oranges counted by hand; walking every path of generated graphs; and the
/// gradients of the backward pass.
class LedgerTest {
  /// How far the sum of the paths may be from the gradient, against the largest product.
  private static final double ROUNDING = 1e-9;

  private static Trace apples() {
    return SymbolicChainTest.trace(
        new GraphBuilder()
            .input("apple", 100)
            .input("apples", 2)
            .input("orange", 150)
            .input("oranges", 3)
            .input("tax", 1.1)
            .op("a", Functions.MUL, "apple", "apples")
            .op("b", Functions.MUL, "orange", "oranges")
            .op("c", Functions.ADD, "a", "b")
            .op("total", "total", new backprop.op.ElementWise(Functions.MUL), "c", "tax")
            .build("total"));
  }

  @Test
  void applesAndOranges() {
    Trace trace = apples();
    Ledger ledger = Ledger.of(trace, NodeId.of("apple"), trace.count()).orElseThrow();
    assertEquals("∂total/∂apple", ledger.derivative());
    assertEquals(
        List.of("total ← c ← a ← apple"), ledger.rows().stream().map(Ledger.Row::through).toList());
    assertEquals("tax · apples", ledger.rows().getFirst().plain());
    assertEquals(2.2, ledger.sum());
    Counts counts = Counts.of(trace, NodeId.of("apple")).orElseThrow();
    // one path of three edges; forward three edges; backward all eight; twice three products
    assertEquals(BigInteger.ONE, counts.paths());
    assertEquals(numbers(2, 3, 8, 6), counts.one());
    // four paths of three edges and one of one; each forward pass its own path; five inputs
    assertEquals(numbers(8, 13, 8, 30), counts.all());
    assertEquals(5, counts.targets());
  }

  private static Counts.Row numbers(long paths, long forward, long reverse, long numerical) {
    return new Counts.Row(
        BigInteger.valueOf(paths),
        BigInteger.valueOf(forward),
        BigInteger.valueOf(reverse),
        BigInteger.valueOf(numerical));
  }

  @Test
  void anAffineLayerWithItsLoss() {
    Trace trace =
        SymbolicChainTest.trace(
            new GraphBuilder()
                .input("x", Tensor.matrix(new double[][] {{1, 2, 3}, {4, 5, 6}}))
                .parameter("w", Tensor.matrix(new double[][] {{1, 2}, {0, 1}, {-1, 0}}))
                .parameter("b", Tensor.vector(0, 1))
                .input("t", Tensor.vector(0, 1))
                .op("y", "", new Affine(), "x", "w", "b")
                .op("loss", "", new SoftmaxLoss(), "y", "t")
                .build("loss"));
    Counts counts = Counts.of(trace, NodeId.of("w")).orElseThrow();
    // each of 6 weights meets 2 rows, each row's number leads to the loss by one edge
    assertEquals(BigInteger.valueOf(12), counts.paths());
    // backward: 4 to the scores, 2·3·2 each to x and w, none to b
    assertEquals(BigInteger.valueOf(4 + 12 + 12), counts.one().reverse());
    // 6 forward passes of 12 + 4, against one backward pass
    assertEquals(BigInteger.valueOf(6 * 16), counts.one().forward());
    assertEquals(3, counts.targets());
    assertEquals(6 + 6 + 2, counts.numbers());
    assertTrue(Ledger.of(trace, NodeId.of("w"), trace.count()).isEmpty());
  }

  @Test
  void thePathsOfGeneratedGraphsSumToTheGradient() {
    int compared = 0;
    for (int seed = 0; seed < 600; seed++) {
      GeneratedFormulas random = new GeneratedFormulas(seed);
      Expr expr = random.formula(4);
      Map<String, Double> at = Map.of("x", random.number(), "y", random.number());
      Trace trace = SymbolicChainTest.trace(ExprGraph.of(expr, at));
      NodeId x = NodeId.of("x");
      Optional<Ledger> ledger =
          trace.graph().contains(x) ? Ledger.of(trace, x, trace.count()) : Optional.empty();
      if (ledger.isEmpty() || trace.output().equals(Optional.of(x))) {
        continue;
      }
      Counts counts = Counts.of(trace, x).orElseThrow();
      long walked = paths(trace, x);
      assertEquals(BigInteger.valueOf(walked), counts.paths());
      List<Ledger.Row> rows = ledger.get().rows();
      assertEquals(Math.min(walked, Ledger.MOST_ROWS), rows.size());
      double sum = rows.stream().mapToDouble(Ledger.Row::value).sum();
      double largest = rows.stream().mapToDouble(row -> Math.abs(row.value())).max().orElse(0);
      if (walked <= Ledger.MOST_ROWS && largest < 1e9) {
        compared++;
        assertEquals(trace.gradients().get(x).item(), sum, ROUNDING * Math.max(1, largest));
        assertEquals(ledger.get().sum(), sum, ROUNDING * Math.max(1, largest));
      }
    }
    assertTrue(compared > 200, "compared " + compared);
  }

  private static long paths(Trace trace, NodeId node) {
    if (trace.output().equals(Optional.of(node))) {
      return 1;
    }
    return trace.graph().uses(node).stream()
        .filter(trace::carriesGradient)
        .mapToLong(edge -> paths(trace, edge.to()))
        .sum();
  }
}
