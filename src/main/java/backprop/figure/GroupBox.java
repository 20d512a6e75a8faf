package backprop.figure;

import backprop.graph.Edge;
import backprop.graph.GroupId;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where a closed group stands: one box for all that lies in it.
///
/// @param title its name
/// @param remark the signs of the operations in it
/// @param inside every node in it
/// @param inputs the edges that enter it, from the top down
/// @param inputNames the textbook's letter of the port that each of them enters
/// @param outputs the nodes in it whose value leaves it, from the top down
public record GroupBox(
    GroupId id,
    Bounds bounds,
    String title,
    String remark,
    Set<NodeId> inside,
    List<Edge> inputs,
    List<String> inputNames,
    List<NodeId> outputs) {
  /// The radius of the corners.
  public static final double CORNER = 16;

  public GroupBox {
    inside = Set.copyOf(inside);
    inputs = List.copyOf(inputs);
    inputNames = List.copyOf(inputNames);
    outputs = List.copyOf(outputs);
  }

  /// Where an edge from outside arrives, if it does.
  public Optional<Point> input(Edge edge) {
    int index = inputs.indexOf(edge);
    return index < 0 ? Optional.empty() : Optional.of(input(index));
  }

  /// Where the edge of this number arrives.
  Point input(int index) {
    return new Point(bounds.minX(), height(index, inputs.size()));
  }

  /// Where the value of a node in it leaves, if it does.
  public Optional<Point> output(NodeId node) {
    int index = outputs.indexOf(node);
    return index < 0
        ? Optional.empty()
        : Optional.of(new Point(bounds.maxX(), height(index, outputs.size())));
  }

  private double height(int index, int count) {
    double spacing = (bounds.height() - 8) / count;
    return bounds.centre().y() + (index - (count - 1) / 2.0) * spacing;
  }
}
