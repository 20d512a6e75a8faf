package backprop.ui.graph;

import backprop.figure.Bounds;
import backprop.figure.ColorRole;
import backprop.figure.Curve;
import backprop.figure.Drawable;
import backprop.figure.GraphGeometry;
import backprop.figure.GroupBox;
import backprop.figure.GroupOutline;
import backprop.figure.NodeBox;
import backprop.figure.Paint;
import backprop.figure.Stroke;
import backprop.figure.Wire;
import backprop.graph.Edge;
import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What lies over the figure while a person works: selection, ports, a marquee, a wire on its way.
///
/// A value: what to draw is a pure function of it and the geometry.
///
/// @param selection what is selected
/// @param hover what lies under the pointer
/// @param marquee the rectangle being pulled up
/// @param wire the wire being drawn
/// @param lit the wire that a dropped node would be put into
/// @param cut the line that cuts wires
record Overlay(
    Selection selection,
    Hit hover,
    Optional<Bounds> marquee,
    Optional<DraggedWire> wire,
    Optional<Edge> lit,
    Optional<Cut> cut) {

  /// A line being drawn across wires.
  ///
  /// @param line the points it goes through
  /// @param wires the wires it has crossed
  record Cut(List<Point> line, Set<Edge> wires) {
    Cut {
      line = List.copyOf(line);
      wires = Set.copyOf(wires);
    }
  }

  /// A wire being drawn.
  ///
  /// @param from where it begins
  /// @param to where the pointer is, or the port it would go to
  /// @param forwards whether it begins at an output
  /// @param refused whether it cannot be dropped here
  record DraggedWire(Point from, Point to, boolean forwards, boolean refused) {}

  static final Overlay NONE =
      new Overlay(
          Selection.NONE,
          new Hit.Empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  Overlay withSelection(Selection other) {
    return new Overlay(other, hover, marquee, wire, lit, cut);
  }

  Overlay withHover(Hit other) {
    return new Overlay(selection, other, marquee, wire, lit, cut);
  }

  Overlay withMarquee(Optional<Bounds> other) {
    return new Overlay(selection, hover, other, wire, lit, cut);
  }

  Overlay withWire(Optional<DraggedWire> other) {
    return new Overlay(selection, hover, marquee, other, lit, cut);
  }

  Overlay withLit(Optional<Edge> other) {
    return new Overlay(selection, hover, marquee, wire, other, cut);
  }

  Overlay withCut(Optional<Cut> other) {
    return new Overlay(selection, hover, marquee, wire, lit, other);
  }

  /// What goes below the figure: the ground of selected and lit wires.
  List<Drawable> below(GraphGeometry geometry) {
    List<Drawable> drawables = new ArrayList<>();
    selection
        .edge()
        .flatMap(edge -> Optional.ofNullable(geometry.wires().get(edge)))
        .ifPresent(wire -> drawables.add(ground(wire, 0.25)));
    lit.flatMap(edge -> Optional.ofNullable(geometry.wires().get(edge)))
        .ifPresent(wire -> drawables.add(ground(wire, 0.35)));
    cut.stream()
        .flatMap(line -> line.wires().stream())
        .filter(geometry.wires()::containsKey)
        .forEach(edge -> drawables.add(ground(geometry.wire(edge), 0.35)));
    if (hover instanceof Hit.OnWire(Edge edge) && geometry.wires().containsKey(edge)) {
      drawables.add(ground(geometry.wire(edge), 0.1));
    }
    return drawables;
  }

  private static Drawable ground(Wire wire, double opacity) {
    return new Drawable.Line(
        wire.forward(), new Stroke(new Paint(ColorRole.INK, opacity), 12, Stroke.Dash.SOLID));
  }

  /// What goes above the figure.
  List<Drawable> above(GraphGeometry geometry) {
    List<Drawable> drawables = new ArrayList<>();
    for (NodeId id : selection.nodes()) {
      NodeBox box = geometry.nodes().get(id);
      if (box != null) {
        ring(box, drawables);
      }
    }
    for (GroupBox box : geometry.groups().values()) {
      if (selection.nodes().containsAll(box.inside())) {
        drawables.add(ring(box.bounds().grow(5), GroupBox.CORNER + 5));
      }
    }
    for (GroupOutline outline : geometry.outlines().values()) {
      if (hover.equals(new Hit.OnGroup(outline.id()))) {
        drawables.add(ring(outline.label().grow(2), outline.label().height() / 2 + 2));
      }
    }
    hovered()
        .flatMap(id -> Optional.ofNullable(geometry.nodes().get(id)))
        .ifPresent(box -> ports(box, drawables));
    if (wire.isPresent()) {
      geometry.nodes().values().forEach(box -> ports(box, drawables));
      drawn(wire.get(), drawables);
    }
    cut.ifPresent(line -> scissored(line.line(), drawables));
    if (hover instanceof Hit.Value(NodeId id) && geometry.nodes().containsKey(id)) {
      underline(geometry.node(id), drawables);
    }
    marquee.ifPresent(
        box ->
            drawables.add(
                new Drawable.Box(
                    box,
                    2,
                    Optional.of(new Paint(ColorRole.INK, 0.06)),
                    Optional.of(Stroke.dashed(ColorRole.INK, 1)))));
    return drawables;
  }

  private Optional<NodeId> hovered() {
    return switch (hover) {
      case Hit.Body(NodeId node) -> Optional.of(node);
      case Hit.Value(NodeId node) -> Optional.of(node);
      case Hit.OutPort(NodeId node) -> Optional.of(node);
      case Hit.InPort(NodeId node, _) -> Optional.of(node);
      case Hit.WireEnd(Edge edge) -> Optional.of(edge.to());
      case Hit.Empty(), Hit.OnGroup(_), Hit.OnWire(_), Hit.OutputLine(_, _) -> Optional.empty();
    };
  }

  private static void ring(NodeBox box, List<Drawable> drawables) {
    drawables.add(
        box.kind() == NodeBox.Kind.DISC
            ? new Drawable.Disc(
                box.bounds().centre(),
                NodeBox.RADIUS + 5,
                Optional.empty(),
                Optional.of(Stroke.solid(ColorRole.INK, 2)))
            : ring(box.bounds().grow(5), box.corner() + 5));
  }

  private static Drawable ring(Bounds around, double corner) {
    return new Drawable.Box(
        around, corner, Optional.empty(), Optional.of(Stroke.solid(ColorRole.INK, 2)));
  }

  private static void ports(NodeBox box, List<Drawable> drawables) {
    port(box.output(), drawables);
    for (int port = 0; port < box.portNames().size(); port++) {
      port(box.input(port), drawables);
    }
  }

  private static void port(Point at, List<Drawable> drawables) {
    drawables.add(
        new Drawable.Disc(
            at,
            NodeBox.PORT_RADIUS,
            Optional.of(Paint.of(ColorRole.SURFACE)),
            Optional.of(Stroke.solid(ColorRole.INK, 1.5))));
  }

  private static void drawn(DraggedWire wire, List<Drawable> drawables) {
    Point start = wire.forwards() ? wire.from() : wire.to();
    Point end = wire.forwards() ? wire.to() : wire.from();
    ColorRole role = wire.refused() ? ColorRole.WRONG : ColorRole.INK;
    drawables.add(new Drawable.Line(Curve.connecting(start, end), Stroke.dashed(role, 2)));
    drawables.add(new Drawable.Disc(wire.to(), 4, Optional.of(Paint.of(role)), Optional.empty()));
  }

  private static void scissored(List<Point> line, List<Drawable> drawables) {
    for (int i = 1; i < line.size(); i++) {
      drawables.add(
          new Drawable.Line(
              Curve.straight(line.get(i - 1), line.get(i)), Stroke.solid(ColorRole.INK, 1.5)));
    }
  }

  private static void underline(NodeBox box, List<Drawable> drawables) {
    box.valueBox()
        .ifPresent(
            area -> {
              double y = box.remark().isEmpty() ? area.centre().y() + 12 : area.maxY() - 3;
              drawables.add(
                  new Drawable.Line(
                      Curve.straight(new Point(area.minX() + 4, y), new Point(area.maxX() - 10, y)),
                      Stroke.dotted(ColorRole.INK, 1.5)));
            });
  }
}
