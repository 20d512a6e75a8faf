package backprop.graph.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.file.Examples;
import backprop.formula.Functions;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.op.CrossEntropy;
import backprop.op.MatMul;
import backprop.op.Ops;
import backprop.op.Softmax;
import backprop.op.Sum;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FusionsTest {
  /// Rounding of a handful of operations on numbers of size 1, relative to 1 + |expected|.
  private static final double TOLERANCE = 1e-13;

  private static GraphDocument fused(GraphDocument document, Fusion fusion) {
    GraphDocument after = fusion.edit().applyTo(document).or(document);
    assertFalse(after == document, "refused");
    return after;
  }

  private static Trace trace(GraphDocument document) {
    Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
    assertEquals(List.of(), trace.problems());
    return trace;
  }

  /// Compares what crosses the border and all that lies outside of it.
  ///
  /// @return how many numbers were compared
  private static int compare(GraphDocument before, GraphDocument after, Fusion fusion) {
    Trace one = trace(before);
    Trace other = trace(after);
    int compared = near(one.values(), other.values(), after);
    assertTrue(compared > 0);
    Map<NodeId, Tensor> gradients = new HashMap<>(one.gradients());
    Map<NodeId, Tensor> fusedGradients = new HashMap<>(other.gradients());
    for (int port = 0; port < fusion.operands().size(); port++) {
      if (!fusion.op().ports().get(port).differentiable()) { // a label gets no gradient any more
        gradients.remove(fusion.operands().get(port));
      }
    }
    fusedGradients.keySet().retainAll(gradients.keySet());
    gradients.keySet().removeIf(id -> !after.graph().contains(id));
    assertEquals(gradients.keySet(), fusedGradients.keySet());
    return compared + near(gradients, fusedGradients, after);
  }

  private static int near(
      Map<NodeId, Tensor> expected, Map<NodeId, Tensor> actual, GraphDocument in) {
    int compared = 0;
    for (Map.Entry<NodeId, Tensor> entry : actual.entrySet()) {
      Tensor before = expected.get(entry.getKey());
      if (before == null) {
        continue;
      }
      assertEquals(before.shape(), entry.getValue().shape());
      for (int i = 0; i < before.size(); i++) {
        assertEquals(
            before.get(i),
            entry.getValue().get(i),
            TOLERANCE * (1 + Math.abs(before.get(i))),
            entry.getKey() + " in " + in.graph());
        compared++;
      }
    }
    return compared;
  }

  @Test
  void everySpellingOfTheTableIsFoundAndEqualsItsOperation() {
    Map<String, Integer> spellings = new HashMap<>();
    for (FusionPattern pattern : Fusions.all()) {
      for (Shape shape : shapes(pattern)) {
        List<SpelledGraph> all = SpelledGraph.all(pattern, shape, new Random(shape.rank()));
        for (SpelledGraph spelled : all) {
          GraphDocument document = spelled.document();
          Fusion fusion =
              Fusions.at(document.graph(), spelled.root())
                  .orElseThrow(() -> new AssertionError(pattern.name() + " " + document.graph()));
          assertEquals(pattern.op(), fusion.op());
          assertEquals(spelled.operands(), fusion.operands());
          assertEquals(List.of(fusion), Fusions.offers(document));
          GraphDocument after = fused(document, fusion);
          assertEquals(
              1, SpelledGraph.operations(after.graph()), "only the operation is left of the part");
          assertTrue(compare(document, after, fusion) > 0);
          spellings.merge(pattern.name(), 1, Integer::sum);
        }
      }
    }
    assertEquals(
        Fusions.all().size(), spellings.size(), "every row has been looked at: " + spellings);
    assertTrue(spellings.get("sigmoid") >= 2 * 31, spellings.toString());
    assertTrue(spellings.get("softmax_loss") >= 100, spellings.toString());
  }

  private static List<Shape> shapes(FusionPattern pattern) {
    return switch (pattern.name()) {
      case "sigmoid" -> List.of(Shape.scalar(), Shape.of(2, 3));
      case "affine" -> List.of(Shape.of(3), Shape.of(2, 3));
      default -> List.of(Shape.of(4), Shape.of(3, 4));
    };
  }

  @Test
  void theExampleInFourDiscsIsASigmoid() {
    GraphDocument document = Examples.find("sigmoid").orElseThrow().open(Language.ENGLISH);
    Fusion fusion = Fusions.offers(document).getFirst();
    assertEquals(Ops.of(Functions.SIGMOID), fusion.op());
    assertEquals(4, fusion.inside().size());
    assertEquals(Optional.of(fusion), Fusions.offer(document, NodeId.of("exp1")));
    assertEquals(Optional.empty(), Fusions.offer(document, NodeId.of("x")));
    GraphDocument after = fused(document, fusion);
    assertEquals(2, after.graph().nodeCount(), "the constants go with the discs");
    assertEquals("y", after.graph().node(NodeId.of("reciprocal1")).name());
    assertEquals(document.output(), after.output());
    assertEquals(530, after.places().get(NodeId.of("reciprocal1")).x());
    compare(document, after, fusion);
  }

  @Test
  void whatIsUsedOrMarkedInsideIsNotOffered() {
    GraphBuilder builder =
        new GraphBuilder()
            .input("x", 0.5)
            .constant("one", 1)
            .op("n", Functions.NEGATE, "x")
            .op("e", Functions.EXP, "n")
            .op("a", Functions.ADD, "e", "one")
            .op("y", Functions.RECIPROCAL, "a");
    assertEquals(1, Fusions.offers(builder.build("y")).size());
    assertEquals(0, Fusions.offers(builder.build("e")).size(), "its e is the output");
    GraphDocument used = builder.op("z", Functions.MUL, "e", "y").build("z");
    assertEquals(0, Fusions.offers(used).size(), "its e is used outside");
    Fusion there = Fusions.at(used.graph(), NodeId.of("y")).orElseThrow();
    assertEquals(
        Ops.of(Functions.SIGMOID), there.op(), "yet its value and derivative are those of σ");
    assertEquals(used, there.edit().applyTo(used).or(used), "and replacing it is refused");
  }

  @Test
  void whatOnlyLooksAlikeIsAnotherFunction() {
    Tensor x = Tensor.generate(Shape.of(2, 3), i -> 0.3 * i);
    GraphDocument wide =
        new GraphBuilder()
            .input("x", 0.5)
            .op("n", Functions.NEGATE, "x")
            .op("e", Functions.EXP, "n")
            .input("ones", Tensor.full(Shape.of(2), 1))
            .op("a", Functions.ADD, "e", "ones")
            .op("y", Functions.RECIPROCAL, "a")
            .build("y");
    assertEquals(List.of(), Fusions.offers(wide), "the 1 is an input, which has a gradient");
    GraphDocument wholeBatch =
        new GraphBuilder()
            .input("x", x)
            .op("e", Functions.EXP, "x")
            .op("s", "", new Sum(List.of(), true), "e")
            .op("y", Functions.DIV, "e", "s")
            .build("y");
    assertEquals(List.of(), Fusions.offers(wholeBatch), "a softmax over the whole batch");
    GraphDocument delta =
        new GraphBuilder()
            .input("x", x)
            .input("t", Tensor.full(Shape.of(2), 1))
            .op("y", "", new Softmax(), "x")
            .op("L", "", new CrossEntropy(1e-7), "y", "t")
            .build("L");
    assertEquals(List.of(), Fusions.offers(delta), "a δ inside of the logarithm");
    for (double factor : new double[] {-1, -0.5, -0.25, 0.5}) {
      GraphDocument mean =
          new GraphBuilder()
              .input("x", x)
              .input("t", Tensor.full(Shape.of(2, 3), 1 / 3.0))
              .constant("c", factor)
              .op("y", "", new Softmax(), "x")
              .op("l", Functions.LOG, "y")
              .op("m", Functions.MUL, "l", "t")
              .op("s", "", new Sum(List.of(), false), "m")
              .op("L", Functions.MUL, "s", "c")
              .build("L");
      assertEquals(
          factor == -0.5 ? 1 : 0, Fusions.offers(mean).size(), "−1/N and nothing else: " + factor);
    }
    GraphDocument twice =
        new GraphBuilder()
            .input("x", x)
            .parameter("W", Tensor.generate(Shape.of(3, 3), i -> i))
            .op("p", "", new MatMul(), "x", "W")
            .op("y", Functions.ADD, "p", "p")
            .build("y");
    assertEquals(List.of(), Fusions.offers(twice), "the bias would be the product itself");
    GraphDocument bias =
        new GraphBuilder()
            .input("x", x)
            .parameter("W", Tensor.generate(Shape.of(3, 3), i -> i))
            .parameter("b", x)
            .op("p", "", new MatMul(), "x", "W")
            .op("y", Functions.ADD, "p", "b")
            .build("y");
    assertEquals(List.of(), Fusions.offers(bias), "a bias of a row each");
  }

  @Test
  void labelsThatWereMadeByOperationsAreNotOffered() {
    GraphBuilder builder =
        new GraphBuilder()
            .input("x", Tensor.generate(Shape.of(3), i -> i))
            .input("u", Tensor.full(Shape.of(3), 1 / 3.0))
            .op("t", Functions.IDENTITY, "u")
            .op("y", "", new Softmax(), "x")
            .op("l", Functions.LOG, "y")
            .op("m", Functions.MUL, "t", "l")
            .op("s", "", new Sum(List.of(), false), "m")
            .op("L", Functions.NEGATE, "s");
    GraphDocument document = builder.build("L");
    assertTrue(Fusions.at(document.graph(), NodeId.of("L")).isPresent());
    assertEquals(List.of(), Fusions.offers(document));
  }

  /// Patterns in the middle of other operations, with operands used elsewhere as well.
  @Test
  void bordersAreTheSameInGeneratedGraphs() {
    Set<String> seen = new HashSet<>();
    int numbers = 0;
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      FusionPattern pattern = Fusions.all().get(seed % Fusions.all().size());
      Shape shape = shapes(pattern).get(random.nextInt(2));
      List<SpelledGraph> all = SpelledGraph.all(pattern, shape, random);
      GraphDocument document = all.get(random.nextInt(all.size())).amongOthers(random);
      List<Fusion> offers = Fusions.offers(document);
      assertFalse(offers.isEmpty(), "seed " + seed);
      for (Fusion fusion : offers) {
        GraphDocument after = fused(document, fusion);
        numbers += compare(document, after, fusion);
        assertEquals(
            new Node.Operation(fusion.root(), "", fusion.op()), after.graph().node(fusion.root()));
        seen.add(fusion.op().name());
      }
    }
    assertEquals(Fusions.all().size(), seen.size(), seen.toString());
    assertTrue(numbers > 3_000, "numbers compared: " + numbers);
  }
}
