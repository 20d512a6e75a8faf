package backprop.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.Examples;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.message.Messages;
import backprop.op.Op;
import backprop.op.OpContext;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Oracle: the backward pass of the same graph: what forward mode finds at the output, times what
/// entered there, is the gradient that backward mode finds at the input.
class TangentsTest {
  /// How far the two modes may be apart, against the larger of the numbers and 1.
  private static final double ROUNDING = 1e-10;

  @Test
  void everyNumberOfEveryExample() {
    int compared = 0;
    int graphs = 0;
    for (Examples.Example example : Examples.all()) {
      GraphDocument document = example.open(Language.ENGLISH);
      Trace base = Evaluator.trace(document, EvaluationContext.PLAIN);
      if (base.output().isEmpty()) {
        continue;
      }
      graphs++;
      NodeId output = base.output().get();
      Tensor seed = base.gradients().get(output);
      for (NodeId target : GradientCheck.targets(base)) {
        Tensor gradient = base.gradients().get(target);
        int step = Math.max(1, gradient.size() / 20);
        for (int i = 0; i < gradient.size(); i += step) {
          Trace forward = Tangents.trace(base, new Tangents.Direction(target, i)).orElseThrow();
          Tensor tangent = forward.tangent(output, forward.count()).orElseThrow();
          double sum = 0;
          for (int k = 0; k < tangent.size(); k++) {
            sum += seed.get(k) * tangent.get(k);
          }
          double expected = gradient.get(i);
          assertEquals(
              expected, sum, ROUNDING * Math.max(1, Math.abs(expected)), () -> target.toString());
          compared++;
        }
      }
    }
    assertTrue(graphs >= 8 && compared > 50, graphs + " graphs, " + compared + " numbers");
  }

  @Test
  void aStepForwardAndBackShowsOnlyWhatIsThere() {
    Examples.Example first = Examples.all().getFirst();
    Trace base = Evaluator.trace(first.open(Language.ENGLISH), EvaluationContext.PLAIN);
    NodeId input = GradientCheck.targets(base).getFirst();
    Trace forward = Tangents.trace(base, new Tangents.Direction(input, 0)).orElseThrow();
    NodeId output = forward.output().orElseThrow();
    assertEquals(base.forwardEnd(), forward.forwardEnd());
    assertTrue(forward.tangent(input, forward.forwardEnd()).isEmpty());
    assertTrue(forward.tangentComplete(input, forward.forwardEnd() + 1));
    assertTrue(forward.tangent(output, forward.count() - 1).isEmpty());
    assertTrue(forward.tangentComplete(output, forward.count()));
    assertTrue(forward.gradients().isEmpty());
    for (int step = 0; step < forward.count(); step++) {
      for (Language language : Language.values()) {
        String sentence = Messages.in(language).format(forward.sentence(step));
        assertFalse(sentence.contains("symbols."), sentence);
        assertFalse(sentence.contains("{"), sentence);
      }
      assertEquals(
          step < forward.forwardEnd() ? Timeline.Phase.FORWARD : Timeline.Phase.TANGENT,
          forward.phase(step));
    }
  }

  @Test
  void thereIsNoForwardModeFromWhatTheOutputDoesNotUse() {
    Trace base =
        Evaluator.trace(Examples.all().getFirst().open(Language.ENGLISH), EvaluationContext.PLAIN);
    NodeId input = GradientCheck.targets(base).getFirst();
    assertEquals(
        Optional.empty(), Tangents.trace(base, new Tangents.Direction(NodeId.of("none"), 0)));
    assertEquals(Optional.empty(), Tangents.trace(base, new Tangents.Direction(input, 1)));
    assertEquals(
        Optional.empty(),
        Tangents.trace(base, new Tangents.Direction(base.output().orElseThrow(), 0)));
  }

  @Test
  void theJacobianProductOfEveryOperationIsTheAdjointOfItsGradient() {
    int compared = 0;
    for (JacobianCase one : JacobianCase.all()) {
      Op op = one.op();
      OpContext context = new OpContext(true, 3, "node", 1);
      Tensor output = op.value(one.inputs(), context);
      for (int port = 0; port < one.inputs().size(); port++) {
        if (!op.ports().get(port).differentiable()) {
          continue;
        }
        Tensor input = one.inputs().get(port);
        Tensor tangent = Tensor.generate(input.shape(), i -> Math.sin(1.7 * i + 0.3));
        Tensor upstream = Tensor.generate(output.shape(), i -> Math.cos(0.9 * i - 0.4));
        Tensor forward = Tangents.product(op, port, one.inputs(), output, tangent, context);
        Tensor backward = op.gradient(port, one.inputs(), output, upstream, context);
        double left = dot(upstream, forward);
        double right = dot(backward, tangent);
        assertEquals(
            right, left, ROUNDING * Math.max(1, Math.abs(right)), op.name() + " port " + port);
        compared++;
      }
    }
    assertTrue(compared >= 10, "compared " + compared);
  }

  private static double dot(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += a.get(i) * b.get(i);
    }
    return sum;
  }

  /// An operation with inputs that fit.
  private record JacobianCase(Op op, List<Tensor> inputs) {
    static List<JacobianCase> all() {
      Tensor matrix = Tensor.generate(backprop.tensor.Shape.of(2, 3), i -> Math.sin(i + 0.5));
      Tensor weights = Tensor.generate(backprop.tensor.Shape.of(3, 4), i -> Math.cos(2 * i));
      Tensor bias = Tensor.vector(0.1, -0.2, 0.3, 0.4);
      Tensor labels = Tensor.vector(2, 0);
      return List.of(
          new JacobianCase(op("matmul"), List.of(matrix, weights)),
          new JacobianCase(op("affine"), List.of(matrix, weights, bias)),
          new JacobianCase(op("sum"), List.of(matrix)),
          new JacobianCase(op("mean"), List.of(matrix)),
          new JacobianCase(op("amax"), List.of(matrix)),
          new JacobianCase(op("flatten"), List.of(matrix)),
          new JacobianCase(op("transpose"), List.of(matrix)),
          new JacobianCase(op("softmax"), List.of(matrix)),
          new JacobianCase(op("softmax_loss"), List.of(matrix, labels)),
          new JacobianCase(op("dropout"), List.of(matrix)),
          new JacobianCase(
              op("conv1d"), List.of(Tensor.vector(1, 2, 3, 4, 5), Tensor.vector(0.5, -1, 2))));
    }

    private static Op op(String name) {
      return backprop.op.Ops.create(name);
    }
  }
}
