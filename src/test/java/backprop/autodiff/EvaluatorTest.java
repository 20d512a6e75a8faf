package backprop.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.graph.Problem;
import backprop.message.Language;
import backprop.message.Messages;
import backprop.op.ElementWise;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final double RELATIVE = 1e-12;

  static GraphDocument applesAndOranges() {
    return new GraphBuilder()
        .input("apple", 100)
        .input("apples", 2)
        .input("orange", 150)
        .input("oranges", 3)
        .input("tax", 1.1)
        .op("mul1", Functions.MUL, "apple", "apples")
        .op("mul2", Functions.MUL, "orange", "oranges")
        .op("add", Functions.ADD, "mul1", "mul2")
        .op("total", "total", new ElementWise(Functions.MUL), "add", "tax")
        .build("total");
  }

  private final Trace trace = Evaluator.trace(applesAndOranges(), EvaluationContext.PLAIN);

  private static void assertGradient(Trace trace, String id, double expected) {
    double actual = trace.gradients().get(NodeId.of(id)).item();
    assertEquals(expected, actual, RELATIVE * Math.abs(expected), id);
  }

  @Test
  void applesAndOrangesGivesTheTextbooksNumbers() {
    assertEquals(715, trace.values().get(NodeId.of("total")).item(), 715 * RELATIVE);
    assertGradient(trace, "apple", 2.2);
    assertGradient(trace, "apples", 110);
    assertGradient(trace, "orange", 3.3);
    assertGradient(trace, "oranges", 165);
    assertGradient(trace, "tax", 650);
  }

  @Test
  void fourEvaluationsOneSeedEightSends() {
    assertEquals(4, trace.steps().stream().filter(Step.Evaluate.class::isInstance).count());
    assertEquals(1, trace.steps().stream().filter(Step.Seed.class::isInstance).count());
    assertEquals(8, trace.steps().stream().filter(Step.Propagate.class::isInstance).count());
    assertEquals(4, trace.forwardEnd());
    assertEquals(List.of(4, 9), boxed(trace.positionInPhase(7)));
  }

  private static List<Integer> boxed(int[] numbers) {
    return java.util.Arrays.stream(numbers).boxed().toList();
  }

  @Test
  void sendsPortsInOrderAndReadsFromTheTop() {
    List<String> sent =
        trace.steps().stream()
            .filter(Step.Propagate.class::isInstance)
            .map(step -> step.node().text())
            .toList();
    assertEquals(
        List.of("add", "tax", "mul1", "mul2", "apple", "apples", "orange", "oranges"), sent);
  }

  @Test
  void theFourthBackwardStepSaysWhatTheDesignSays() {
    assertEquals(
        "Backward 4 of 9. + sends 1.1 × 1 = 1.1 down to ×, unchanged.",
        Messages.in(Language.ENGLISH).format(trace.sentence(7)));
    assertEquals(
        "역전파 9단계 중 4. + 노드가 1.1 × 1 = 1.1을 × 쪽으로 그대로 보냅니다.",
        Messages.in(Language.KOREAN).format(trace.sentence(7)));
  }

  @Test
  void nothingAheadOfThePlayheadIsThere() {
    NodeId total = NodeId.of("total");
    NodeId tax = NodeId.of("tax");
    assertEquals(Optional.empty(), trace.value(total, 3));
    assertTrue(trace.value(total, 4).isPresent());
    assertTrue(trace.value(tax, 0).isPresent());
    assertEquals(Optional.empty(), trace.gradient(tax, 6));
    assertEquals(650, trace.gradient(tax, 7).orElseThrow().item(), RELATIVE * 650);
    Edge edge = new Edge(tax, total, 1);
    assertEquals(Optional.empty(), trace.propagated(edge, 6));
    assertTrue(trace.propagated(edge, 7).isPresent());
    assertTrue(trace.endsGroup(6));
    assertFalse(trace.endsGroup(5));
  }

  @Test
  void aForkAddsUpAndSendsOnlyWhenAllHasArrived() {
    GraphDocument square =
        new GraphBuilder()
            .input("x", 3)
            .op("double", Functions.ADD, "x", "x")
            .op("square", Functions.MUL, "double", "double")
            .build("square");
    Trace trace = Evaluator.trace(square, EvaluationContext.PLAIN);
    NodeId twice = NodeId.of("double");
    int seed = trace.forwardEnd();
    assertEquals(6.0, trace.gradient(twice, seed + 2).orElseThrow().item());
    assertFalse(trace.gradientComplete(twice, seed + 2));
    assertEquals(12.0, trace.gradient(twice, seed + 3).orElseThrow().item());
    assertTrue(trace.gradientComplete(twice, seed + 3));
    assertGradient(trace, "x", 24);
  }

  @Test
  void constantsAndWhatIsMadeOfThemGetNoGradient() {
    GraphDocument document =
        new GraphBuilder()
            .input("x", 3)
            .constant("two", 2)
            .constant("five", 5)
            .op("ten", Functions.MUL, "two", "five")
            .op("y", Functions.MUL, "x", "ten")
            .build("y");
    Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
    assertEquals(4, trace.count(), "two evaluations, one seed, one send");
    assertFalse(trace.gradients().containsKey(NodeId.of("ten")));
    assertFalse(trace.carriesGradient(new Edge(NodeId.of("ten"), NodeId.of("y"), 1)));
    assertGradient(trace, "x", 10);
  }

  @Test
  void anEmptyPortLeavesTheRestAlive() {
    GraphDocument document =
        new GraphBuilder()
            .input("x", 3)
            .op("good", Functions.MUL, "x", "x")
            .op("bad", Functions.ADD, "good", "")
            .op("after", Functions.ADD, "bad", "x")
            .build();
    Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
    assertEquals(Optional.of(NodeId.of("good")), trace.output());
    assertGradient(trace, "x", 6);
    assertEquals(1, trace.problems().size());
    assertEquals(
        "+ needs a value at its input y. Connect one.",
        Messages.in(Language.ENGLISH).format(trace.problems().getFirst().sentence()));
    assertFalse(trace.values().containsKey(NodeId.of("after")));
  }

  @Test
  void aTensorOutputIsSeededWithItsUpstreamOrOnes() {
    Tensor x = Tensor.matrix(new double[][] {{1, -0.5}, {-2, 3}});
    GraphDocument document =
        new GraphBuilder().input("x", x).op("y", Functions.ADD, "x", "x").build("y");
    Trace ones = Evaluator.trace(document, EvaluationContext.PLAIN);
    assertEquals(Tensor.full(Shape.of(2, 2), 2), ones.gradients().get(NodeId.of("x")));
    var roles =
        new backprop.graph.Roles(
            document.roles().output(), Optional.empty(), Optional.empty(), Optional.of(x));
    Trace given = Evaluator.trace(document.withRoles(roles), EvaluationContext.PLAIN);
    assertEquals(x.map(v -> 2 * v), given.gradients().get(NodeId.of("x")));
    Trace wrong =
        Evaluator.trace(
            document.withRoles(
                new backprop.graph.Roles(
                    document.roles().output(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Tensor.vector(1, 2, 3)))),
            EvaluationContext.PLAIN);
    assertTrue(wrong.problems().getFirst() instanceof Problem.UpstreamDoesNotFit);
  }

  @Test
  void infinitiesFlowAndTheirFirstPlaceIsKnown() {
    GraphDocument document =
        new GraphBuilder()
            .input("x", 1e200)
            .op("fine", Functions.ADD, "x", "x")
            .op("square", Functions.MUL, "fine", "x")
            .op("more", Functions.ADD, "square", "x")
            .build("more");
    Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
    assertEquals(Optional.of(1), trace.firstNonFinite());
    assertEquals(Optional.of(NodeId.of("square")), trace.firstNonFiniteNode());
    assertEquals(Double.POSITIVE_INFINITY, trace.values().get(NodeId.of("more")).item());
    assertEquals(Optional.empty(), this.trace.firstNonFinite());
  }

  @Test
  void anEmptyDocumentIsATraceOfNothing() {
    Trace trace = Evaluator.trace(GraphDocument.EMPTY, EvaluationContext.PLAIN);
    assertEquals(0, trace.count());
    assertEquals(1, trace.problems().size());
  }
}
