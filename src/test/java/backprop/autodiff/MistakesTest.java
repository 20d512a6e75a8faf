package backprop.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.Mistake.Kind;
import backprop.file.Examples;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.message.Messages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each shipped mistake is found at its edge and named, and reproduces the notebooks' numbers.
class MistakesTest {
  private record Expected(String edge, Kind kind) {}

  private static final Map<String, Expected> EXPECTED =
      Map.of(
          "softmax-over-batch", new Expected("affine2 loss x", Kind.SOFTMAX_OVER_BATCH),
          "bias-before-activation", new Expected("b1 sigmoid1 b1", Kind.SUMMED_EARLY),
          "overwritten-at-a-fork", new Expected("add1 mul1 y", Kind.OVERWRITTEN),
          "shape-not-restored", new Expected("x affine1 x", Kind.NOT_RESHAPED),
          "mask-in-place", new Expected("affine1 add1 b", Kind.MASKED),
          "cross-entropy-of-both", new Expected("x loss x", Kind.ONE_ANSWER),
          "one-hot-of-rank-1", new Expected("x loss x", Kind.DIVIDED),
          "even-filter", new Expected("x conv1 x", Kind.SHIFTED),
          "integer-zeros", new Expected("x mul1 a", Kind.TRUNCATED));

  private static Trace trace(String id) {
    return Evaluator.trace(
        Examples.find("mistakes/" + id).orElseThrow().open(Language.ENGLISH),
        EvaluationContext.PLAIN);
  }

  private static final Map<String, List<EdgeCheck>> CHECKS = new ConcurrentHashMap<>();

  private static List<EdgeCheck> checks(Trace trace) {
    return CHECKS.computeIfAbsent(
        trace.document().title(),
        _ -> EdgeCheck.all(trace, NumericalGradient.NEVER, GradientCheck.Progress.NONE));
  }

  @TestFactory
  Stream<DynamicTest> eachIsFoundAtItsEdge() {
    assertEquals(EXPECTED.size(), Examples.mistakes().size());
    return Examples.mistakes().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.id(), () -> found(example.id().substring("mistakes/".length()))));
  }

  private static void found(String id) {
    Expected expected = EXPECTED.get(id);
    Trace trace = trace(id);
    List<EdgeCheck> wrong = checks(trace).stream().filter(EdgeCheck::wrong).toList();
    assertTrue(
        Messages.in(Language.ENGLISH)
            .format(wrong.getFirst().sentence(trace))
            .contains(" a wrong gradient. "));
    assertEquals(
        List.of(expected.edge()),
        wrong.stream()
            .map(check -> check.edge().from() + " " + check.sender() + " " + check.port())
            .toList());
    assertEquals(Optional.of(expected.kind()), wrong.getFirst().mistake().map(Mistake::kind));
    assertEquals(
        wrong.stream().map(EdgeCheck::edge).toList(),
        EdgeCheck.own(trace, NumericalGradient.NEVER).stream()
            .filter(EdgeCheck::wrong)
            .map(EdgeCheck::edge)
            .toList());
  }

  /// What flows on from a wrong edge is affected; its own rules are right.
  @Test
  void whatFollowsIsAffectedAndNotWrong() {
    Trace trace = trace("softmax-over-batch");
    List<EdgeCheck> checks = checks(trace);
    assertEquals(1, checks.stream().filter(EdgeCheck::wrong).count());
    assertEquals(checks.size() - 1, checks.stream().filter(EdgeCheck::affected).count());
    assertTrue(
        checks(trace("integer-zeros")).stream().noneMatch(EdgeCheck::affected),
        "nothing follows an input");
  }

  /// The notebook printed b2: 0.0667 for 3 rows and 10 classes, (N − 1)/(N·K); here N = 51.
  @Test
  void theMeanErrorOfTheBiasGradient() {
    Trace trace = trace("softmax-over-batch");
    GradientCheck.Row row = GradientCheck.check(trace, NodeId.of("b2"), NumericalGradient.NEVER);
    // The formula's max(x) keeps the steps of the numerical gradient short.
    assertEquals(50.0 / 510, row.meanDifference(), 1e-9);
  }

  /// Two notebooks' runs end so: the weights grow past 1e42, the loss stands at −ln 1e-7, and after
  /// the first NaN every answer is 0.
  @Test
  void trainingOnTheSoftmaxOfTheBatchBreaks() {
    Descent descent =
        Descent.follow(
            trace("softmax-over-batch").document(),
            new Optimizer.Sgd(0.1),
            10_000,
            NumericalGradient.NEVER,
            GradientCheck.Progress.NONE);
    Descent.Broken broken = descent.broken().orElseThrow();
    assertEquals(6_483, broken.step(), 1, "NumPy breaks at step 6,483 of the same run");
    int last = broken.step() - 1;
    assertTrue(descent.largest().get(last) > 1e42);
    assertEquals(-Math.log(1e-7), descent.losses().get(last), 1e-12);
    assertTrue(Double.isNaN(descent.losses().get(broken.step())));
    assertEquals(0.098, descent.accuracy().orElseThrow(), 5e-4, "5 of 51 rows are a 0");
  }
}
