package backprop.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.formula.Evaluation;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Values and gradients of generated formulas against an evaluation that shares no code.
class CorpusTest {
  private static final int FORMULAS = 1_000;
  private static final double RELATIVE = 1e-9;

  /// Beyond this a sum has lost too many digits for two orders of adding to agree to 1e-9.
  private static final double LARGEST = 1e5;

  @Test
  void valuesAndGradientsAgreeWithTheOracle() {
    int checked = 0;
    int gradients = 0;
    int deepest = 0;
    for (long seed = 0; checked < FORMULAS; seed++) {
      AnyFormula.Case one = AnyFormula.of(seed);
      Oracle.Dual expected = Oracle.evaluate(one.text(), one.values());
      boolean tame = Math.abs(expected.value()) < LARGEST;
      for (double by : expected.by()) {
        tame &= Math.abs(by) < LARGEST;
      }
      if (!tame) {
        continue;
      }
      Map<String, Tensor> values = new HashMap<>();
      one.values().forEach((name, value) -> values.put(name, Tensor.scalar(value)));
      GraphDocument document = Formula.parse(one.text(), values).orThrow();
      Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
      close(expected.value(), trace.values().get(trace.output().orElseThrow()).item(), one.text());
      List<String> names = List.copyOf(one.values().keySet());
      for (Node node : document.graph().nodes()) {
        if (node instanceof Node.Input input) {
          int index = names.indexOf(input.name());
          if (index < 0) {
            continue; // u1 = 1.5 is an input too
          }
          close(
              expected.by()[index],
              trace.gradients().get(node.id()).item(),
              "by " + input.name() + ": " + one.text());
          gradients++;
        }
      }
      deepest = Math.max(deepest, document.graph().nodeCount());
      checked++;
      assertTrue(seed < 3L * FORMULAS, "too many formulas are wild");
    }
    assertTrue(gradients > FORMULAS && deepest > 80, gradients + ", " + deepest);
  }

  @Test
  void anExpressionHasTheSameValue() {
    int checked = 0;
    for (long seed = 0; seed < FORMULAS; seed++) {
      AnyFormula.Case one = AnyFormula.of(seed);
      if (one.text().contains("u0")) {
        continue;
      }
      Oracle.Dual expected = Oracle.evaluate(one.text(), one.values());
      if (Math.abs(expected.value()) < LARGEST) {
        String text = one.text().substring(one.text().indexOf('=') + 1);
        double value =
            Evaluation.evaluate(
                Expressions.parse(text).orThrow(),
                name -> one.values().getOrDefault(name, Double.NaN));
        close(expected.value(), value, text);
        checked++;
      }
    }
    assertTrue(checked > 200, "checked " + checked);
  }

  private static void close(double expected, double actual, String text) {
    assertEquals(expected, actual, RELATIVE * Math.max(1, Math.abs(expected)), text);
  }

  /// Formulas with arrays, what they are, and the gradient by `x` where it is [[1, 2], [3, 4]].
  @Test
  void arraysAreComputedAsWritten() {
    Object[][] rows = {
      {"x = [[1, 2], [3, 4]]; y = sum(x * x)", 30.0, new double[] {2, 4, 6, 8}},
      {"x = [[1, 2], [3, 4]]; y = sum(x @ [[1, 0], [0, 2]])", 16.0, new double[] {1, 2, 1, 2}},
      {
        "x = [[1, 2], [3, 4]]; y = sum(max(x, axis=1, keep=true) * 3)",
        18.0,
        new double[] {0, 3, 0, 3}
      },
      {"x = [[1, 2], [3, 4]]; y = mean(2x - 1)", 4.0, new double[] {0.5, 0.5, 0.5, 0.5}},
      {
        "x = [[1, 2], [3, 4]]; y = sum(reshape(x, shape=[4]) * [1, 2, 3, 4])",
        30.0,
        new double[] {1, 2, 3, 4}
      },
      {
        "x = [[1, 2], [3, 4]]; w = constant([[1], [1]]); y = sum(affine(x, w, [10]))",
        30.0,
        new double[] {1, 1, 1, 1}
      },
    };
    for (Object[] row : rows) {
      GraphDocument document = Formula.parse((String) row[0]).orThrow();
      Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
      assertEquals(List.of(), trace.problems(), (String) row[0]);
      assertEquals((double) row[1], trace.values().get(trace.output().orElseThrow()).item(), 1e-12);
      assertEquals(
          Tensor.of(Shape.of(2, 2), (double[]) row[2]),
          trace.gradients().get(NodeId.of("x")),
          (String) row[0]);
    }
    assertEquals(6, rows.length);
  }
}
