package backprop.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.Edit;
import backprop.graph.EditResult;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.OwnRule;
import backprop.graph.Problem;
import backprop.graph.RuleFormula;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnRuleTest {
  private static final double CLOSE = 1e-10;

  private static RuleFormula formula(String text, GraphDocument document) {
    return new RuleFormula(text, document.graph(), document.output().orElseThrow());
  }

  /// dy · b, as one may write it for either input of a product.
  private static RuleFormula timesB() {
    return formula(
        "dy * b",
        new GraphBuilder()
            .input("dy", 0)
            .input("b", 0)
            .op("r", Functions.MUL, "dy", "b")
            .build("r"));
  }

  private static GraphDocument with(GraphDocument document, Edit edit) {
    return assertInstanceOf(EditResult.Done.class, edit.applyTo(document)).document();
  }

  private static Trace trace(GraphDocument document) {
    return Evaluator.trace(document, EvaluationContext.PLAIN);
  }

  private static Edge edge(String from, String to, int port) {
    return new Edge(NodeId.of(from), NodeId.of(to), port);
  }

  /// z = exp(p · q); both gradients of the product multiplied by its second input.
  private static GraphDocument wrongProduct() {
    GraphDocument document =
        new GraphBuilder()
            .input("p", 1.5)
            .input("q", 0.5)
            .op("m", Functions.MUL, "p", "q")
            .op("z", Functions.EXP, "m")
            .build("z");
    OwnRule rule = OwnRule.of(Optional.empty(), Map.of("a", timesB(), "b", timesB()));
    return with(document, new Edit.SetRule(NodeId.of("m"), Optional.of(rule)));
  }

  @Test
  void thePassUsesItAndTheCheckFindsItsEdge() {
    Trace trace = trace(wrongProduct());
    double up = Math.exp(0.75);
    assertEquals(up * 0.5, trace.gradients().get(NodeId.of("p")).item(), CLOSE);
    assertEquals(up * 0.5, trace.gradients().get(NodeId.of("q")).item(), CLOSE);
    assertEquals(
        GradientCheck.Verdict.RIGHT,
        GradientCheck.checkEdge(trace, edge("p", "m", 0), NumericalGradient.NEVER).verdict());
    GradientCheck.Row wrong =
        GradientCheck.checkEdge(trace, edge("q", "m", 1), NumericalGradient.NEVER);
    assertEquals(GradientCheck.Verdict.WRONG, wrong.verdict());
    assertEquals(up * 1.5, wrong.numerical().item(), 1e-9);
    assertEquals(up, wrong.meanDifference(), 1e-9);
  }

  /// The check of `p`'s edge into an operation whose value is made by this formula, with the
  /// gradient `dy * b` and p = q = 2.
  private static GradientCheck.Row checkOfOwnValue(
      backprop.formula.ScalarFunction operation, backprop.formula.ScalarFunction own) {
    GraphDocument document =
        new GraphBuilder()
            .input("p", 2)
            .input("q", 2)
            .op("m", operation, "p", "q")
            .op("z", Functions.EXP, "m")
            .build("z");
    RuleFormula value =
        formula(
            "own",
            new GraphBuilder().input("a", 0).input("b", 0).op("r", own, "a", "b").build("r"));
    OwnRule rule = OwnRule.of(Optional.of(value), Map.of("a", timesB()));
    Trace trace = trace(with(document, new Edit.SetRule(NodeId.of("m"), Optional.of(rule))));
    return GradientCheck.checkEdge(trace, edge("p", "m", 0), NumericalGradient.NEVER);
  }

  @Test
  void aKinkInTheFormulaOfTheValueIsNoMistake() {
    GradientCheck.Row tie = checkOfOwnValue(Functions.MUL, Functions.MAX);
    assertEquals(GradientCheck.Verdict.KINK, tie.verdict());
    assertEquals(List.of(NodeId.of("m")), tie.kinkAt());
    assertEquals(
        GradientCheck.Verdict.WRONG, checkOfOwnValue(Functions.MUL, Functions.SUB).verdict());
  }

  /// exp(a − max(a, b)) · exp(max(a, b)) = exp(a): max bends, the value does not.
  @Test
  void aKinkThatCancelsHidesNoMistake() {
    GraphDocument document =
        new GraphBuilder().input("p", 2).input("q", 2).op("m", Functions.MUL, "p", "q").build("m");
    RuleFormula value =
        formula(
            "own",
            new GraphBuilder()
                .input("a", 0)
                .input("b", 0)
                .op("max", Functions.MAX, "a", "b")
                .op("less", Functions.SUB, "a", "max")
                .op("e", Functions.EXP, "less")
                .op("f", Functions.EXP, "max")
                .op("r", Functions.MUL, "e", "f")
                .build("r"));
    OwnRule rule = OwnRule.of(Optional.of(value), Map.of("a", timesB()));
    Trace trace = trace(with(document, new Edit.SetRule(NodeId.of("m"), Optional.of(rule))));
    GradientCheck.Row row =
        GradientCheck.checkEdge(trace, edge("p", "m", 0), NumericalGradient.NEVER);
    assertEquals(GradientCheck.Verdict.WRONG, row.verdict());
    assertEquals(Math.exp(2), row.numerical().item(), 1e-8);
  }

  @Test
  void aKinkOfTheOperationThatAFormulaReplacesIsNone() {
    assertEquals(
        GradientCheck.Verdict.RIGHT, checkOfOwnValue(Functions.MAX, Functions.MUL).verdict());
  }

  @Test
  void aValueOfOnesOwnFlowsOnAndIsDifferentiatedNumerically() {
    GraphDocument document =
        new GraphBuilder()
            .input("p", 1.5)
            .input("q", 2)
            .op("m", Functions.MUL, "p", "q")
            .build("m");
    RuleFormula sum =
        formula(
            "a + b",
            new GraphBuilder()
                .input("a", 0)
                .input("b", 0)
                .op("r", Functions.ADD, "a", "b")
                .build("r"));
    Trace trace =
        trace(
            with(
                document,
                new Edit.SetRule(
                    NodeId.of("m"), Optional.of(OwnRule.of(Optional.of(sum), Map.of())))));
    assertEquals(3.5, trace.values().get(NodeId.of("m")).item());
    GradientCheck.Row row =
        GradientCheck.checkEdge(trace, edge("p", "m", 0), NumericalGradient.NEVER);
    assertEquals(GradientCheck.Verdict.WRONG, row.verdict(), "p · q's own gradient is 2");
    assertEquals(1, row.numerical().item(), 1e-9);
    assertEquals(
        1,
        GradientCheck.check(trace, NodeId.of("p"), NumericalGradient.NEVER).numerical().item(),
        1e-9);
  }

  @Test
  void aGroupSendsToWhatEntersIt() {
    GraphDocument document =
        new GraphBuilder()
            .input("x", 0.3)
            .op("n", Functions.NEGATE, "x")
            .op("e", Functions.EXP, "n")
            .op("y", Functions.RECIPROCAL, "e")
            .build("y");
    RuleFormula exactly =
        formula(
            "dy * y",
            new GraphBuilder()
                .input("dy", 0)
                .input("y", 0)
                .op("r", Functions.MUL, "dy", "y")
                .build("r"));
    OwnRule rule =
        new OwnRule(
            Set.of(NodeId.of("n"), NodeId.of("e")),
            Map.of("x", NodeId.of("x")),
            Optional.empty(),
            Map.of("x", exactly));
    Trace trace = trace(with(document, new Edit.SetRule(NodeId.of("y"), Optional.of(rule))));
    assertEquals(Math.exp(0.3), trace.gradients().get(NodeId.of("x")).item(), CLOSE);
    assertEquals(Set.of(NodeId.of("x"), NodeId.of("y")), trace.gradients().keySet());
    assertEquals(
        GradientCheck.Verdict.RIGHT,
        GradientCheck.checkEdge(trace, edge("x", "n", 0), NumericalGradient.NEVER).verdict());
  }

  @Test
  void overwritingLosesTheEarlierContribution() {
    GraphDocument document =
        new GraphBuilder()
            .input("x", 3)
            .op("s", Functions.MUL, "x", "x")
            .op("z", Functions.ADD, "s", "x")
            .build("z");
    Trace right = trace(document);
    assertEquals(7, right.gradients().get(NodeId.of("x")).item(), CLOSE);
    Trace trace = trace(with(document, new Edit.SetOverwrite(NodeId.of("x"), true)));
    double left = trace.gradients().get(NodeId.of("x")).item();
    assertEquals(3, left, CLOSE, "the last of 1, 3, 3");
    long wrong =
        trace.graph().edges().stream()
            .filter(
                edge ->
                    GradientCheck.checkEdge(trace, edge, NumericalGradient.NEVER).verdict()
                        == GradientCheck.Verdict.WRONG)
            .count();
    assertEquals(2, wrong, "both that took another's place");
  }

  @Test
  void aGradientOfAnotherShapeIsWrongAndSaid() {
    GraphDocument document =
        new GraphBuilder()
            .input("x", Tensor.vector(1, 2))
            .input("w", Tensor.vector(3, 4))
            .op("m", Functions.MUL, "x", "w")
            .build("m");
    RuleFormula one =
        formula(
            "2", new GraphBuilder().constant("c", 2).op("r", Functions.IDENTITY, "c").build("r"));
    Trace trace =
        trace(
            with(
                document,
                new Edit.SetRule(
                    NodeId.of("m"), Optional.of(OwnRule.of(Optional.empty(), Map.of("a", one))))));
    assertInstanceOf(Problem.RuleDoesNotFit.class, trace.problems().getFirst());
    GradientCheck.Row row =
        GradientCheck.checkEdge(trace, edge("x", "m", 0), NumericalGradient.NEVER);
    assertEquals(GradientCheck.Verdict.WRONG, row.verdict());
    assertEquals(Double.POSITIVE_INFINITY, row.relativeError());
    assertTrue(Double.isNaN(trace.gradients().get(NodeId.of("x")).get(0)));
  }

  @Test
  void aRuleThatCannotBeUsedIsRefused() {
    GraphDocument document =
        new GraphBuilder().input("p", 1).op("z", Functions.EXP, "p").build("z");
    OwnRule unknown = OwnRule.of(Optional.empty(), Map.of("x", timesB()));
    assertInstanceOf(
        EditResult.Refused.class,
        new Edit.SetRule(NodeId.of("z"), Optional.of(unknown)).applyTo(document));
    assertInstanceOf(
        EditResult.Refused.class,
        new Edit.SetRule(NodeId.of("p"), Optional.of(unknown)).applyTo(document));
  }

  @Test
  void removingANodeRemovesItsRule() {
    GraphDocument document = wrongProduct();
    assertTrue(with(document, new Edit.RemoveNodes(Set.of(NodeId.of("m")))).rules().isEmpty());
  }
}
