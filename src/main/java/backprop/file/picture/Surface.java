package backprop.file.picture;

import backprop.figure.Bounds;
import backprop.figure.ColorRole;
import backprop.figure.Curve;
import backprop.figure.Drawable;
import backprop.figure.Figure;
import backprop.figure.Hatch;
import backprop.figure.Item;
import backprop.figure.Paint;
import backprop.figure.WarningSign;
import backprop.graph.Point;
import java.util.List;
import java.util.Optional;

/// What each format must be able to draw: curves, circles, boxes, polygons, and lines of text.
interface Surface {

  void curve(Curve curve, Pen pen);

  void circle(Point centre, double radius, Optional<Paint> fill, Optional<Pen> border);

  void box(Bounds box, double corner, Optional<Paint> fill, Optional<Pen> border);

  void polygon(List<Point> corners, Paint fill);

  void text(Drawable.Text text);

  /// Draws texts that follow each other; at the widths they were measured with.
  default void words(List<Drawable.Text> parts) {
    parts.forEach(this::text);
  }

  /// Draws a figure from back to front.
  static void draw(Figure figure, Surface on) {
    for (Item item : figure.items()) {
      draw(item.drawable(), on);
    }
  }

  private static void draw(Drawable drawable, Surface on) {
    switch (drawable) {
      case Drawable.Line line -> on.curve(line.curve(), Pen.of(line.stroke()));
      case Drawable.Disc disc ->
          on.circle(disc.centre(), disc.radius(), disc.fill(), disc.border().map(Pen::of));
      case Drawable.Box box ->
          on.box(box.box(), box.corner(), box.fill(), box.border().map(Pen::of));
      case Drawable.Text text -> on.text(text);
      case Drawable.Words(List<Drawable.Text> parts) -> on.words(parts);
      case Drawable.Slot(Bounds box) -> {
        on.box(box, Hatch.CORNER, Optional.of(Paint.of(ColorRole.CANVAS)), Optional.empty());
        Hatch.stripes(box).forEach(stripe -> on.polygon(stripe, Paint.of(ColorRole.TRACK)));
        on.box(box, Hatch.CORNER, Optional.empty(), Optional.of(Pen.SLOT));
      }
      case Drawable.Warning(Point centre, double size) -> {
        WarningSign sign = WarningSign.at(centre, size);
        Paint mark = Paint.of(ColorRole.SURFACE);
        on.polygon(sign.triangle(), Paint.of(ColorRole.WRONG));
        on.curve(sign.mark(), new Pen(mark, sign.markWidth(), List.of()));
        on.circle(sign.dot(), sign.dotRadius(), Optional.of(mark), Optional.empty());
      }
    }
  }
}
