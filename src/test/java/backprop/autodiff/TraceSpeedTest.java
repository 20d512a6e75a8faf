package backprop.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.formula.Functions;
import backprop.graph.Edge;
import backprop.graph.Graph;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.Roles;
import backprop.op.ElementWise;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraceSpeedTest {
  private static final int OPERATIONS = 10_000;

  /// The aim is 20 ms on a quiet machine; a busy one gets ten times that.
  private static final double LIMIT_MILLISECONDS = 200;

  private static GraphDocument large() {
    Random random = new Random(1);
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      nodes.add(
          new Node.Input(NodeId.of("x" + i), "", new Node.Source.Given(Tensor.scalar(i - 3.5))));
    }
    for (int i = 0; i < OPERATIONS; i++) {
      NodeId id = NodeId.of("n" + i);
      var function =
          switch (i % 4) {
            case 0 -> Functions.TANH;
            case 1 -> Functions.MUL;
            default -> Functions.ADD;
          };
      nodes.add(new Node.Operation(id, "", new ElementWise(function)));
      for (int port = 0; port < function.arity(); port++) {
        int back = port == 0 ? 1 : 1 + random.nextInt(8);
        edges.add(new Edge(nodes.get(nodes.size() - 1 - back).id(), id, port));
      }
    }
    return GraphDocument.EMPTY
        .withGraph(new Graph(nodes, edges))
        .withRoles(Roles.output(nodes.getLast().id()));
  }

  @Test
  void tenThousandOperationsAreTracedFast() {
    GraphDocument document = large();
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      Trace trace = Evaluator.trace(document, EvaluationContext.PLAIN);
      best = Math.min(best, (System.nanoTime() - start) / 1e6);
      assertEquals(OPERATIONS, trace.forwardEnd());
      assertTrue(trace.count() > 2 * OPERATIONS);
    }
    System.out.printf("trace of %d operations: %.1f ms%n", OPERATIONS, best);
    assertTrue(best < LIMIT_MILLISECONDS, best + " ms");
  }

  @Test
  void askingAtAnyPlayheadIsInstant() {
    Trace trace = Evaluator.trace(large(), EvaluationContext.PLAIN);
    long start = System.nanoTime();
    int seen = 0;
    for (int playhead = 0; playhead < trace.count(); playhead += 500) {
      for (Node node : trace.graph().nodes()) {
        seen += trace.value(node.id(), playhead).isPresent() ? 1 : 0;
        seen += trace.gradient(node.id(), playhead).isPresent() ? 1 : 0;
      }
    }
    double each = (System.nanoTime() - start) / 1e9;
    assertTrue(seen > 0);
    assertTrue(each < 5, each + " s");
  }
}
