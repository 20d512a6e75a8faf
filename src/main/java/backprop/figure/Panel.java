package backprop.figure;

import backprop.graph.Point;
import backprop.message.Span;
import java.util.ArrayList;
import java.util.List;

/// A figure with a line of words below it: what stands alone, is a frame of a film, or a panel of a
/// storyboard.
public final class Panel {
  /// The free space around a figure.
  public static final double MARGIN = 24;

  private Panel() {}

  /// The figure with free space around it.
  public static Figure plain(Figure figure) {
    return new Figure(figure.items(), figure.bounds().grow(MARGIN));
  }

  /// The figure with its sentence below.
  ///
  /// @param lines how many lines are kept free for the sentence, so that the panels of a sequence
  ///   are all of one height
  public static Figure captioned(
      Figure figure, List<Span> sentence, int lines, TextMeasurer measurer) {
    Bounds around = plain(figure).bounds();
    List<Drawable> set = Caption.lines(sentence, textWidth(figure), measurer);
    double left = around.minX() + MARGIN;
    double top = around.maxY() - MARGIN + 10;
    List<Drawable> more = new ArrayList<>();
    set.forEach(text -> more.add(text.translate(left, top)));
    double bottom = top + lines * Caption.LINE + MARGIN * 0.75;
    return figure.with(more, new Bounds(around.minX(), around.minY(), around.maxX(), bottom));
  }

  /// How many lines a sentence takes below a figure.
  public static int lines(Figure figure, List<Span> sentence, TextMeasurer measurer) {
    return Caption.lines(sentence, textWidth(figure), measurer).size();
  }

  private static double textWidth(Figure figure) {
    return Math.max(figure.bounds().width(), 200);
  }

  /// Panels of one size as one sheet, row by row, with thin lines between them.
  ///
  /// The number of columns makes the sheet about as wide as a slide.
  public static Figure sheet(List<Figure> panels) {
    if (panels.isEmpty()) {
      return Figure.EMPTY;
    }
    double width = panels.stream().mapToDouble(p -> p.bounds().width()).max().orElseThrow();
    double height = panels.stream().mapToDouble(p -> p.bounds().height()).max().orElseThrow();
    int columns = columns(panels.size(), width, height);
    int rows = (panels.size() + columns - 1) / columns;
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < panels.size(); i++) {
      Figure panel = panels.get(i);
      int row = i / columns;
      int column = i % columns;
      double x = column * width - panel.bounds().minX();
      double y = row * height - panel.bounds().minY();
      items.addAll(panel.translate(x, y).items());
    }
    for (int column = 1; column < columns; column++) {
      items.add(divider(new Point(column * width, 0), new Point(column * width, rows * height)));
    }
    for (int row = 1; row < rows; row++) {
      items.add(divider(new Point(0, row * height), new Point(columns * width, row * height)));
    }
    return new Figure(items, new Bounds(0, 0, columns * width, rows * height));
  }

  private static Item divider(Point from, Point to) {
    return Item.of(
        new Drawable.Line(Curve.straight(from, to), Stroke.solid(ColorRole.DIVIDER, 1.5)), 0);
  }

  /// The number of columns that brings the sheet nearest to 16:10.
  static int columns(int count, double width, double height) {
    int best = 1;
    double nearest = Double.POSITIVE_INFINITY;
    for (int columns = 1; columns <= count; columns++) {
      int rows = (count + columns - 1) / columns;
      int empty = rows * columns - count;
      double off = Math.abs(Math.log(columns * width / (rows * height) / 1.6)) + 0.1 * empty;
      if (off < nearest) {
        nearest = off;
        best = columns;
      }
    }
    return best;
  }
}
