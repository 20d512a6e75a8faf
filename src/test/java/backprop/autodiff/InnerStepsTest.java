package backprop.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.Examples;
import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.message.Messages;
import backprop.op.ElementWise;
import backprop.op.Op;
import backprop.op.Ops;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class InnerStepsTest {
  /// Sums in another order differ in the last digits.
  private static final double TOLERANCE = 1e-12;

  private static Tensor random(long seed, int... dims) {
    Random random = new Random(seed);
    return Tensor.generate(Shape.of(dims), i -> random.nextGaussian());
  }

  private static Trace trace(Op op, Tensor... inputs) {
    GraphBuilder builder = new GraphBuilder();
    String[] names = new String[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      names[i] = op.ports().get(i).name();
      builder.input(names[i], inputs[i]);
    }
    GraphDocument document = builder.op("o", "Y", op, names).build("o");
    Tensor value = Evaluator.trace(document, EvaluationContext.PLAIN).values().get(NodeId.of("o"));
    var roles =
        new backprop.graph.Roles(
            Optional.of(NodeId.of("o")),
            Optional.empty(),
            Optional.empty(),
            Optional.of(random(9, value.shape().dims())));
    return Evaluator.trace(document.withRoles(roles), EvaluationContext.PLAIN);
  }

  /// What a cell's terms make, by how they are combined.
  private static double combined(Cell cell, int rowPlace) {
    double sum = cell.terms().stream().mapToDouble(Cell.Term::value).sum();
    return switch (cell.combine()) {
      case SUM -> sum;
      case MEAN -> sum / cell.terms().size();
      case LARGEST -> cell.terms().stream().mapToDouble(Cell.Term::value).max().orElseThrow();
      case PLACE -> {
        List<Double> values = cell.terms().stream().map(Cell.Term::value).toList();
        yield values.indexOf(java.util.Collections.max(values));
      }
      case SHARE -> cell.terms().get(rowPlace).value() / sum;
      case APPLY -> cell.terms().getFirst().value();
      case UNLISTED -> Double.NaN;
    };
  }

  private static int check(Trace trace) {
    int cells = 0;
    for (int step = 0; step < trace.count(); step++) {
      Optional<InnerSteps> inner = InnerSteps.of(trace, step);
      if (inner.isEmpty()) {
        continue;
      }
      Tensor made =
          switch (trace.steps().get(step)) {
            case Step.Evaluate(NodeId _, Tensor value) -> value;
            case Step.Propagate send -> send.contribution();
            default -> throw new AssertionError();
          };
      assertEquals(made.size(), inner.get().count());
      for (int position = 0; position < made.size(); position++) {
        Cell cell = inner.get().cell(position);
        double expected = made.get(position);
        assertEquals(expected, cell.value());
        assertEquals(
            expected,
            combined(cell, position % inner.get().rowLength()),
            TOLERANCE * Math.max(1, Math.abs(expected)),
            trace.steps().get(step) + " at " + cell.index());
        assertEquals(OptionalInt.of(position), inner.get().find(cell.index()));
        for (Language language : Language.values()) {
          var sentence = inner.get().sentence(position);
          assertTrue(Messages.in(language).has(sentence.key()), sentence.key());
        }
        cells++;
      }
    }
    return cells;
  }

  @TestFactory
  Stream<DynamicTest> theTermsOfEveryCellMakeItsValue() {
    Map<String, Object> pool = Map.of("kernel", 3, "stride", 1, "padding", 1);
    Map<String, Object> conv = Map.of("stride", 2, "padding", 1, "groups", 2, "bias", true);
    return Stream.of(
            Map.entry("matmul", trace(Ops.create("matmul"), random(1, 2, 3), random(2, 3, 4))),
            Map.entry(
                "matmul of vectors", trace(Ops.create("matmul"), random(1, 3), random(2, 3, 2))),
            Map.entry(
                "affine",
                trace(Ops.create("affine"), random(1, 2, 3), random(2, 3, 4), random(3, 4))),
            Map.entry(
                "affine of images",
                trace(Ops.create("affine"), random(1, 2, 3, 2), random(2, 6, 2), random(3, 2))),
            Map.entry(
                "conv2d",
                trace(
                    Ops.create("conv2d", conv),
                    random(1, 2, 4, 5, 6),
                    random(2, 6, 2, 3, 3),
                    random(3, 6))),
            Map.entry(
                "conv1d plain",
                trace(Ops.create("conv1d", Map.of("padding", 1)), random(1, 2, 5), random(2, 3))),
            Map.entry("softmax", trace(Ops.create("softmax"), random(1, 3, 4))),
            Map.entry("sum", trace(Ops.create("sum", Map.of("axes", List.of(0))), random(1, 3, 4))),
            Map.entry("mean", trace(Ops.create("mean"), random(1, 3, 4))),
            Map.entry(
                "amax", trace(Ops.create("amax", Map.of("axes", List.of(1))), random(1, 3, 4))),
            Map.entry("transpose", trace(Ops.create("transpose"), random(1, 3, 4))),
            Map.entry("flatten", trace(Ops.create("flatten"), random(1, 2, 3, 2))),
            Map.entry("dropout", trace(Ops.create("dropout"), random(1, 3, 4))),
            Map.entry(
                "broadcast", trace(new ElementWise(Functions.MUL), random(1, 3, 4), random(2, 4))),
            Map.entry("sigmoid", trace(new ElementWise(Functions.SIGMOID), random(1, 3, 4))),
            Map.entry("leaky relu", trace(Ops.create("leaky_relu"), random(1, 3, 4))),
            Map.entry("argmax", trace(Ops.create("argmax"), random(1, 3, 4))),
            Map.entry(
                "one-hot",
                trace(Ops.create("one_hot", Map.of("classes", 3)), Tensor.vector(2, 0, 1))),
            Map.entry(
                "concat",
                trace(Ops.create("concat", Map.of("axis", 1)), random(1, 2, 3), random(2, 2, 1))),
            Map.entry("pad", trace(Ops.create("pad"), random(1, 2, 3))),
            Map.entry(
                "same padding",
                trace(
                    Ops.create("conv2d", Map.of("padding", "same")),
                    random(1, 1, 1, 4, 4),
                    random(2, 2, 1, 2, 2))),
            Map.entry("max pool", trace(Ops.create("max_pool2d", pool), random(1, 2, 1, 5, 4))),
            Map.entry("average pool", trace(Ops.create("avg_pool2d", pool), random(1, 2, 5, 4))),
            Map.entry(
                "batch norm",
                trace(Ops.create("batch_norm"), random(1, 2, 3, 2), random(2, 3), random(3, 3))),
            Map.entry(
                "mean squared error",
                trace(Ops.create("mean_squared_error"), random(1, 2, 3), random(2, 2, 3))),
            Map.entry(
                "squared error by rows",
                trace(
                    Ops.create("mean_squared_error", Map.of("rows", true)),
                    random(1, 2, 3),
                    random(2, 2, 3))),
            Map.entry(
                "sum of squares",
                trace(Ops.create("sum_squared_error"), random(1, 3), random(2, 3))),
            Map.entry(
                "cross-entropy of a scalar",
                trace(Ops.create("binary_cross_entropy"), Tensor.vector(0.2), Tensor.vector(0.7))),
            Map.entry(
                "binary cross-entropy",
                trace(
                    Ops.create("binary_cross_entropy"),
                    Tensor.matrix(new double[][] {{0.2, 0.3}, {0.9, 0.6}}),
                    Tensor.vector(1, 0))))
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(), () -> assertTrue(check(entry.getValue()) > 0)));
  }

  @Test
  void everyExampleOpens() {
    int cells = 0;
    for (Examples.Example example : Examples.all()) {
      cells += check(Evaluator.trace(example.open(Language.ENGLISH), EvaluationContext.PLAIN));
    }
    assertTrue(cells > 100, "cells checked: " + cells);
  }

  @Test
  void scalarsDoNotOpen() {
    Trace trace = Evaluator.trace(EvaluatorTest.applesAndOranges(), EvaluationContext.PLAIN);
    for (int step = 0; step < trace.count(); step++) {
      assertEquals(Optional.empty(), InnerSteps.of(trace, step));
    }
  }

  @Test
  void aCellIsSaidWithItsPlaces() {
    Trace trace =
        Evaluator.trace(
            Examples.find("affine-small").orElseThrow().open(Language.ENGLISH),
            EvaluationContext.PLAIN);
    InnerSteps inner = InnerSteps.of(trace, 0).orElseThrow();
    Cell cell = inner.cell(inner.find("[1][2]").orElseThrow());
    assertEquals("x[1][0] × W[0][2]", cell.terms().getFirst().places());
    assertEquals("(−1) × 0.3", cell.terms().getFirst().text());
    assertEquals("b[2]", cell.terms().getLast().places());
    assertEquals(
        "Y[1][2] is the sum of 4 terms: 1.4.",
        Messages.in(Language.ENGLISH).format(inner.sentence(cell.position())));
    Edge toW = new Edge(NodeId.of("W"), NodeId.of("affine1"), 1);
    InnerSteps back = InnerSteps.of(trace, trace.stepOf(toW).orElseThrow()).orElseThrow();
    assertEquals("x[0][2] × ∂Y/∂Y[0][1]", back.cell(9).terms().getFirst().places());
  }

  @Test
  void placesAreReadAsPeopleWriteThem() {
    Shape shape = Shape.of(4, 2, 3, 20);
    int position = ((3 * 2 + 1) * 3 + 2) * 20 + 19;
    assertEquals("[3][1][2][19]", Index.text(shape, position));
    for (String text : List.of("[3][1][2][19]", "3, 1, 2, 19", "(3 1 2 19)", "[3, 1, 2, 19]")) {
      assertEquals(OptionalInt.of(position), Index.position(shape, text), text);
    }
    for (String text : List.of("[3][1][2]", "[4][0][0][0]", "[3][1][2][19][0]", "a", "[-1]")) {
      assertEquals(OptionalInt.empty(), Index.position(shape, text), text);
    }
  }

  @Test
  void aLargeStepOpensOneCellAtATime() {
    Trace trace = trace(Ops.create("matmul"), random(1, 300, 400), random(2, 400, 200));
    long start = System.nanoTime();
    InnerSteps inner = InnerSteps.of(trace, 0).orElseThrow();
    assertEquals(60_000, inner.count());
    assertEquals(400, inner.cell(59_999).terms().size());
    assertTrue(System.nanoTime() - start < 1e9, "opening takes no time");
  }
}
