package backprop.figure;

import backprop.autodiff.Trace;
import backprop.graph.Node;
import backprop.graph.Point;
import backprop.layout.NodeSize;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// How much room the nodes of a graph take as they are drawn: what a layout asks.
public final class NodeSizes {
  private NodeSizes() {}

  /// The size of each node of this trace's graph.
  public static Function<Node, NodeSize> of(Trace trace, TextMeasurer measurer) {
    NodeBoxes boxes = new NodeBoxes(measurer);
    Map<?, Tensor> values = trace.values();
    return node -> {
      Optional<Tensor> value = Optional.ofNullable(values.get(node.id()));
      Bounds bounds = box(boxes, trace, node, value).bounds();
      return new NodeSize(bounds.width(), bounds.height());
    };
  }

  private static NodeBox box(NodeBoxes boxes, Trace trace, Node node, Optional<Tensor> value) {
    Point anywhere = new Point(0, 0);
    return switch (node) {
      case Node.Operation operation -> {
        List<Shape> inputs =
            trace.graph().inputs(operation.id()).stream()
                .flatMap(edge -> Optional.ofNullable(trace.values().get(edge.from())).stream())
                .map(Tensor::shape)
                .toList();
        yield boxes.operation(operation, anywhere, inputs, value.map(Tensor::shape));
      }
      case Node.Input input ->
          boxes.leaf(input, anywhere, value.map(Tensor::shape).orElse(input.shape()), value);
      case Node.Parameter parameter -> boxes.leaf(parameter, anywhere, parameter.shape(), value);
      case Node.Constant constant ->
          boxes.leaf(constant, anywhere, constant.value().shape(), Optional.of(constant.value()));
    };
  }
}
