package backprop.ui.draw;

import backprop.data.Box;
import backprop.data.Framed;
import backprop.data.Framing;
import backprop.data.GreyImage;
import backprop.data.InkPoint;
import backprop.data.Stroke;
import backprop.figure.ColorRole;
import backprop.ui.common.Theme;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;

/// Draws the pad and what a network sees of it: a pure function of the drawing.
final class PadPainter {
  private final GraphicsContext g;
  private final Theme theme;

  PadPainter(GraphicsContext g, Theme theme) {
    this.g = g;
    this.theme = theme;
  }

  /// The drawing, with the box around the ink and its centre of mass.
  ///
  /// @param side pixels of the canvas, wide and high
  void pad(Drawing drawing, java.util.Optional<Framed> framed, double side) {
    double scale = side / Drawing.SIDE;
    g.setFill(theme.color(ColorRole.CANVAS));
    g.fillRect(0, 0, side, side);
    g.setImageSmoothing(false);
    drawing.picture().ifPresent(grey -> g.drawImage(image(grey), 0, 0, side, side));
    drawing.ink().strokes().forEach(stroke -> stroke(stroke, scale));
    framed.ifPresent(facts -> frame(facts, scale));
  }

  private void stroke(Stroke stroke, double scale) {
    List<InkPoint> points = stroke.points();
    double radius = stroke.radius() * scale;
    InkPoint first = points.getFirst();
    g.setFill(theme.color(ColorRole.INK));
    g.fillOval(first.x() * scale - radius, first.y() * scale - radius, 2 * radius, 2 * radius);
    g.setStroke(theme.color(ColorRole.INK));
    g.setLineDashes();
    g.setLineWidth(2 * radius);
    g.setLineCap(StrokeLineCap.ROUND);
    g.setLineJoin(StrokeLineJoin.ROUND);
    g.beginPath();
    g.moveTo(first.x() * scale, first.y() * scale);
    points.stream().skip(1).forEach(point -> g.lineTo(point.x() * scale, point.y() * scale));
    g.stroke();
  }

  private void frame(Framed framed, double scale) {
    Box box = framed.box();
    g.setStroke(theme.color(ColorRole.OUTLINE));
    g.setLineWidth(1);
    g.setLineCap(StrokeLineCap.BUTT);
    g.setLineDashes(3, 3);
    g.strokeRect(
        Math.rint(box.x() * scale) - 1.5,
        Math.rint(box.y() * scale) - 1.5,
        Math.rint(box.width() * scale) + 3,
        Math.rint(box.height() * scale) + 3);
    g.setLineDashes();
    cross(framed.mass().x() * scale, framed.mass().y() * scale, 6);
  }

  /// A cross that is seen on ink and on paper.
  private void cross(double x, double y, double arm) {
    g.setLineCap(StrokeLineCap.BUTT);
    g.setStroke(theme.color(ColorRole.CANVAS));
    g.setLineWidth(3.5);
    g.strokeLine(x - arm - 1, y, x + arm + 1, y);
    g.strokeLine(x, y - arm - 1, x, y + arm + 1);
    g.setStroke(theme.color(ColorRole.MUTED));
    g.setLineWidth(1.4);
    g.strokeLine(x - arm, y, x + arm, y);
    g.strokeLine(x, y - arm, x, y + arm);
  }

  /// The 28 × 28 field, with the box of the ink and the middle, where the centre of mass was put.
  void seen(java.util.Optional<Framed> framed, double side) {
    g.setFill(theme.color(ColorRole.CANVAS));
    g.fillRect(0, 0, side, side);
    double cell = side / Framing.SIDE;
    g.setImageSmoothing(false);
    framed.ifPresent(
        facts -> {
          g.drawImage(image(facts.field()), 0, 0, side, side);
          g.setStroke(theme.color(ColorRole.OUTLINE));
          g.setLineWidth(1);
          g.setLineDashes(2, 2);
          g.strokeRect(
              Math.floor(facts.left() * cell) + 0.5,
              Math.floor(facts.top() * cell) + 0.5,
              Math.rint(facts.innerWidth() * cell) - 1,
              Math.rint(facts.innerHeight() * cell) - 1);
          g.setLineDashes();
          cross(side / 2, side / 2, 3);
        });
    g.setStroke(theme.color(ColorRole.OUTLINE));
    g.setLineWidth(1);
    g.strokeRect(0.5, 0.5, side - 1, side - 1);
  }

  private WritableImage image(GreyImage grey) {
    Color paper = theme.color(ColorRole.CANVAS);
    Color ink = theme.color(ColorRole.INK);
    int[] pixels = new int[grey.width() * grey.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = argb(paper.interpolate(ink, grey.at(i % grey.width(), i / grey.width())));
    }
    WritableImage image = new WritableImage(grey.width(), grey.height());
    image
        .getPixelWriter()
        .setPixels(
            0,
            0,
            grey.width(),
            grey.height(),
            PixelFormat.getIntArgbInstance(),
            pixels,
            0,
            grey.width());
    return image;
  }

  private static int argb(Color color) {
    return 0xff000000
        | (int) Math.round(255 * color.getRed()) << 16
        | (int) Math.round(255 * color.getGreen()) << 8
        | (int) Math.round(255 * color.getBlue());
  }
}
