package backprop.figure;

import backprop.graph.NodeId;
import backprop.graph.Point;
import java.util.Optional;

/// Draws pills, discs and layer boxes, and the sentence at one that has a problem.
final class DrawNodes {
  private final Moment moment;
  private final GraphGeometry geometry;
  private final Items items;

  DrawNodes(Moment moment, GraphGeometry geometry, Items items) {
    this.moment = moment;
    this.geometry = geometry;
    this.items = items;
  }

  void node(NodeBox box) {
    Optional<ColorRole> activity = moment.activity(box.id());
    boolean wrong = moment.isWrong(box.id());
    activity.ifPresent(
        role -> {
          ColorRole soft =
              role == ColorRole.FORWARD ? ColorRole.FORWARD_SOFT : ColorRole.GRADIENT_SOFT;
          outline(box, box.bounds().grow(7), Optional.of(Paint.of(soft)), Optional.empty());
        });
    Stroke border =
        activity
            .map(role -> Stroke.solid(role, 3))
            .orElse(
                wrong ? Stroke.solid(ColorRole.WRONG, 2.5) : Stroke.solid(ColorRole.OUTLINE, 1.5));
    outline(box, box.bounds(), Optional.of(Paint.of(ColorRole.SURFACE)), Optional.of(border));
    switch (box.kind()) {
      case PILL, CONSTANT -> leaf(box);
      case DISC -> sign(box);
      case LAYER -> layer(box);
    }
    if (wrong) {
      items.add(
          new Drawable.Warning(new Point(box.bounds().maxX() - 4, box.bounds().minY() + 2), 20),
          GraphFigure.NAMES_FROM);
    }
  }

  private void outline(NodeBox box, Bounds bounds, Optional<Paint> fill, Optional<Stroke> border) {
    double grown = (bounds.width() - box.bounds().width()) / 2;
    items.add(
        box.kind() == NodeBox.Kind.DISC
            ? new Drawable.Disc(bounds.centre(), NodeBox.RADIUS + grown, fill, border)
            : new Drawable.Box(bounds, box.corner() + grown, fill, border),
        0);
  }

  private void sign(NodeBox box) {
    TextStyle style =
        box.title().codePointCount(0, box.title().length()) > 2
            ? TextStyle.LONG_SIGN
            : TextStyle.SIGN;
    items.text(box.title(), box.bounds().centre(), Drawable.Align.CENTRE, style, ColorRole.INK);
    if (!box.remark().isEmpty() && !geometry.outputs().containsKey(box.id())) {
      items.text(
          box.remark(),
          GeometryBuilder.remarkAnchor(box),
          Drawable.Align.CENTRE,
          TextStyle.REMARK,
          ColorRole.MUTED);
    }
  }

  private void layer(NodeBox box) {
    Point centre = box.bounds().centre();
    boolean shapes = !box.remark().isEmpty();
    items.text(
        box.title(),
        centre.plus(0, shapes ? -10 : 0),
        Drawable.Align.CENTRE,
        TextStyle.TITLE,
        ColorRole.INK);
    if (shapes) {
      items.text(
          box.remark(),
          centre.plus(0, 11),
          Drawable.Align.CENTRE,
          TextStyle.SMALL,
          ColorRole.MUTED);
    }
    for (int port = 0; port < box.portNames().size(); port++) {
      items.text(
          box.portNames().get(port),
          box.input(port).plus(9, 0),
          Drawable.Align.START,
          TextStyle.SMALL,
          ColorRole.MUTED);
    }
  }

  private void leaf(NodeBox box) {
    Bounds bounds = box.bounds();
    boolean rows = box.value().map(Preview::matrix).orElse(false);
    double titleY = rows ? bounds.minY() + 18 : bounds.centre().y();
    Point left = new Point(bounds.minX() + 18, titleY);
    items.text(box.title(), left, Drawable.Align.START, TextStyle.NAME, ColorRole.MUTED);
    Point right = new Point(bounds.maxX() - 24, titleY);
    if (!box.remark().isEmpty()) {
      items.text(box.remark(), right, Drawable.Align.END, TextStyle.SMALL, ColorRole.MUTED);
    }
    box.value()
        .ifPresent(
            value -> {
              if (rows) {
                Point centre =
                    new Point(bounds.centre().x(), (bounds.minY() + bounds.maxY()) / 2 + 12);
                items.lines(value, centre, Items.ink(value, ColorRole.INK));
              } else if (box.remark().isEmpty()) {
                items.text(
                    value.lines().get(0),
                    right,
                    Drawable.Align.END,
                    TextStyle.VALUE,
                    Items.ink(value, ColorRole.INK));
              }
            });
    if (box.kind() != NodeBox.Kind.CONSTANT || isUsed(box.id())) {
      items.add(
          new Drawable.Disc(
              box.output(),
              NodeBox.PORT_RADIUS,
              Optional.of(Paint.of(ColorRole.SURFACE)),
              Optional.of(Stroke.solid(ColorRole.OUTLINE, 1.3))),
          0.5);
    }
  }

  private boolean isUsed(NodeId id) {
    return !moment.subject().trace().graph().uses(id).isEmpty();
  }

  /// What is wrong at a node, in words below it.
  void sentence(GraphGeometry.Sentence sentence) {
    Bounds box = sentence.box();
    items.add(
        new Drawable.Box(
            box,
            8,
            Optional.of(Paint.of(ColorRole.WRONG_SOFT)),
            Optional.of(Stroke.solid(ColorRole.WRONG, 1))),
        GraphFigure.NAMES_FROM);
    items.add(
        new Drawable.Warning(new Point(box.minX() + 14, box.centre().y()), 14),
        GraphFigure.NAMES_FROM);
    double lineHeight = TextStyle.REMARK.lineHeight();
    double top = box.centre().y() - (sentence.lines().size() - 1) * lineHeight / 2;
    for (int i = 0; i < sentence.lines().size(); i++) {
      items.text(
          sentence.lines().get(i),
          new Point(box.minX() + 28, top + i * lineHeight),
          Drawable.Align.START,
          TextStyle.REMARK,
          ColorRole.WRONG);
    }
  }
}
