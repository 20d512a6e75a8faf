package backprop.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.Examples;
import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class GradientCheckTest {
  /// What the architecture says four-point or better differences reach.
  private static final double REACHED = 1e-10;

  private static Trace trace(GraphDocument document) {
    return Evaluator.trace(document, EvaluationContext.PLAIN);
  }

  @Test
  void everyGradientOfEveryExampleIsRight() {
    int rows = 0;
    for (Examples.Example example : Examples.all()) {
      Trace trace = trace(example.open(Language.ENGLISH));
      List<GradientCheck.Row> checks =
          GradientCheck.check(trace, trace.count(), NumericalGradient.NEVER);
      assertEquals(GradientCheck.targets(trace).size(), checks.size());
      for (GradientCheck.Row row : checks) {
        String what = example.id() + " " + row.node();
        assertEquals(GradientCheck.Verdict.RIGHT, row.verdict(), what);
        assertTrue(row.relativeError() < REACHED, what + ": " + row.relativeError());
        assertEquals(row.backprop().size(), row.checked(), what);
        rows++;
      }
      for (Edge edge : trace.graph().edges()) {
        if (trace.carriesGradient(edge)) {
          var row = GradientCheck.checkEdge(trace, edge, NumericalGradient.NEVER);
          assertEquals(GradientCheck.Verdict.RIGHT, row.verdict(), example.id() + " " + edge);
          rows++;
        }
      }
    }
    assertTrue(rows > 40, "rows checked: " + rows);
  }

  @Test
  void onlyWhatIsComputedIsChecked() {
    Trace trace = trace(EvaluatorTest.applesAndOranges());
    assertEquals(
        GraphBuilder.ids("tax", "apple", "apples", "orange", "oranges"),
        GradientCheck.targets(trace));
    List<GradientCheck.Row> rows = GradientCheck.check(trace, 8, NumericalGradient.NEVER);
    assertEquals(GraphBuilder.ids("tax"), rows.stream().map(GradientCheck.Row::node).toList());
    assertEquals(650, rows.getFirst().numerical().item(), 1e-6);
    assertEquals(List.of(), GradientCheck.check(trace, 4, NumericalGradient.NEVER));
  }

  @Test
  void anOperationCanBeCheckedToo() {
    Trace trace = trace(EvaluatorTest.applesAndOranges());
    var row = GradientCheck.check(trace, NodeId.of("mul1"), NumericalGradient.NEVER);
    assertEquals(GradientCheck.Verdict.RIGHT, row.verdict());
    assertEquals(1.1, row.numerical().item(), 1e-10);
  }

  private static GraphDocument relu(double... x) {
    return new GraphBuilder()
        .input("x", Tensor.vector(x))
        .input("w", Tensor.full(Shape.of(x.length), 3))
        .op("m", Functions.MUL, "x", "w")
        .op("y", Functions.RELU, "m")
        .build("y");
  }

  @Test
  void aKinkIsAKinkAndNotWrong() {
    Trace trace = trace(relu(0));
    var row = GradientCheck.check(trace, NodeId.of("x"), NumericalGradient.NEVER);
    assertEquals(GradientCheck.Verdict.KINK, row.verdict());
    assertEquals(List.of(NodeId.of("y")), row.kinkAt());
    var mixed = GradientCheck.check(trace(relu(0, 1, -1)), NodeId.of("x"), NumericalGradient.NEVER);
    assertEquals(GradientCheck.Verdict.RIGHT, mixed.verdict());
    assertEquals(1, mixed.kinks());
    assertEquals(2, mixed.checked());
  }

  @Test
  void closeToAKinkTheDifferenceStaysOnItsSide() {
    for (double x : new double[] {1e-3, -1e-3, 1e-6, -1e-6, 1e-9}) {
      var row = GradientCheck.check(trace(relu(x)), NodeId.of("x"), NumericalGradient.NEVER);
      assertEquals(GradientCheck.Verdict.RIGHT, row.verdict(), "x = " + x);
    }
  }

  @Test
  void whatIsNotFiniteIsUnknown() {
    GraphDocument document =
        new GraphBuilder().input("x", 0).op("y", Functions.RECIPROCAL, "x").build("y");
    var row = GradientCheck.check(trace(document), NodeId.of("x"), NumericalGradient.NEVER);
    assertEquals(GradientCheck.Verdict.UNKNOWN, row.verdict());
  }

  @Test
  void aWrongGradientIsFound() {
    Trace right = trace(EvaluatorTest.applesAndOranges());
    Trace wrong = new WrongTrace(right, NodeId.of("tax"), Tensor.scalar(651));
    var row = GradientCheck.check(wrong, NodeId.of("tax"), NumericalGradient.NEVER);
    assertEquals(GradientCheck.Verdict.WRONG, row.verdict());
    assertEquals(1 / 651.0, row.relativeError(), 1e-9);
    assertEquals(row, GradientCheck.worst(List.of(row)).orElseThrow());
  }

  @Test
  void itCanBeCancelled() {
    Trace trace = trace(EvaluatorTest.applesAndOranges());
    assertThrows(
        CancellationException.class, () -> GradientCheck.check(trace, trace.count(), () -> true));
    assertFalse(GradientCheck.check(trace, trace.count(), () -> false).isEmpty());
  }
}
