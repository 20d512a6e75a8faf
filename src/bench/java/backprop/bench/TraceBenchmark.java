package backprop.bench;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
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
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The trace of a graph of 10,000 scalar operations, forward and backward; warm it takes less than
/// 20 ms.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TraceBenchmark {
  private static final int OPERATIONS = 10_000;
  private static final int NEAR = 8;

  private final GraphDocument document = document();

  /// The whole trace, with what the window shows of each step.
  @Benchmark
  public Trace trace() {
    return Evaluator.trace(document, EvaluationContext.PLAIN);
  }

  /// Values and gradients alone, as `eval` computes them.
  @Benchmark
  public Trace numbers() {
    return Evaluator.numbers(document, EvaluationContext.PLAIN);
  }

  private static GraphDocument document() {
    var random = new Random(1);
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < NEAR; i++) {
      var value = Tensor.scalar(i - 3.5);
      nodes.add(new Node.Input(NodeId.of("x" + i), "", new Node.Source.Given(value)));
    }
    for (int i = 0; i < OPERATIONS; i++) {
      var id = NodeId.of("n" + i);
      var function =
          switch (i % 4) {
            case 0 -> Functions.TANH;
            case 1 -> Functions.MUL;
            default -> Functions.ADD;
          };
      nodes.add(new Node.Operation(id, "", new ElementWise(function)));
      for (int port = 0; port < function.arity(); port++) {
        int back = port == 0 ? 1 : 1 + random.nextInt(NEAR);
        edges.add(new Edge(nodes.get(nodes.size() - 1 - back).id(), id, port));
      }
    }
    return GraphDocument.EMPTY
        .withGraph(new Graph(nodes, edges))
        .withRoles(Roles.output(nodes.getLast().id()));
  }
}
