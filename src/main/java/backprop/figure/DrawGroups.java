package backprop.figure;

import backprop.graph.Point;
import java.util.Optional;

/// Draws closed groups as boxes with their ports, and open ones as outlines with their names.
final class DrawGroups {
  private final Moment moment;
  private final Items items;

  DrawGroups(Moment moment, Items items) {
    this.moment = moment;
    this.items = items;
  }

  /// What lies below everything: the outline of an open group.
  void outline(GroupOutline outline) {
    items.add(
        new Drawable.Box(
            outline.bounds(),
            GroupOutline.CORNER,
            Optional.of(new Paint(ColorRole.ROW, 0.45)),
            Optional.of(Stroke.dashed(ColorRole.OUTLINE, 1.2))),
        0);
    items.add(
        new Drawable.Box(
            outline.label(),
            outline.label().height() / 2,
            Optional.of(Paint.of(ColorRole.SURFACE)),
            Optional.of(Stroke.solid(ColorRole.OUTLINE, 1))),
        GraphFigure.NAMES_FROM);
    items.text(
        outline.title(),
        outline.label().centre(),
        Drawable.Align.CENTRE,
        TextStyle.NAME,
        ColorRole.MUTED);
  }

  /// A closed group. While a step works inside of it, it lights, and says which operation works and
  /// how far the pass has come in it.
  void box(GroupBox box) {
    Optional<Moment.Inside> inside = moment.inside(box);
    boolean wrong = box.inside().stream().anyMatch(moment::isWrong);
    inside.ifPresent(
        step ->
            frame(
                box.bounds().grow(7),
                GroupBox.CORNER + 7,
                step.role() == ColorRole.FORWARD ? ColorRole.FORWARD_SOFT : ColorRole.GRADIENT_SOFT,
                Optional.empty()));
    Stroke border =
        inside
            .map(step -> Stroke.solid(step.role(), 3))
            .orElse(
                wrong ? Stroke.solid(ColorRole.WRONG, 2.5) : Stroke.solid(ColorRole.OUTLINE, 1.5));
    // A second line behind the box: there is more than one thing in it.
    frame(
        box.bounds().translate(4, 4),
        GroupBox.CORNER,
        ColorRole.SURFACE,
        Optional.of(Stroke.solid(ColorRole.OUTLINE, 1)));
    frame(box.bounds(), GroupBox.CORNER, ColorRole.SURFACE, Optional.of(border));
    Point centre = box.bounds().centre();
    items.text(
        box.title(), centre.plus(0, -10), Drawable.Align.CENTRE, TextStyle.TITLE, ColorRole.INK);
    items.text(
        inside.map(Moment.Inside::text).orElse(box.remark()),
        centre.plus(0, 11),
        Drawable.Align.CENTRE,
        TextStyle.SMALL,
        inside.map(Moment.Inside::role).orElse(ColorRole.MUTED));
    for (int i = 0; i < box.inputs().size(); i++) {
      port(box.input(i));
      items.text(
          box.inputNames().get(i),
          box.input(i).plus(10, 0),
          Drawable.Align.START,
          TextStyle.SMALL,
          ColorRole.MUTED);
    }
    box.outputs().forEach(node -> box.output(node).ifPresent(this::port));
    if (wrong) {
      items.add(
          new Drawable.Warning(new Point(box.bounds().maxX() - 4, box.bounds().minY() + 2), 20),
          GraphFigure.NAMES_FROM);
    }
  }

  private void frame(Bounds bounds, double corner, ColorRole fill, Optional<Stroke> border) {
    items.add(new Drawable.Box(bounds, corner, Optional.of(Paint.of(fill)), border), 0);
  }

  private void port(Point at) {
    items.add(
        new Drawable.Disc(
            at,
            NodeBox.PORT_RADIUS,
            Optional.of(Paint.of(ColorRole.SURFACE)),
            Optional.of(Stroke.solid(ColorRole.OUTLINE, 1.3))),
        0.5);
  }
}
