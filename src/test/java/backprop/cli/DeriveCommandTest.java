package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.formula.Expr;
import backprop.formula.GeneratedFormulas;
import backprop.formula.LinePrinter;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.language.Formula;
import backprop.language.Parsed;
import backprop.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Oracle: the textbook; and that the line, read back and evaluated, is the gradient of the
/// backward pass.
class DeriveCommandTest {
  /// How far a derivative that was read back may be from the gradient, against the largest number
  /// of the pass.
  private static final double ROUNDING = 1e-9;

  private final CommandLineProbe probe = CommandLineProbe.in(Path.of("assets", "examples"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(x + y)^2 | x | 2(x + y)",
        "u = x + y; u * u | y | 2(x + y)",
        "1 / (1 + exp(-x)) | x | sigmoid(x)(1 - sigmoid(x))",
        "reciprocal(exp(x * -1) + 1) | x | sigmoid(x)(1 - sigmoid(x))",
        "u1 = q + x; y = cos(q) + u1 * u1 | q | 2(q + x) - sin(q)",
        "x * y | x | y",
        "leaky_relu(x) | x | max(mask(x), 0.01)",
        "x = input(2,3); t = input(2,3); softmax_loss(x, t) | x | (softmax(x) - t) / 2",
        "x = input(2,3); w = input(3,2); sum(x @ w) | w | matmul(transpose(x), [[1, 1], [1, 1]])",
        "x = input(4); w = input(2); conv1d(x, w) | w | reshape(conv1d(reshape(x, shape=[1, 1, 4]), [[[1, 1, 1]]]), shape=[2])",
        "x = input(3,4); sum(max(x, axis=1)) | x | e = 1 - mask(reshape(max(x, axis=1), shape=[3, 1]) - x); e / sum(e, axis=1, keep=true)",
        "x = input(2,2); y = input(2,1); exp(concat(x, y, axis=1)) | y | matmul(exp(concat(x, y, axis=1)), [[0], [0], [1]])",
        "x = input(3); exp(pad(x)) | x | matmul(exp(pad(x)), [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]])",
        "사과 * 사과 | 사과 | 2 * 사과",
      })
  void oneLine(String formula, String by, String expected) {
    var ran = probe.run("derive", formula, "--by", by);
    assertEquals(0, ran.status(), ran::err);
    assertEquals("", ran.err());
    assertEquals(expected + System.lineSeparator(), ran.out());
  }

  @Test
  void latexAndSteps() {
    assertEquals("2(x+y)", probe.run("derive", "(x + y)^2", "--by", "x", "--latex").out().strip());
    var steps = probe.run("derive", "t = x + y; z = t^2", "--by=x", "--steps").lines();
    assertEquals(
        java.util.List.of(
            "dz/dx = dz/dt * dt/dx", "      = 2t * 1", "      = 2(x + y) * 1", "      = 2(x + y)"),
        steps);
    var numbers =
        probe.run("derive", "t = x + y; z = t^2", "--by=x", "--steps", "--set=x=3", "--set=y=4");
    assertTrue(numbers.out().contains("2(3 + 4)"), numbers::out);
    var sigmoid = probe.run("derive", "sigmoid.backprop", "--by", "x", "--steps");
    assertTrue(sigmoid.out().contains("= y * (1 - y)\na = x * (-1)\n"), sigmoid::out);
    assertTrue(
        probe
            .run("derive", "t = x + y; z = t^2", "--by=x", "--steps", "--latex")
            .out()
            .startsWith("\\begin{aligned}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "derive;x + y;--by;q | q",
        "derive;x + y | --by",
        "derive;x +;--by;x | 1",
        "derive;sum(exp(concat(input(70), input(70))));--by;a | concat",
        "derive;matmul(input(80, 2), input(2, 80));--by;a | 4,096",
        "derive;missing.backprop;--by;x | missing.backprop",
      })
  void aMistakeIsOneSentenceAndStatusTwo(String line, String named) {
    var ran = probe.run(line.split(";"));
    assertEquals(2, ran.status(), ran::out);
    assertEquals("", ran.out());
    assertEquals(1, ran.err().lines().count(), ran::err);
    assertTrue(ran.err().contains(named), ran::err);
  }

  @Test
  void theLineOfGeneratedFormulasReadBackIsTheGradient() {
    int compared = 0;
    for (int seed = 0; seed < 400; seed++) {
      GeneratedFormulas random = new GeneratedFormulas(seed);
      Expr expr = random.formula(5);
      String text = LinePrinter.print(expr);
      Map<String, Tensor> at = new LinkedHashMap<>();
      at.put("x", Tensor.scalar(random.number()));
      at.put("y", Tensor.scalar(random.number()));
      Trace trace = trace(text, at);
      Optional<NodeId> x = NamedNodes.of(trace.graph()).find("x");
      if (x.isEmpty() || trace.gradients().get(x.get()) == null) {
        continue;
      }
      var ran = probe.run("derive", text, "--by", "x");
      assertEquals(0, ran.status(), ran::err);
      assertEquals(1, ran.lines().size(), ran::out);
      double largest = 1;
      for (Tensor value : trace.values().values()) {
        largest = Math.max(largest, size(value));
      }
      for (Tensor gradient : trace.gradients().values()) {
        largest = Math.max(largest, size(gradient));
      }
      if (largest < 1e6) {
        Trace back = trace(ran.lines().getFirst(), at);
        double value = back.values().get(back.document().output().orElseThrow()).item();
        assertEquals(
            trace.gradients().get(x.get()).item(),
            value,
            ROUNDING * largest,
            text + " gave " + ran.out());
        compared++;
      }
    }
    assertTrue(compared > 120, "compared " + compared);
  }

  private static double size(Tensor value) {
    return Double.isNaN(value.item()) ? Double.POSITIVE_INFINITY : Math.abs(value.item());
  }

  private static Trace trace(String text, Map<String, Tensor> at) {
    return switch (Formula.parse(text, at)) {
      case Parsed.Done<GraphDocument>(GraphDocument document) ->
          Evaluator.trace(document, EvaluationContext.PLAIN);
      case Parsed.Failed<GraphDocument> failed -> throw new AssertionError(text + ": " + failed);
    };
  }
}
