package backprop.graph.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.FusionComparison;
import backprop.autodiff.Trace;
import backprop.file.Examples;
import backprop.formula.Functions;
import backprop.graph.Edit;
import backprop.graph.EditResult;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.GroupId;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.op.Op;
import backprop.op.Ops;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpansionsTest {
  private static final double TOLERANCE = 1e-13;
  private static final NodeId Y = NodeId.of("y");

  private static GraphDocument of(Op op, Tensor... inputs) {
    GraphBuilder builder = new GraphBuilder();
    String[] names = new String[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      names[i] = "in" + i;
      builder.input(names[i], inputs[i]);
    }
    return builder.op("y", "y", op, names).build("y");
  }

  private static GraphDocument done(GraphDocument document, Edit edit) {
    if (edit.applyTo(document) instanceof EditResult.Done(GraphDocument after)) {
      return after;
    }
    throw new AssertionError(edit.toString());
  }

  private static Tensor random(int seed, int... dims) {
    Random random = new Random(seed);
    return Tensor.generate(Shape.of(dims), i -> random.nextGaussian());
  }

  private static List<GraphDocument> documents() {
    return List.of(
        of(Ops.of(Functions.SIGMOID), Tensor.scalar(0.3)),
        of(Ops.of(Functions.SIGMOID), random(1, 2, 3)),
        of(Ops.create("softmax"), random(2, 4)),
        of(Ops.create("softmax"), random(3, 2, 3)),
        of(Ops.create("softmax_loss"), random(4, 3, 4), Tensor.of(Shape.of(3), 0, 3, 2)),
        of(Ops.create("affine"), random(5, 3, 4), random(6, 4, 2), random(7, 2)));
  }

  @Test
  void everyPatternOpensIntoPartsThatFuseBack() {
    Set<String> seen = new HashSet<>();
    for (GraphDocument document : documents()) {
      Op op =
          document.graph().node(Y) instanceof backprop.graph.Node.Operation(_, _, Op it)
              ? it
              : Ops.create("exp");
      Edit edit = Expansions.of(document, Y).orElseThrow(() -> new AssertionError(op.name()));
      GraphDocument open = done(document, edit);
      GroupId group = open.groups().of(Y).orElseThrow();
      assertEquals(op.sign(), open.groups().group(group).name());
      assertTrue(open.groups().members(group).size() > 1);
      Trace before = Evaluator.trace(document, EvaluationContext.PLAIN);
      Trace after = Evaluator.trace(open, EvaluationContext.PLAIN);
      assertEquals(List.of(), after.problems());
      for (NodeId id : before.values().keySet()) {
        near(before.values().get(id), after.values().get(id), id);
      }
      for (NodeId id : before.gradients().keySet()) {
        near(before.gradients().get(id), after.gradients().get(id), id);
      }
      Fusion fusion = Fusions.offer(open, Y).orElseThrow();
      GraphDocument back = done(open, fusion.edit());
      assertEquals(document.graph(), back.graph(), op.name());
      assertEquals(document.roles(), back.roles());
      assertTrue(back.groups().isEmpty());
      seen.add(op.name());
    }
    Set<String> patterns = new HashSet<>();
    Fusions.all().forEach(pattern -> patterns.add(pattern.name()));
    assertEquals(patterns, seen);
  }

  private static void near(Tensor expected, Tensor actual, NodeId id) {
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(
          expected.get(i), actual.get(i), TOLERANCE * (1 + Math.abs(expected.get(i))), id.text());
    }
  }

  @Test
  void whatIsOpenedInAGroupStaysInIt() {
    GraphDocument document =
        done(
            documents().getFirst(),
            new Edit.MakeGroup(GroupId.of("outer"), "outer", Set.of(Y, NodeId.of("in0"))));
    GraphDocument open = done(document, Expansions.of(document, Y).orElseThrow());
    GroupId parts = open.groups().of(Y).orElseThrow();
    assertEquals(Optional.of(GroupId.of("outer")), open.groups().group(parts).parent());
    assertEquals(7, open.groups().members(GroupId.of("outer")).size());
  }

  @Test
  void othersHaveNoParts() {
    assertEquals(
        Optional.empty(),
        Expansions.of(of(Ops.create("exp"), Tensor.scalar(1)), Y),
        "exp is a part itself");
    assertEquals(
        Optional.empty(),
        Expansions.of(
            of(Ops.create("affine"), random(1, 3, 2, 2), random(2, 4, 2), random(3, 2)), Y),
        "an affine layer that flattens is no product and sum");
    GraphDocument half = new GraphBuilder().op("y", "", Ops.create("softmax"), "").build();
    assertEquals(Optional.empty(), Expansions.of(half, Y), "nothing enters");
    assertEquals(Optional.empty(), Expansions.of(half, NodeId.of("none")));
  }

  @Test
  void theComparisonGoesAsFarAsThePlayhead() {
    GraphDocument document = Examples.find("sigmoid").orElseThrow().open(Language.ENGLISH);
    Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
    Fusion fusion = Fusions.offers(document).getFirst();
    for (int playhead = 0; playhead <= trace.count(); playhead++) {
      FusionComparison comparison = FusionComparison.of(trace, fusion, playhead);
      assertEquals(2, comparison.rows().size());
      assertEquals(playhead >= 4, comparison.rows().get(0).one().isPresent(), "at " + playhead);
      assertEquals(playhead >= 9, comparison.rows().get(1).one().isPresent(), "at " + playhead);
      assertEquals(playhead >= 9, comparison.isComplete());
      assertTrue(comparison.difference() < TOLERANCE, "difference " + comparison.difference());
    }
    FusionComparison end = FusionComparison.of(trace, fusion, trace.count());
    assertEquals(0.19661193324148185, end.rows().get(1).one().orElseThrow().item(), TOLERANCE);
  }

  @Test
  void aDifferenceIsSeen() {
    GraphBuilder builder =
        new GraphBuilder()
            .input("x", -1000)
            .constant("one", 1)
            .op("n", Functions.NEGATE, "x")
            .op("e", Functions.EXP, "n")
            .op("a", Functions.ADD, "e", "one")
            .op("y", Functions.RECIPROCAL, "a");
    GraphDocument document = builder.build("y");
    Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
    FusionComparison comparison =
        FusionComparison.of(trace, Fusions.offers(document).getFirst(), trace.count());
    assertEquals(
        Double.POSITIVE_INFINITY, comparison.difference(), "∞ · 0 in the parts, 0 in the one");
  }
}
