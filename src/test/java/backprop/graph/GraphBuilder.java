package backprop.graph;

import backprop.formula.ScalarFunction;
import backprop.op.ElementWise;
import backprop.op.Op;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Builds graphs in tests with few words: ids are names.
public final class GraphBuilder {
  private final List<Node> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();

  public GraphBuilder input(String name, double value) {
    return input(name, Tensor.scalar(value));
  }

  public GraphBuilder input(String name, Tensor value) {
    nodes.add(new Node.Input(NodeId.of(name), name, new Node.Source.Given(value)));
    return this;
  }

  public GraphBuilder constant(String id, double value) {
    nodes.add(new Node.Constant(NodeId.of(id), "", Tensor.scalar(value)));
    return this;
  }

  public GraphBuilder parameter(String name, Tensor value) {
    nodes.add(new Node.Parameter(NodeId.of(name), name, value.shape(), new Node.Init.Given(value)));
    return this;
  }

  public GraphBuilder op(String id, ScalarFunction function, String... inputs) {
    return op(id, "", new ElementWise(function), inputs);
  }

  public GraphBuilder op(String id, String name, Op op, String... inputs) {
    nodes.add(new Node.Operation(NodeId.of(id), name, op));
    for (int port = 0; port < inputs.length; port++) {
      if (!inputs[port].isEmpty()) {
        edges.add(new Edge(NodeId.of(inputs[port]), NodeId.of(id), port));
      }
    }
    return this;
  }

  public GraphDocument build() {
    return GraphDocument.EMPTY.withGraph(new Graph(nodes, edges));
  }

  public GraphDocument build(String output) {
    return build().withRoles(Roles.output(NodeId.of(output)));
  }

  public static List<NodeId> ids(String... ids) {
    return Arrays.stream(ids).map(NodeId::of).toList();
  }
}
