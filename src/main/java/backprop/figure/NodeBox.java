package backprop.figure;

import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.List;
import java.util.Optional;

/// Where a node stands and how it looks: pill, disc or layer box.
///
/// @param title the pill's name, the disc's sign, the layer's name
/// @param remark a person's name below a disc, the shapes in a layer, a tensor pill's shape
/// @param value the value written on a pill
/// @param valueBox the part of a pill on which its number is scrubbed and edited
/// @param portNames the textbook's letter of each input port
public record NodeBox(
    NodeId id,
    Kind kind,
    Bounds bounds,
    String title,
    String remark,
    Optional<Preview> value,
    Optional<Bounds> valueBox,
    List<String> portNames) {

  /// The kinds of node that look different.
  public enum Kind {
    /// An input or a parameter.
    PILL,
    /// A constant.
    CONSTANT,
    /// An operation known by a sign.
    DISC,
    /// An operation known by a name.
    LAYER
  }

  /// The radius of a disc.
  public static final double RADIUS = 28;

  /// The radius of a port's circle.
  public static final double PORT_RADIUS = 5.5;

  public NodeBox {
    portNames = List.copyOf(portNames);
  }

  /// The radius of the corners.
  public double corner() {
    return switch (kind) {
      case PILL -> Math.min(22, bounds.height() / 2);
      case CONSTANT, LAYER -> 10;
      case DISC -> RADIUS;
    };
  }

  /// Where edges leave: the middle of the right side.
  public Point output() {
    return new Point(bounds.maxX(), bounds.centre().y());
  }

  /// Where the edge of this port arrives: on the left side, each port at its own height.
  public Point input(int port) {
    Point centre = bounds.centre();
    int count = Math.max(1, portNames.size());
    double spacing =
        kind == Kind.DISC ? Math.min(20, 2 * RADIUS * 0.72 / count) : (bounds.height() - 8) / count;
    double dy = (port - (count - 1) / 2.0) * spacing;
    double x =
        kind == Kind.DISC
            ? centre.x() - Math.sqrt(Math.max(0, RADIUS * RADIUS - dy * dy))
            : bounds.minX();
    return new Point(x, centre.y() + dy);
  }

  /// Whether the point is on the node.
  public boolean contains(Point point) {
    if (!bounds.contains(point)) {
      return false;
    }
    Point centre = bounds.centre();
    return kind != Kind.DISC
        || Math.hypot(point.x() - centre.x(), point.y() - centre.y()) <= RADIUS;
  }
}
