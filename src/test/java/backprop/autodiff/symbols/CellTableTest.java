package backprop.autodiff.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.formula.Evaluation;
import backprop.formula.Expr;
import backprop.formula.Functions;
import backprop.formula.PlainPrinter;
import backprop.graph.Edge;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Roles;
import backprop.op.Affine;
import backprop.op.ElementWise;
import backprop.op.MatMul;
import backprop.op.OpContext;
import backprop.op.OpGradientTest;
import backprop.op.OpType;
import backprop.op.Ops;
import backprop.op.Softmax;
import backprop.op.SoftmaxLoss;
import backprop.tensor.CounterRandom;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;

/// Oracle: Y = W·X by W as a notebook prints it with a symbolic package; the textbook's (y − t)/N;
/// and the rows of the backward pass, one for each number of the output.
class CellTableTest {
  /// How far a cell may be from the number that flows back.
  private static final double ROUNDING = 1e-12;

  private static GraphBuilder product() {
    return new GraphBuilder()
        .parameter("W", Tensor.matrix(new double[][] {{1, 2}, {0.5, -1}, {3, 0.25}}))
        .input("X", Tensor.vector(0.3, -0.7))
        .op("Y", "Y", new MatMul(), "W", "X");
  }

  private static List<List<String>> written(CellTable table) {
    return table.cells().stream()
        .map(row -> row.stream().map(PlainPrinter::print).toList())
        .toList();
  }

  @Test
  void aMatrixTimesAVectorByTheMatrix() {
    Trace trace = SymbolicChainTest.trace(product().build("Y"));
    CellTable table = CellTable.of(trace, NodeId.of("Y"), NodeId.of("W"), false).orElseThrow();
    assertEquals("∂Y/∂W", table.title());
    assertEquals(List.of("y_1", "y_2", "y_3"), table.rows());
    assertEquals(List.of("w_11", "w_12", "w_21", "w_22", "w_31", "w_32"), table.columns());
    assertEquals(
        List.of(
            List.of("x_1", "x_2", "0", "0", "0", "0"),
            List.of("0", "0", "x_1", "x_2", "0", "0"),
            List.of("0", "0", "0", "0", "x_1", "x_2")),
        written(table));
    var icon = new TeXFormula(table.latex()).createTeXIcon(TeXConstants.STYLE_DISPLAY, 20);
    assertTrue(icon.getIconWidth() > 0);
  }

  @Test
  void anUnknownFunctionOfItHasItsPrime() {
    Trace trace =
        SymbolicChainTest.trace(
            new GraphBuilder()
                .parameter("W", Tensor.matrix(new double[][] {{1, 2}, {0.5, -1}, {3, 0.25}}))
                .input("X", Tensor.vector(0.3, -0.7))
                .op("dot", "", new MatMul(), "W", "X")
                .op("y", "y", new ElementWise(Functions.SIGMOID), "dot")
                .build("y"));
    CellTable table = CellTable.of(trace, NodeId.of("y"), NodeId.of("W"), true).orElseThrow();
    assertEquals("x_1 · y_1′(w_11 · x_1 + w_12 · x_2)", written(table).get(0).get(0));
    assertEquals("x_2 · y_3′(w_31 · x_1 + w_32 · x_2)", written(table).get(2).get(5));
    assertEquals("0", written(table).get(0).get(2));
    var icon = new TeXFormula(table.latex()).createTeXIcon(TeXConstants.STYLE_DISPLAY, 20);
    assertTrue(icon.getIconWidth() > 0);
  }

  @Test
  void softmaxWithLossGivesYMinusTOverN() {
    Trace trace =
        SymbolicChainTest.trace(
            new GraphBuilder()
                .input("x", Tensor.matrix(new double[][] {{1, 2}, {0, -1}}))
                .input("t", Tensor.matrix(new double[][] {{0, 1}, {1, 0}}))
                .op("L", "L", new SoftmaxLoss(), "x", "t")
                .build("L"));
    CellTable table = CellTable.of(trace, NodeId.of("L"), NodeId.of("x"), false).orElseThrow();
    assertEquals(
        List.of(
            List.of(
                "(y_11 − t_11) / 2",
                "(y_12 − t_12) / 2",
                "(y_21 − t_21) / 2",
                "(y_22 − t_22) / 2")),
        written(table));
  }

  @Test
  void oneOperationByItsInput() {
    Trace trace = SymbolicChainTest.trace(product().build("Y"));
    CellTable table =
        CellTable.of(trace, new Edge(NodeId.of("X"), NodeId.of("Y"), 1), false).orElseThrow();
    assertEquals(List.of("w_11", "w_12"), written(table).get(0));
    assertTrue(CellTable.of(trace, NodeId.of("W"), NodeId.of("Y"), false).isEmpty());
  }

  @Test
  void everyCellIsTheNumberThatFlowsBack() {
    GraphBuilder layers =
        new GraphBuilder()
            .input("x", Tensor.matrix(new double[][] {{0.2, -0.4, 1.1}, {0.7, 0.3, -0.9}}))
            .parameter("w", Tensor.matrix(new double[][] {{0.5, -0.3}, {0.8, 0.1}, {-0.6, 0.9}}))
            .parameter("b", Tensor.vector(0.05, -0.15))
            .op("a", "", new Affine(), "x", "w", "b")
            .op("h", "", new ElementWise(Functions.TANH), "a")
            .op("s", "", new ElementWise(Functions.MUL), "h", "a")
            .op("m", "", Ops.create("mean", Map.of("axes", List.of(0))), "s")
            .op("r", "", Ops.create("transpose"), "s")
            .op("p", "p", new Softmax(), "a");
    int compared = 0;
    for (String output : List.of("a", "h", "s", "m", "r", "p")) {
      for (String by : List.of("x", "w", "b")) {
        GraphDocument document = layers.build(output);
        CellTable table =
            CellTable.of(SymbolicChainTest.trace(document), NodeId.of(output), NodeId.of(by), false)
                .orElseThrow();
        compared += compare(document, NodeId.of(output), NodeId.of(by), table);
      }
    }
    assertTrue(compared > 150, "compared " + compared);
  }

  /// Every operation by each of its inputs, on the small shapes of its gradient test.
  @Test
  void everyOperationHasItsTable() {
    int compared = 0;
    List<String> without = new ArrayList<>();
    for (OpType type : Ops.all()) {
      for (OpGradientTest.Case each : OpGradientTest.cases(type)) {
        GraphBuilder graph = new GraphBuilder();
        String[] names = new String[each.shapes().size()];
        for (int port = 0; port < names.length; port++) {
          long key = CounterRandom.key(5, port);
          DoubleUnaryOperator domain = each.domains().get(port);
          names[port] = "in" + port;
          graph.input(
              names[port],
              Tensor.generate(
                  each.shapes().get(port),
                  i -> domain.applyAsDouble(CounterRandom.normal(key, i))));
        }
        GraphDocument document = graph.op("out", "out", each.op(), names).build("out");
        Trace trace = SymbolicChainTest.trace(document);
        for (Edge edge : document.graph().inputs(NodeId.of("out"))) {
          if (!each.op().ports().get(edge.port()).differentiable()
              || !CellTable.fits(trace, edge.to(), edge.from())) {
            continue;
          }
          var table = CellTable.of(trace, edge, false);
          if (table.isEmpty()) {
            without.add(type.name());
          } else {
            compared += compare(document, edge.to(), edge.from(), table.get());
          }
        }
      }
    }
    assertEquals(List.of(), without);
    assertTrue(compared > 3000, "compared " + compared);
  }

  /// Softmax-with-loss calls its inner value y, number by number.
  private static void innerSoftmax(Trace trace, NodeId output, Map<String, Double> numbers) {
    if (trace.graph().node(output) instanceof Node.Operation(_, _, SoftmaxLoss _)) {
      NodeId scores = trace.graph().inputs(output).getFirst().from();
      Tensor x = trace.values().get(scores);
      Tensor y = new Softmax().value(List.of(x), OpContext.inference());
      int classes = x.shape().dim(-1);
      for (int i = 0; i < y.size(); i++) {
        String row = x.shape().rank() == 1 ? "" : String.valueOf(i / classes + 1);
        numbers.put("y_" + row + (i % classes + 1), y.get(i));
      }
    }
  }

  private static int compare(GraphDocument document, NodeId output, NodeId by, CellTable table) {
    Trace plain = SymbolicChainTest.trace(document);
    Map<String, Double> numbers = new HashMap<>();
    CellRules rules = new CellRules(plain, new Formulas(plain), false);
    for (NodeId id : plain.graph().topological()) {
      Expr[] names = rules.names(id);
      for (int i = 0; i < names.length; i++) {
        numbers.put(((Expr.Var) names[i]).name(), plain.values().get(id).get(i));
      }
    }
    innerSoftmax(plain, output, numbers);
    Tensor value = plain.values().get(output);
    int compared = 0;
    for (int row = 0; row < value.size(); row++) {
      Tensor one = Tensor.zeros(value.shape()).with(row, 1);
      Trace trace =
          Evaluator.trace(
              document.withRoles(
                  new Roles(
                      Optional.of(output), Optional.empty(), Optional.empty(), Optional.of(one))),
              EvaluationContext.PLAIN);
      Tensor gradient = trace.gradients().get(by);
      for (int column = 0; column < gradient.size(); column++) {
        Expr cell = table.cells().get(row).get(column);
        compared++;
        assertEquals(
            gradient.get(column),
            Evaluation.evaluate(cell, name -> numbers.getOrDefault(name, Double.NaN)),
            ROUNDING,
            () -> output + " by " + by + ": " + PlainPrinter.print(cell));
      }
    }
    return compared;
  }
}
