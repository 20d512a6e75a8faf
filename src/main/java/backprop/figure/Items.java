package backprop.figure;

import backprop.graph.Point;
import java.util.ArrayList;
import java.util.List;

/// Collects what a figure holds, from back to front, and sets its texts.
final class Items {
  private final TextMeasurer measurer;
  private final List<Item> items = new ArrayList<>();

  Items(TextMeasurer measurer) {
    this.measurer = measurer;
  }

  List<Item> all() {
    return items;
  }

  void add(Drawable drawable, double minZoom) {
    items.add(Item.of(drawable, minZoom));
  }

  /// A name, a sign, a remark.
  void text(String text, Point anchor, Drawable.Align align, TextStyle style, ColorRole role) {
    add(
        new Drawable.Text(text, anchor, align, style, Paint.of(role), measurer.width(text, style)),
        GraphFigure.NAMES_FROM);
  }

  double width(Preview preview) {
    return preview.width(measurer);
  }

  /// A number, or a small matrix in its brackets, around a point.
  void lines(Preview preview, Point centre, ColorRole role) {
    double lineHeight = preview.style().lineHeight();
    double top = centre.y() - (preview.lines().size() - 1) * lineHeight / 2;
    for (int i = 0; i < preview.lines().size(); i++) {
      String line = preview.lines().get(i);
      add(
          new Drawable.Text(
              line,
              new Point(centre.x(), top + i * lineHeight),
              Drawable.Align.CENTRE,
              preview.style(),
              Paint.of(role),
              measurer.width(line, preview.style())),
          GraphFigure.NUMBERS_FROM);
    }
    if (preview.matrix()) {
      double width = preview.width(measurer);
      bracket(centre, -width / 2 + 1, preview.height() / 2, 3, role);
      bracket(centre, width / 2 - 1, preview.height() / 2, -3, role);
    }
  }

  private void bracket(Point centre, double dx, double half, double lip, ColorRole role) {
    Point top = centre.plus(dx, -half);
    Point bottom = centre.plus(dx, half);
    Stroke stroke = Stroke.solid(role, 1);
    for (Curve line :
        List.of(
            Curve.straight(top, bottom),
            Curve.straight(top, top.plus(lip, 0)),
            Curve.straight(bottom, bottom.plus(lip, 0)))) {
      add(new Drawable.Line(line, stroke), GraphFigure.NUMBERS_FROM);
    }
  }

  /// The place of a number that is not computed yet.
  void slot(Point centre) {
    add(new Drawable.Slot(Bounds.around(centre, 46, 16)), GraphFigure.NUMBERS_FROM);
  }

  /// The colour of a number: its own, or that of something wrong where it is not finite.
  static ColorRole ink(Preview preview, ColorRole role) {
    return preview.finite() ? role : ColorRole.WRONG;
  }
}
