package backprop.figure;

import backprop.graph.NodeId;
import backprop.graph.Point;
import backprop.tensor.Tensor;
import java.util.Optional;

/// Writes the values and gradients at the wires, and the running sums: a slot where there is none
/// yet.
final class WriteNumbers {
  private final Moment moment;
  private final Items items;

  WriteNumbers(Moment moment, Items items) {
    this.moment = moment;
    this.items = items;
  }

  void at(Wire wire) {
    wire.value()
        .ifPresent(
            place ->
                number(
                    place,
                    moment
                        .value(wire.from())
                        .map(value -> GeometryBuilder.preview(value, place.whole())),
                    ColorRole.FORWARD));
    wire.gradient()
        .ifPresent(
            place ->
                number(
                    place,
                    moment
                        .gradient(wire)
                        .map(
                            gradient ->
                                GeometryBuilder.derivative(
                                    moment.subject().trace(), wire, gradient, place.whole())),
                    ColorRole.GRADIENT));
    if (wire.edge().isEmpty() && !wire.name().isEmpty()) {
      items.text(
          wire.name(),
          wire.forward().end().plus(8, GeometryBuilder.BESIDE / 2),
          Drawable.Align.START,
          TextStyle.NAME,
          ColorRole.INK);
    }
  }

  private void number(Wire.NumberPlace place, Optional<Preview> written, ColorRole role) {
    if (written.isEmpty()) {
      items.slot(place.box().centre());
      return;
    }
    Preview preview = written.get();
    if (place.covered()) {
      double width = items.width(preview) + 4;
      items.add(
          new Drawable.Box(
              Bounds.around(place.box().centre(), width, preview.height()),
              4,
              Optional.of(new Paint(ColorRole.CANVAS, 0.85)),
              Optional.empty()),
          GraphFigure.NUMBERS_FROM);
    }
    items.lines(preview, place.box().centre(), Items.ink(preview, role));
  }

  /// The running sum of a value used twice, with how much of it has arrived.
  void sum(NodeId id, Bounds place) {
    double y = place.centre().y();
    Point left = new Point(place.minX() + 4, y);
    items.text("Σ", left, Drawable.Align.START, TextStyle.NUMBER, ColorRole.GRADIENT);
    Optional<Tensor> sum = moment.gradient(id);
    if (sum.isEmpty()) {
      items.slot(new Point(place.minX() + 43, y));
      return;
    }
    Preview preview = Preview.shape(sum.get());
    items.text(
        preview.lines().get(0),
        left.plus(16, 0),
        Drawable.Align.START,
        TextStyle.NUMBER,
        Items.ink(preview, ColorRole.GRADIENT));
    moment
        .arrival(id)
        .ifPresent(
            counted ->
                items.text(
                    counted,
                    new Point(place.maxX() - 2, y),
                    Drawable.Align.END,
                    TextStyle.SMALL,
                    ColorRole.MUTED));
  }
}
