package backprop.ui.graph;

import backprop.graph.Graph;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.NodeIds;
import backprop.op.Op;
import backprop.op.OpType;
import backprop.tensor.Tensor;
import java.util.HashSet;
import java.util.Set;

/// What the palette and the search offer: makes the node that is added.
public sealed interface NodeTemplate {

  /// The node under a free id, named where a person would miss a name.
  Node make(Graph graph);

  /// A value from outside.
  record Input() implements NodeTemplate {
    @Override
    public Node make(Graph graph) {
      String name = freeName(graph, "x", "y", "z", "u", "v");
      return new Node.Input(
          NodeIds.fresh(graph, name), name, new Node.Source.Given(Tensor.scalar(1)));
    }
  }

  /// A value that training changes.
  record Parameter() implements NodeTemplate {
    @Override
    public Node make(Graph graph) {
      String name = freeName(graph, "w", "b");
      Tensor one = Tensor.scalar(1);
      return new Node.Parameter(
          NodeIds.fresh(graph, name), name, one.shape(), new Node.Init.Given(one));
    }
  }

  /// A number that belongs to the graph.
  record Constant() implements NodeTemplate {
    @Override
    public Node make(Graph graph) {
      return new Node.Constant(NodeIds.fresh(graph, "constant"), "", Tensor.scalar(1));
    }
  }

  /// An operation with its initial settings.
  record Operation(OpType type) implements NodeTemplate {
    @Override
    public Node make(Graph graph) {
      Op op = type.create();
      return new Node.Operation(NodeId.of(NodeIds.fresh(graph, op.name()).text()), "", op);
    }
  }

  private static String freeName(Graph graph, String... names) {
    Set<String> taken = new HashSet<>();
    graph.nodes().forEach(node -> taken.add(node.name()));
    for (int number = 1; ; number++) {
      for (String name : names) {
        String tried = number == 1 ? name : name + number;
        if (!taken.contains(tried)) {
          return tried;
        }
      }
    }
  }
}
