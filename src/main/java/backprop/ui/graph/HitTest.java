package backprop.ui.graph;

import backprop.figure.Bounds;
import backprop.figure.GraphGeometry;
import backprop.figure.GroupBox;
import backprop.figure.NodeBox;
import backprop.figure.Wire;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds what lies at a point of the canvas: ports before numbers, numbers before nodes, nodes
/// before wires; the one drawn last before those below it.
final class HitTest {
  /// How far from a port's middle it is still hit, in pixels of the screen.
  static final double PORT_REACH = 8;

  /// How far from a wire it is still hit, in pixels of the screen.
  static final double WIRE_REACH = 6;

  /// Below this zoom a number cannot be scrubbed: the whole pill moves.
  static final double VALUES_FROM = 0.6;

  private final GraphGeometry geometry;
  private final double zoom;

  HitTest(GraphGeometry geometry, double zoom) {
    this.geometry = geometry;
    this.zoom = zoom;
  }

  /// What lies at this point.
  Hit at(Point point) {
    List<NodeBox> boxes = new ArrayList<>(geometry.nodes().values()).reversed();
    double reach = PORT_REACH / Math.min(1, zoom);
    for (NodeBox box : boxes) {
      if (box.bounds().grow(reach).contains(point)) {
        Optional<Hit> port = port(box, point, reach);
        if (port.isPresent()) {
          return port.get();
        }
      }
    }
    Optional<Hit> group = group(point, reach);
    if (group.isPresent()) {
      return group.get();
    }
    for (NodeBox box : boxes) {
      if (box.contains(point)) {
        return zoom >= VALUES_FROM && box.valueBox().map(b -> b.contains(point)).orElse(false)
            ? new Hit.Value(box.id())
            : new Hit.Body(box.id());
      }
    }
    return wire(point);
  }

  /// A closed group's ports and its box, or the name of an open group.
  private Optional<Hit> group(Point point, double reach) {
    for (GroupBox box : List.copyOf(geometry.groups().values()).reversed()) {
      if (!box.bounds().grow(reach).contains(point)) {
        continue;
      }
      for (NodeId node : box.outputs()) {
        if (box.output(node).map(at -> distance(at, point) <= reach).orElse(false)) {
          return Optional.of(new Hit.OutPort(node));
        }
      }
      Optional<Edge> entering =
          box.inputs().stream().filter(e -> isAt(box, e, point, reach)).findFirst();
      if (entering.isPresent()) {
        return entering.map(Hit.WireEnd::new);
      }
      if (box.bounds().contains(point)) {
        return Optional.of(new Hit.OnGroup(box.id()));
      }
    }
    return List.copyOf(geometry.outlines().values()).reversed().stream()
        .filter(outline -> outline.label().contains(point))
        .findFirst()
        .map(outline -> new Hit.OnGroup(outline.id()));
  }

  private static boolean isAt(GroupBox box, Edge edge, Point point, double reach) {
    return box.input(edge).map(at -> distance(at, point) <= reach).orElse(false);
  }

  private Optional<Hit> port(NodeBox box, Point point, double reach) {
    if (distance(box.output(), point) <= reach) {
      return Optional.of(new Hit.OutPort(box.id()));
    }
    int nearest = -1;
    double best = reach;
    for (int port = 0; port < box.portNames().size(); port++) {
      double distance = distance(box.input(port), point);
      if (distance <= best) {
        best = distance;
        nearest = port;
      }
    }
    if (nearest < 0) {
      return Optional.empty();
    }
    int port = nearest;
    return Optional.of(
        edgeInto(box.id(), port).<Hit>map(Hit.WireEnd::new).orElse(new Hit.InPort(box.id(), port)));
  }

  private Optional<Edge> edgeInto(NodeId node, int port) {
    return geometry.wires().keySet().stream()
        .filter(edge -> edge.to().equals(node) && edge.port() == port)
        .findFirst();
  }

  private Hit wire(Point point) {
    for (Map.Entry<NodeId, Wire> output : geometry.outputs().entrySet()) {
      Wire wire = output.getValue();
      if (isIn(wire.gradient(), point)) {
        return new Hit.OutputLine(output.getKey(), true);
      }
      if (isIn(wire.value(), point)) {
        return new Hit.OutputLine(output.getKey(), false);
      }
    }
    Optional<Edge> nearest = Optional.empty();
    double best = WIRE_REACH / zoom;
    for (Map.Entry<Edge, Wire> entry : geometry.wires().entrySet()) {
      Wire wire = entry.getValue();
      if (isIn(wire.value(), point) || isIn(wire.gradient(), point)) {
        return new Hit.OnWire(entry.getKey());
      }
      double distance = distance(wire, point, best);
      if (distance <= best) {
        best = distance;
        nearest = Optional.of(entry.getKey());
      }
    }
    for (Map.Entry<NodeId, Wire> output : geometry.outputs().entrySet()) {
      if (distance(output.getValue(), point, best) < best) {
        return new Hit.OutputLine(output.getKey(), false);
      }
    }
    return nearest.<Hit>map(Hit.OnWire::new).orElse(new Hit.Empty());
  }

  private static double distance(Wire wire, Point point, double within) {
    return wire.forward().bounds().grow(within).contains(point)
        ? Math.min(wire.forward().distance(point), wire.backward().distance(point))
        : Double.POSITIVE_INFINITY;
  }

  private static boolean isIn(Optional<Wire.NumberPlace> place, Point point) {
    return place.map(p -> p.box().contains(point)).orElse(false);
  }

  private static double distance(Point a, Point b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
  }

  /// The nodes that lie at least half in a marquee.
  Set<NodeId> within(Bounds marquee) {
    Set<NodeId> found = new java.util.LinkedHashSet<>();
    for (NodeBox box : geometry.nodes().values()) {
      if (marquee.contains(box.bounds().centre())) {
        found.add(box.id());
      }
    }
    for (GroupBox box : geometry.groups().values()) {
      if (marquee.contains(box.bounds().centre())) {
        found.addAll(box.inside());
      }
    }
    return found;
  }

  /// The input port nearest to a point where a wire is being dropped, on the whole of its node.
  Optional<Hit.InPort> target(Point point) {
    double reach = 2 * PORT_REACH / Math.min(1, zoom);
    Optional<Hit.InPort> best = Optional.empty();
    double bestDistance = Double.POSITIVE_INFINITY;
    for (NodeBox box : geometry.nodes().values()) {
      if (!box.bounds().grow(reach).contains(point)) {
        continue;
      }
      for (int port = 0; port < Math.max(1, box.portNames().size()); port++) {
        double distance = distance(box.input(port), point);
        if (distance < bestDistance && (distance <= reach || box.contains(point))) {
          bestDistance = distance;
          best = Optional.of(new Hit.InPort(box.id(), port));
        }
      }
    }
    return best;
  }

  /// The node whose output lies at a point where a wire from an input is being dropped.
  Optional<NodeId> source(Point point) {
    double reach = 2 * PORT_REACH / Math.min(1, zoom);
    for (NodeBox box : new ArrayList<>(geometry.nodes().values()).reversed()) {
      if (box.contains(point) || distance(box.output(), point) <= reach) {
        return Optional.of(box.id());
      }
    }
    for (GroupBox box : geometry.groups().values()) {
      Optional<NodeId> output =
          box.outputs().stream()
              .filter(id -> box.output(id).map(at -> distance(at, point) <= reach).orElse(false))
              .findFirst();
      if (output.isPresent()) {
        return output;
      }
    }
    return Optional.empty();
  }

  /// The wire that a dropped node would be put into.
  Optional<Edge> wireUnder(Point point) {
    double within = 2 * WIRE_REACH / Math.min(1, zoom);
    return geometry.wires().entrySet().stream()
        .filter(entry -> distance(entry.getValue(), point, within) <= within)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
