package backprop.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.ChainRule.Role;
import backprop.file.Examples;
import backprop.formula.Functions;
import backprop.graph.GraphBuilder;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Language;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChainRuleTest {
  private static Trace example(String id) {
    return Evaluator.trace(
        Examples.find(id).orElseThrow().open(Language.ENGLISH), EvaluationContext.PLAIN);
  }

  private static ChainRule rule(Trace trace, String node, int playhead) {
    return ChainRule.of(trace, NodeId.of(node), playhead).orElseThrow();
  }

  @Test
  void theDesignsExampleIsWrittenAsThere() {
    ChainRule rule = rule(example("apples-and-oranges"), "mul1", 8);
    assertEquals("∂total/∂a = 1 · 1.1 · 1 = 1.1", rule.text());
    assertEquals(Optional.of("a = apple × apples"), rule.definition());
    assertEquals(
        List.of(Role.GRADIENT, Role.VALUE, Role.NUMBER),
        rule.paths().getFirst().factors().stream().map(ChainRule.Factor::role).toList());
    assertEquals("1 \\cdot 1.1 \\cdot 1 = 1.1", rule.latex());
  }

  @Test
  void nothingIsSaidAheadOfThePlayhead() {
    Trace trace = example("apples-and-oranges");
    assertEquals(Optional.empty(), ChainRule.of(trace, NodeId.of("mul1"), 7));
    assertEquals("∂total/∂total = 1 = 1", rule(trace, "mul3", 5).text());
  }

  @Test
  void aForkIsASumOfPathsAsFarAsTheyHaveArrived() {
    Trace trace =
        Evaluator.trace(
            new GraphBuilder()
                .input("x", 3)
                .op("d", Functions.ADD, "x", "x")
                .op("y", Functions.MUL, "d", "x")
                .build("y"),
            EvaluationContext.PLAIN);
    NodeId x = NodeId.of("x");
    int first = trace.stepOf(new backprop.graph.Edge(NodeId.of("x"), NodeId.of("y"), 1)).orElse(0);
    ChainRule partial = ChainRule.of(trace, x, first + 1).orElseThrow();
    assertEquals("∂b/∂x = 1 · 6 = 6", partial.text());
    assertFalse(partial.complete());
    ChainRule whole = ChainRule.of(trace, x, trace.count()).orElseThrow();
    assertEquals("∂b/∂x = 1 · 6 + 1 · 3 · 1 + 1 · 3 · 1 = 12", whole.text());
    assertTrue(whole.complete());
  }

  @Test
  void negativeFactorsStandInBrackets() {
    Trace trace = example("sigmoid");
    assertEquals(
        "∂y/∂x = 1 · (−0.534447) · 1 · 0.367879 · (−1) = 0.196612",
        rule(trace, "x", trace.count()).text());
  }

  @Test
  void veryManyPathsAreShortened() {
    GraphBuilder builder = new GraphBuilder().input("x", 1);
    String last = "x";
    for (int i = 0; i < 60; i++) {
      builder.op("n" + i, Functions.ADD, last, last);
      last = "n" + i;
    }
    Trace trace = Evaluator.trace(builder.build(last), EvaluationContext.PLAIN);
    ChainRule rule = rule(trace, "x", trace.count());
    assertEquals(2, rule.paths().size());
    assertEquals(Math.pow(2, 60), rule.result().orElseThrow());
  }

  @Test
  void tensorsAreSaidByTheRulesOfTheirEdges() {
    Trace trace = example("two-layer-net");
    ChainRule rule = rule(trace, "W1", trace.count());
    assertEquals(List.of(), rule.paths());
    assertEquals(1, rule.rules().size());
    assertTrue(rule.rules().getFirst().contains("dW"), rule.text());
  }

  @Test
  void everyScalarChainMakesItsGradient() {
    int checked = 0;
    for (Examples.Example example : Examples.all()) {
      Trace trace = example(example.id());
      for (Node node : trace.graph().nodes()) {
        var rule = ChainRule.of(trace, node.id(), trace.count());
        if (rule.isPresent() && !rule.get().paths().isEmpty()) {
          double sum = rule.get().paths().stream().mapToDouble(ChainRule.Product::value).sum();
          double gradient = rule.get().result().orElseThrow();
          assertEquals(gradient, sum, 1e-12 * Math.abs(gradient), example.id() + node.id());
          checked++;
        }
      }
    }
    assertTrue(checked > 15, "checked " + checked);
  }
}
