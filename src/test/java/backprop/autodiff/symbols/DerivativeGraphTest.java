package backprop.autodiff.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.GradientCheck;
import backprop.autodiff.Trace;
import backprop.file.Examples;
import backprop.formula.Functions;
import backprop.graph.GraphBuilder;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Roles;
import backprop.language.Formula;
import backprop.message.Language;
import backprop.op.Affine;
import backprop.op.Dropout;
import backprop.op.ElementWise;
import backprop.op.MatMul;
import backprop.op.OpGradientTest;
import backprop.op.OpType;
import backprop.op.Ops;
import backprop.op.Port;
import backprop.op.SoftmaxLoss;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;

/// Oracle: the textbook's (y − t)/N; and for whole graphs the gradients of the backward pass.
class DerivativeGraphTest {
  /// How far an evaluated derivative may be from the gradient, against the larger of it and 1.
  private static final double ROUNDING = 1e-12;

  /// Typesetting a large table takes longer than all the rest.
  private static final int LONGEST_TYPESET = 500;

  private static GraphDocument derivative(GraphDocument document, String by) {
    DerivativeGraph.Result result =
        DerivativeGraph.of(SymbolicChainTest.trace(document), NodeId.of(by));
    return assertInstanceOf(DerivativeGraph.Result.Done.class, result).document();
  }

  private static GraphBuilder layers() {
    return new GraphBuilder()
        .input("x", Tensor.matrix(new double[][] {{0.2, -0.4, 1.1}, {0.7, 0.3, -0.9}}))
        .parameter("W", Tensor.matrix(new double[][] {{0.5, -0.3}, {0.8, 0.1}, {-0.6, 0.9}}))
        .parameter("b", Tensor.vector(0.05, -0.15))
        .input("t", Tensor.vector(1, 0))
        .op("a", "a", new Affine(), "x", "W", "b")
        .op("loss", "L", new SoftmaxLoss(), "a", "t");
  }

  @Test
  void softmaxWithLossBelowAnAffineLayer() {
    GraphDocument document = layers().build("loss");
    assertEquals(
        "\\frac{\\mathrm{softmax}\\left(a\\right)-\\mathrm{one\\_hot}\\left(t\\right)}{2}",
        GraphLatex.of(derivative(document, "a")));
    assertEquals(
        "{x}^{\\top}\\,\\frac{\\mathrm{softmax}\\left(a\\right)-\\mathrm{one\\_hot}\\left(t\\right)}{2}",
        GraphLatex.of(derivative(document, "W")));
  }

  @Test
  void theTextbookCallsItYMinusTOverN() {
    GraphLatex.Typeset typeset = GraphLatex.textbook(derivative(layers().build("loss"), "W"));
    assertEquals("{x}^{\\top}\\,\\frac{y-t}{2}", typeset.latex());
    assertEquals(List.of("y=\\mathrm{softmax}\\left(a\\right)"), typeset.definitions());
  }

  @Test
  void everyDerivativeIsTheGradient() {
    Tensor matrix = Tensor.matrix(new double[][] {{0.2, -0.4, 1.1}, {0.7, 0.3, -0.9}});
    Tensor labels = Tensor.matrix(new double[][] {{0, 1, 0}, {0.5, 0.25, 0.5}});
    GraphBuilder one =
        new GraphBuilder()
            .input("x", matrix)
            .input("t", labels)
            .input("v", Tensor.vector(0.4, -1.2, 0.8))
            .input("s", 1.7)
            .parameter("w", Tensor.matrix(new double[][] {{1, 2}, {0.5, -1}, {3, 0.25}}))
            .op("xs", Functions.MUL, "x", "s")
            .op("xv", Functions.ADD, "xs", "v")
            .op("h", Functions.TANH, "xv")
            .op("q", Functions.DIV, "h", "v")
            .op("hw", "", new MatMul(), "q", "w")
            .op("vw", "", new MatMul(), "v", "w")
            .op("max", Functions.MAX, "hw", "vw")
            .op("abs", Functions.ABS, "max")
            .op("leaky", "", Ops.create("leaky_relu"), "abs")
            .op("soft", "", Ops.create("softmax"), "leaky")
            .op("turned", "", Ops.create("transpose"), "soft")
            .op("squared", Functions.MUL, "turned", "turned")
            .op("rowsum", "", Ops.create("sum", Map.of("axes", List.of(1))), "squared")
            .op("mean", "", Ops.create("mean", Map.of("axes", List.of(0))), "h")
            .op("flat", "", Ops.create("flatten"), "h")
            .op("total", "", Ops.create("sum"), "rowsum")
            .op("drop", "", Ops.create("dropout"), "h")
            .op("loss1", "", new SoftmaxLoss(), "h", "t")
            .op("loss2", "", Ops.create("mean_squared_error"), "drop", "t")
            .op("loss3", "", Ops.create("sum_squared_error"), "h", "t")
            .op("positive", Functions.SIGMOID, "h")
            .op("loss4", "", Ops.create("cross_entropy", Map.of("delta", 1e-7)), "positive", "t")
            .op("loss5", "", Ops.create("binary_cross_entropy"), "positive", "t");
    int compared = 0;
    for (String output :
        List.of(
            "xs", "xv", "h", "q", "hw", "vw", "max", "abs", "leaky", "soft", "turned", "squared",
            "rowsum", "mean", "flat", "total", "loss1", "loss2", "loss3", "loss4", "loss5")) {
      compared += compare(one.build(output));
    }
    assertTrue(compared > 60, "compared " + compared);
  }

  private static int compare(GraphDocument document) {
    return compare(document, EvaluationContext.PLAIN);
  }

  /// Evaluates each derivative, as it is and as its line of text is read back.
  private static int compare(GraphDocument document, EvaluationContext context) {
    Trace trace = Evaluator.trace(document, context);
    int compared = 0;
    for (NodeId target : GradientCheck.targets(trace)) {
      if (!(DerivativeGraph.of(trace, target)
          instanceof DerivativeGraph.Result.Done(GraphDocument made))) {
        continue;
      }
      String words = trace.document().graph() + " by " + target;
      compare(trace, target, Evaluator.trace(made, context), words);
      String line = Formula.overInputs(made).text();
      assertTrue(line.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127)), line);
      Map<String, Tensor> values = new HashMap<>();
      for (Node node : document.graph().nodes()) {
        if (node instanceof Node.Input || node instanceof Node.Parameter) {
          values.put(node.name(), trace.values().get(node.id()));
        }
      }
      boolean draws =
          made.graph().topological().stream()
              .map(made.graph()::node)
              .anyMatch(node -> node instanceof Node.Operation o && o.op() instanceof Dropout);
      if (!draws) { // a mask belongs to the node's id, which text does not say
        GraphDocument read = Formula.parse(line, values).orThrow();
        compare(trace, target, Evaluator.trace(read, context), line);
      }
      String latex = GraphLatex.of(made);
      if (latex.length() < LONGEST_TYPESET) {
        var icon = new TeXFormula(latex).createTeXIcon(TeXConstants.STYLE_DISPLAY, 20);
        assertTrue(icon.getIconWidth() > 0);
      }
      compared++;
    }
    return compared;
  }

  private static void compare(Trace trace, NodeId target, Trace evaluated, String words) {
    assertEquals(List.of(), evaluated.problems(), words);
    Tensor value = evaluated.values().get(evaluated.output().orElseThrow());
    Tensor gradient = trace.gradients().get(target);
    assertEquals(gradient.shape(), value.shape(), words);
    for (int i = 0; i < gradient.size(); i++) {
      double size = Math.max(1, Math.abs(gradient.get(i)));
      assertEquals(gradient.get(i), value.get(i), ROUNDING * size, words);
    }
  }

  @Test
  void everyExample() {
    int compared = 0;
    for (Examples.Example example : Examples.all()) {
      GraphDocument document = example.open(Language.ENGLISH);
      compared +=
          compare(
              document.withRoles(
                  new Roles(
                      document.roles().output(),
                      document.roles().loss(),
                      document.roles().prediction(),
                      java.util.Optional.empty())));
    }
    assertTrue(compared > 20, "compared " + compared);
  }

  /// Every operation on every shape of its gradient test, below a loss that weighs each number.
  @Test
  void everyOperationAsItInfersAndAsItTrains() {
    int compared = 0;
    for (OpType type : Ops.all()) {
      for (OpGradientTest.Case each : OpGradientTest.cases(type)) {
        if (each.op().ports().stream().anyMatch(Port::differentiable)
            && each.shapes().stream().allMatch(shape -> shape.size() > 0)) {
          GraphDocument document = weighed(each);
          for (boolean training : new boolean[] {false, true}) {
            compared +=
                compare(document, new EvaluationContext(Map.of(), Map.of(), training, 7, 3));
          }
        }
      }
    }
    assertTrue(compared > 500, "compared " + compared);
  }

  private static GraphDocument weighed(OpGradientTest.Case each) {
    GraphBuilder graph = new GraphBuilder();
    String[] names = new String[each.shapes().size()];
    for (int port = 0; port < names.length; port++) {
      long key = CounterRandom.key(5, port);
      DoubleUnaryOperator domain = each.domains().get(port);
      names[port] = "in" + port;
      graph.input(
          names[port],
          Tensor.generate(
              each.shapes().get(port), i -> domain.applyAsDouble(CounterRandom.normal(key, i))));
    }
    Tensor weights =
        Tensor.generate(each.op().shape(each.shapes()), i -> CounterRandom.normal(17, i));
    return graph
        .op("y", "y", each.op(), names)
        .input("weights", weights)
        .op("loss", Functions.MUL, "y", "weights")
        .build("loss");
  }

  /// Of numbers that are equal a window takes the first, and the largest along an axis each part.
  @Test
  void equalNumbersAreTreatedAsThePassDoes() {
    Tensor image =
        Tensor.matrix(new double[][] {{0, 0, 2, 2}, {0, 0, 1, 2}, {-1, -1, 0, 0}, {-1, -1, 3, 0}});
    for (var op : List.of(Ops.create("max_pool2d"), Ops.create("amax"))) {
      assertEquals(
          1, compare(new GraphBuilder().input("x", image).op("y", "y", op, "x").build("y")));
    }
  }

  @Test
  void aTableThatNobodyWouldReadIsRefusedAndWhatDoesNotDependIsZero() {
    GraphDocument document =
        new GraphBuilder()
            .input("x", Tensor.zeros(Shape.of(70)))
            .input("z", 1)
            .op("both", "", Ops.create("concat"), "x", "x")
            .op("y", "y", new ElementWise(Functions.EXP), "both")
            .build("y");
    Trace trace = SymbolicChainTest.trace(document);
    assertEquals(
        "concat",
        assertInstanceOf(
                DerivativeGraph.Result.Without.class, DerivativeGraph.of(trace, NodeId.of("x")))
            .op()
            .name());
    assertInstanceOf(DerivativeGraph.Result.Zero.class, DerivativeGraph.of(trace, NodeId.of("z")));
  }

  /// A table that is not written is not made either: this one would have 4·10¹⁰ numbers.
  @Test
  void aLargeTableIsNeverMade() {
    for (String op : List.of("max_pool2d", "avg_pool2d")) {
      Trace trace =
          SymbolicChainTest.trace(
              new GraphBuilder()
                  .input("x", Tensor.zeros(Shape.of(1, 400, 500)))
                  .op("y", "y", Ops.create(op), "x")
                  .build("y"));
      assertInstanceOf(
          DerivativeGraph.Result.Without.class, DerivativeGraph.of(trace, NodeId.of("x")));
    }
  }
}
