package backprop.ui.graph;

import backprop.figure.Bounds;
import backprop.figure.ColorRole;
import backprop.figure.Curve;
import backprop.figure.Drawable;
import backprop.figure.Figure;
import backprop.figure.Item;
import backprop.figure.Paint;
import backprop.figure.Stroke;
import backprop.figure.TextStyle;
import backprop.graph.Point;
import backprop.ui.common.Hatching;
import backprop.ui.common.PanZoom;
import backprop.ui.common.Theme;
import java.util.List;
import javafx.geometry.Rectangle2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.TextAlignment;

/// Writes a figure to a canvas: one of the writers of [Figure].
///
/// What lies outside of the view or would be too small to be read is left out; far away, curves are
/// straight lines and nodes plain rectangles. Draws only, decides nothing.
final class FigurePainter {
  /// Below this zoom shapes are simplified.
  private static final double SIMPLE_BELOW = 0.25;

  private final Theme theme;
  private final GraphicsContext g;
  private Bounds visible = new Bounds(0, 0, 0, 0);
  private double zoom = 1;
  private int drawn;

  FigurePainter(Theme theme, GraphicsContext g) {
    this.theme = theme;
    this.g = g;
  }

  /// Clears the canvas and draws the dot grid.
  void ground(PanZoom view, double width, double height) {
    g.setTransform(1, 0, 0, 1, 0, 0);
    g.setFill(theme.color(ColorRole.CANVAS));
    g.fillRect(0, 0, width, height);
    double spacing = Grid.DOTS * view.scale();
    while (spacing < 14) {
      spacing *= 2;
    }
    g.setFill(theme.color(ColorRole.TRACK));
    double startX = floorMod(view.x(), spacing);
    double startY = floorMod(view.y(), spacing);
    for (double x = startX; x < width; x += spacing) {
      for (double y = startY; y < height; y += spacing) {
        g.fillRect(Math.round(x) - 0.75, Math.round(y) - 0.75, 1.5, 1.5);
      }
    }
  }

  private static double floorMod(double x, double by) {
    return x - Math.floor(x / by) * by;
  }

  /// Draws a figure over what is there.
  void paint(Figure figure, PanZoom view, double width, double height) {
    begin(view, width, height);
    for (Item item : figure.items()) {
      paint(item);
    }
    g.setTransform(1, 0, 0, 1, 0, 0);
  }

  /// Draws single things over what is there.
  void paint(List<Drawable> drawables, PanZoom view, double width, double height) {
    begin(view, width, height);
    for (Drawable drawable : drawables) {
      draw(drawable);
    }
    g.setTransform(1, 0, 0, 1, 0, 0);
  }

  private void begin(PanZoom view, double width, double height) {
    zoom = view.scale();
    Rectangle2D part = view.visible(width, height);
    visible = new Bounds(part.getMinX(), part.getMinY(), part.getMaxX(), part.getMaxY());
    g.setTransform(zoom, 0, 0, zoom, view.x(), view.y());
    g.setTextBaseline(VPos.CENTER);
    g.setLineCap(StrokeLineCap.BUTT);
    drawn = 0;
  }

  /// How many things the last figure drew: what culling and the level of detail left.
  int drawn() {
    return drawn;
  }

  private void paint(Item item) {
    if (zoom >= item.minZoom() && visible.intersects(item.bounds().grow(1))) {
      drawn++;
      draw(item.drawable());
    }
  }

  private void draw(Drawable drawable) {
    switch (drawable) {
      case Drawable.Line(Curve curve, Stroke stroke) -> line(curve, stroke);
      case Drawable.Disc disc -> disc(disc);
      case Drawable.Box box -> box(box);
      case Drawable.Text text -> text(text);
      case Drawable.Words words -> words.parts().forEach(this::text);
      case Drawable.Slot(Bounds box) -> slot(box);
      case Drawable.Warning(Point centre, double size) -> warning(centre, size);
    }
  }

  private Color color(Paint paint) {
    return paint.opacity() == 1
        ? theme.color(paint.role())
        : theme.color(paint.role(), paint.opacity());
  }

  private void pen(Stroke stroke) {
    g.setStroke(color(stroke.paint()));
    // Lines stay visible from far away: at least a pixel.
    g.setLineWidth(Math.max(stroke.width(), 1 / zoom));
    switch (stroke.dash()) {
      case SOLID -> g.setLineDashes();
      case DASHED -> g.setLineDashes(6, 5);
      case DOTTED -> g.setLineDashes(1.5, 3);
    }
  }

  private void line(Curve curve, Stroke stroke) {
    pen(stroke);
    Point start = curve.start();
    Point end = curve.end();
    if (zoom < SIMPLE_BELOW) {
      g.strokeLine(start.x(), start.y(), end.x(), end.y());
      return;
    }
    g.beginPath();
    g.moveTo(start.x(), start.y());
    g.bezierCurveTo(
        curve.control1().x(),
        curve.control1().y(),
        curve.control2().x(),
        curve.control2().y(),
        end.x(),
        end.y());
    g.stroke();
  }

  private void disc(Drawable.Disc disc) {
    double x = disc.centre().x() - disc.radius();
    double y = disc.centre().y() - disc.radius();
    double size = 2 * disc.radius();
    if (zoom < SIMPLE_BELOW) {
      plain(new Bounds(x, y, x + size, y + size), disc.fill().isPresent(), disc.border());
      return;
    }
    disc.fill()
        .ifPresent(
            fill -> {
              g.setFill(color(fill));
              g.fillOval(x, y, size, size);
            });
    disc.border()
        .ifPresent(
            border -> {
              pen(border);
              g.strokeOval(x, y, size, size);
            });
  }

  private void box(Drawable.Box box) {
    Bounds b = box.box();
    if (zoom < SIMPLE_BELOW) {
      plain(b, box.fill().isPresent(), box.border());
      return;
    }
    double arc = 2 * box.corner();
    box.fill()
        .ifPresent(
            fill -> {
              g.setFill(color(fill));
              g.fillRoundRect(b.minX(), b.minY(), b.width(), b.height(), arc, arc);
            });
    box.border()
        .ifPresent(
            border -> {
              pen(border);
              g.strokeRoundRect(b.minX(), b.minY(), b.width(), b.height(), arc, arc);
            });
  }

  private void plain(Bounds b, boolean filled, java.util.Optional<Stroke> border) {
    if (filled && border.isPresent()) {
      g.setFill(color(border.get().paint()));
      g.fillRect(b.minX(), b.minY(), b.width(), b.height());
    }
  }

  private void text(Drawable.Text text) {
    TextStyle style = text.style();
    g.setFont(Fonts.of(style));
    g.setFill(color(text.paint()));
    g.setTextAlign(
        switch (text.align()) {
          case START -> TextAlignment.LEFT;
          case CENTRE -> TextAlignment.CENTER;
          case END -> TextAlignment.RIGHT;
        });
    g.fillText(text.text(), text.anchor().x(), text.anchor().y());
  }

  private void slot(Bounds b) {
    g.setFill(Hatching.paint(theme, 1));
    g.fillRoundRect(b.minX(), b.minY(), b.width(), b.height(), 8, 8);
    g.setStroke(theme.color(ColorRole.OUTLINE, 0.75));
    g.setLineWidth(1);
    g.setLineDashes(2.5, 2.5);
    g.strokeRoundRect(b.minX(), b.minY(), b.width(), b.height(), 8, 8);
  }

  private void warning(Point centre, double size) {
    double half = size / 2;
    g.setFill(theme.color(ColorRole.WRONG));
    g.fillPolygon(
        new double[] {centre.x(), centre.x() + half, centre.x() - half},
        new double[] {centre.y() - half, centre.y() + half * 0.8, centre.y() + half * 0.8},
        3);
    g.setStroke(theme.color(ColorRole.SURFACE));
    g.setLineDashes();
    g.setLineWidth(size * 0.11);
    g.strokeLine(centre.x(), centre.y() - half * 0.3, centre.x(), centre.y() + half * 0.25);
    g.setFill(theme.color(ColorRole.SURFACE));
    double dot = size * 0.12;
    g.fillOval(centre.x() - dot / 2, centre.y() + half * 0.48, dot, dot);
  }
}
