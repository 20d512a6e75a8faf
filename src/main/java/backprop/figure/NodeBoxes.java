package backprop.figure;

import backprop.graph.Node;
import backprop.graph.Point;
import backprop.op.ElementWise;
import backprop.op.Op;
import backprop.op.Port;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// Makes the box of a node from what is written on it.
final class NodeBoxes {
  private static final double PILL_HEIGHT = 44;
  private static final double PILL_WIDTH = 136;
  private static final double LEFT = 18;
  private static final double RIGHT = 24;
  private static final double GAP = 12;

  private final TextMeasurer measurer;

  NodeBoxes(TextMeasurer measurer) {
    this.measurer = measurer;
  }

  /// The box of an operation; its shapes are said where they are known.
  NodeBox operation(Node.Operation node, Point centre, List<Shape> inputs, Optional<Shape> output) {
    Op op = node.op();
    List<String> ports = op.ports().stream().map(Port::name).toList();
    if (isDisc(op)) {
      return new NodeBox(
          node.id(),
          NodeBox.Kind.DISC,
          Bounds.around(centre, 2 * NodeBox.RADIUS, 2 * NodeBox.RADIUS),
          op.sign(),
          node.name(),
          Optional.empty(),
          Optional.empty(),
          ports);
    }
    String shapes =
        output.map(shape -> inputs.isEmpty() ? "" : inputs.get(0) + " → " + shape).orElse("");
    String title = node.name().isEmpty() ? op.sign() : op.sign() + " " + node.name();
    double names =
        ports.stream().mapToDouble(p -> measurer.width(p, TextStyle.SMALL)).max().orElse(0);
    double width =
        Math.max(
            112,
            2 * names
                + 44
                + Math.max(
                    measurer.width(title, TextStyle.TITLE),
                    measurer.width(shapes, TextStyle.SMALL)));
    double height = Math.max(64, 24 * ports.size() + 16);
    return new NodeBox(
        node.id(),
        NodeBox.Kind.LAYER,
        Bounds.around(centre, Math.ceil(width), height),
        title,
        shapes,
        Optional.empty(),
        Optional.empty(),
        ports);
  }

  /// Whether an operation is drawn as a disc: its sign is a sign, not a word.
  static boolean isDisc(Op op) {
    int length = op.sign().codePointCount(0, op.sign().length());
    return length <= (op instanceof ElementWise ? 4 : 3);
  }

  /// The box of an input, a parameter or a constant, with its value where it has one.
  NodeBox leaf(Node node, Point centre, Shape shape, Optional<Tensor> value) {
    boolean constant = node instanceof Node.Constant;
    NodeBox.Kind kind = constant ? NodeBox.Kind.CONSTANT : NodeBox.Kind.PILL;
    Optional<Preview> preview = value.map(tensor -> Preview.of(tensor, 4, 4));
    if (shape.isScalar()) {
      return scalar(node, centre, kind, preview);
    }
    return tensor(node, centre, kind, shape, preview.filter(Preview::matrix));
  }

  private NodeBox scalar(Node node, Point centre, NodeBox.Kind kind, Optional<Preview> value) {
    double number = value.map(v -> measurer.width(v.lines().get(0), TextStyle.VALUE)).orElse(44.0);
    // In steps, so that scrubbing from 99 to 100 does not move the port.
    double room = Math.max(32, Math.ceil(number / 16) * 16);
    boolean nameless = node.name().isEmpty();
    double name = nameless ? 0 : Math.ceil(measurer.width(node.name(), TextStyle.NAME)) + GAP;
    double width = Math.max(nameless ? 84 : PILL_WIDTH, LEFT + name + room + RIGHT);
    Bounds bounds = Bounds.around(centre, width, kind == NodeBox.Kind.CONSTANT ? 40 : PILL_HEIGHT);
    Bounds area =
        new Bounds(
            bounds.maxX() - RIGHT - room - 6, bounds.minY(), bounds.maxX() - 12, bounds.maxY());
    return box(node, kind, bounds, "", value, Optional.of(area));
  }

  private NodeBox tensor(
      Node node, Point centre, NodeBox.Kind kind, Shape shape, Optional<Preview> matrix) {
    double header =
        LEFT
            + measurer.width(node.name(), TextStyle.NAME)
            + GAP
            + measurer.width(shape.toString(), TextStyle.SMALL)
            + RIGHT;
    double rows = matrix.map(m -> LEFT + m.width(measurer) + RIGHT).orElse(0.0);
    double width = Math.ceil(Math.max(PILL_WIDTH, Math.max(header, rows)));
    double height = matrix.map(m -> 34 + m.height() + 10).orElse(PILL_HEIGHT);
    Bounds bounds = Bounds.around(centre, width, height);
    Bounds area =
        matrix.isPresent()
            ? new Bounds(
                bounds.minX() + 8, bounds.minY() + 30, bounds.maxX() - 12, bounds.maxY() - 4)
            : new Bounds(
                bounds.maxX() - RIGHT - measurer.width(shape.toString(), TextStyle.SMALL) - 6,
                bounds.minY(),
                bounds.maxX() - 12,
                bounds.maxY());
    return box(node, kind, bounds, shape.toString(), matrix, Optional.of(area));
  }

  private static NodeBox box(
      Node node,
      NodeBox.Kind kind,
      Bounds bounds,
      String remark,
      Optional<Preview> value,
      Optional<Bounds> area) {
    return new NodeBox(node.id(), kind, bounds, node.name(), remark, value, area, List.of());
  }
}
