package backprop.figure;

import backprop.autodiff.Step;
import backprop.graph.Edge;
import backprop.graph.Point;
import java.util.Optional;

/// Draws the lines of values and gradients, and the pulse that travels along them.
final class DrawWires {
  private final Moment moment;
  private final GraphGeometry geometry;
  private final Items items;

  DrawWires(Moment moment, GraphGeometry geometry, Items items) {
    this.moment = moment;
    this.geometry = geometry;
    this.items = items;
  }

  void lines(Wire wire) {
    boolean reached = moment.value(wire.from()).isPresent();
    line(
        wire.forward(),
        reached ? Stroke.solid(ColorRole.FORWARD_LINE, 2) : Stroke.solid(ColorRole.OUTLINE, 1.2));
    if (moment.isMovingGradient(wire)) {
      line(wire.backward(), Stroke.dashed(ColorRole.GRADIENT, 2.6));
    } else if (moment.isSent(wire)) {
      boolean isCurrent = moment.isCurrentGradient(wire);
      if (isCurrent) {
        line(wire.backward(), Stroke.solid(ColorRole.GRADIENT_SOFT, 9));
      }
      line(wire.backward(), Stroke.solid(ColorRole.GRADIENT, isCurrent ? 3 : 2.2));
    }
  }

  private void line(Curve curve, Stroke stroke) {
    items.add(new Drawable.Line(curve, stroke), 0);
  }

  /// The pulse of the step that is on its way; nothing once it has arrived.
  void pulse() {
    if (moment.moving().isEmpty()) {
      return;
    }
    double travel = moment.travel();
    switch (moment.moving().get()) {
      case Step.Evaluate evaluate -> {
        for (Edge edge : moment.subject().trace().graph().inputs(evaluate.node())) {
          forward(edge);
        }
      }
      case Step.Seed seed -> {
        Wire wire = geometry.outputs().get(seed.node());
        if (wire != null) {
          pulse(wire.backward().at(1 - travel), ColorRole.GRADIENT);
        }
      }
      case Step.Propagate sent ->
          seen(sent.edge())
              .ifPresent(wire -> pulse(wire.backward().at(1 - travel), ColorRole.GRADIENT));
      case Step.Update _ -> {}
      case Step.Tangent tangent ->
          seen(tangent.edge())
              .ifPresent(wire -> pulse(wire.backward().at(travel), ColorRole.GRADIENT));
    }
  }

  private void forward(Edge edge) {
    seen(edge).ifPresent(wire -> pulse(wire.forward().at(moment.travel()), ColorRole.FORWARD));
  }

  /// The edge's wire, unless it runs inside of a closed group.
  private Optional<Wire> seen(Edge edge) {
    return Optional.ofNullable(geometry.wires().get(edge));
  }

  private void pulse(Point at, ColorRole role) {
    items.add(new Drawable.Disc(at, 13, Optional.of(new Paint(role, 0.22)), Optional.empty()), 0);
    items.add(new Drawable.Disc(at, 6.5, Optional.of(Paint.of(role)), Optional.empty()), 0);
  }
}
