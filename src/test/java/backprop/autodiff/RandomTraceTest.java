package backprop.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.formula.ScalarFunction;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.op.ElementWise;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Graphs drawn from a seed, with forks, constants and broadcasting: the trace keeps its word.
class RandomTraceTest {
  private static final int SEEDS = 60;
  private static final List<ScalarFunction> FUNCTIONS =
      List.of(
          Functions.ADD,
          Functions.SUB,
          Functions.MUL,
          Functions.TANH,
          Functions.SIGMOID,
          Functions.SIN,
          Functions.NEGATE,
          Functions.RELU);

  private static Trace random(long seed) {
    Random random = new Random(seed);
    List<Shape> shapes = List.of(Shape.scalar(), Shape.of(2), Shape.of(3, 2), Shape.of(3, 1));
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Tensor value =
          Tensor.generate(shapes.get(random.nextInt(4)), position -> random.nextGaussian());
      NodeId id = NodeId.of("v" + i);
      nodes.add(
          i == 3
              ? new Node.Constant(id, "", value)
              : new Node.Input(id, "", new Node.Source.Given(value)));
    }
    for (int i = 0; i < 12; i++) {
      ScalarFunction function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
      NodeId id = NodeId.of("n" + i);
      nodes.add(new Node.Operation(id, "", new ElementWise(function)));
      for (int port = 0; port < function.arity(); port++) {
        int from = Math.max(0, nodes.size() - 2 - random.nextInt(5));
        edges.add(new Edge(nodes.get(from).id(), id, port));
      }
    }
    return Evaluator.trace(
        GraphDocument.EMPTY.withGraph(new Graph(nodes, edges)), EvaluationContext.PLAIN);
  }

  @Test
  void aNodeSendsOnceDownEachEdgeAndOnlyWhenAllHasArrived() {
    int sent = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Trace trace = random(seed);
      assertEquals(List.of(), trace.problems());
      Set<Edge> edges = new HashSet<>();
      Map<NodeId, Tensor> sums = new HashMap<>();
      for (int i = 0; i < trace.count(); i++) {
        if (trace.steps().get(i) instanceof Step.Propagate send) {
          assertTrue(edges.add(send.edge()), "once: " + send.edge());
          assertTrue(trace.gradientComplete(send.edge().to(), i), "complete: " + send.edge());
          assertEquals(trace.gradient(send.edge().to(), i).orElseThrow(), send.upstream());
          Tensor sum =
              sums.merge(send.node(), send.contribution(), (a, b) -> a.zip(b, Double::sum));
          assertEquals(sum, send.sum());
          assertEquals(sum, trace.gradient(send.node(), i + 1).orElseThrow());
          assertNotEquals(
              trace.gradient(send.node(), i).isPresent(),
              send.arrived() == 1,
              "nothing before the first contribution");
          sent++;
        }
      }
      for (Edge edge : trace.graph().edges()) {
        assertEquals(edges.contains(edge), trace.carriesGradient(edge));
        assertTrue(!edges.contains(edge) || !edge.from().equals(NodeId.of("v3")), "constant");
      }
    }
    assertTrue(sent > SEEDS * 5, "sends: " + sent);
  }

  @Test
  void everyGradientAgreesWithDifferences() {
    int checked = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Trace trace = random(seed);
      for (NodeId id : trace.gradients().keySet()) {
        var row = GradientCheck.check(trace, id, NumericalGradient.NEVER);
        boolean onlyKinks = row.kinks() > 0 && row.checked() == 0; // x − x into a ReLU, for one
        assertEquals(
            onlyKinks ? GradientCheck.Verdict.KINK : GradientCheck.Verdict.RIGHT,
            row.verdict(),
            "seed " + seed + " at " + id + ": " + row);
        assertTrue(row.relativeError() < 1e-8, "seed " + seed + ": " + row.relativeError());
        checked += row.checked();
      }
    }
    assertTrue(checked > SEEDS * 10, "numbers checked: " + checked);
  }
}
