package backprop.file.picture;

import backprop.figure.Bounds;
import backprop.figure.ColorRole;
import backprop.figure.Curve;
import backprop.figure.Drawable;
import backprop.figure.Figure;
import backprop.figure.Paint;
import backprop.graph.Point;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/// Draws a figure as pixels with Java2D, which needs no display.
final class Java2dPainter implements Surface {
  private final Look look;
  private final Lettering letters;
  private final Graphics2D g;

  private Java2dPainter(Look look, Lettering letters, Graphics2D g) {
    this.look = look;
    this.letters = letters;
    this.g = g;
  }

  /// The figure as an image; transparent where the look has no ground.
  ///
  /// @param scale pixels a unit
  static BufferedImage image(Figure figure, Look look, Lettering letters, double scale) {
    Bounds bounds = figure.bounds();
    int width = pixels(bounds.width(), scale);
    int height = pixels(bounds.height(), scale);
    BufferedImage image =
        new BufferedImage(
            width,
            height,
            look.ground() ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    try {
      if (look.ground()) {
        g.setColor(look.color(ColorRole.CANVAS));
        g.fillRect(0, 0, width, height);
      }
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      g.scale(scale, scale);
      g.translate(-bounds.minX(), -bounds.minY());
      Surface.draw(figure, new Java2dPainter(look, letters, g));
    } finally {
      g.dispose();
    }
    return image;
  }

  /// How many pixels so many units are.
  static int pixels(double units, double scale) {
    return (int) Math.max(1, Math.ceil(units * scale - 1e-6));
  }

  @Override
  public void curve(Curve c, Pen pen) {
    stroke(
        new CubicCurve2D.Double(
            c.start().x(),
            c.start().y(),
            c.control1().x(),
            c.control1().y(),
            c.control2().x(),
            c.control2().y(),
            c.end().x(),
            c.end().y()),
        pen);
  }

  @Override
  public void circle(Point centre, double radius, Optional<Paint> fill, Optional<Pen> border) {
    paint(
        new Ellipse2D.Double(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius),
        fill,
        border);
  }

  @Override
  public void box(Bounds b, double corner, Optional<Paint> fill, Optional<Pen> border) {
    paint(
        new RoundRectangle2D.Double(
            b.minX(), b.minY(), b.width(), b.height(), 2 * corner, 2 * corner),
        fill,
        border);
  }

  @Override
  public void polygon(List<Point> corners, Paint fill) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners.getFirst().x(), corners.getFirst().y());
    corners.stream().skip(1).forEach(point -> path.lineTo(point.x(), point.y()));
    path.closePath();
    paint(path, Optional.of(fill), Optional.empty());
  }

  private void paint(Shape shape, Optional<Paint> fill, Optional<Pen> border) {
    fill.ifPresent(
        paint -> {
          g.setColor(look.color(paint));
          g.fill(shape);
        });
    border.ifPresent(pen -> stroke(shape, pen));
  }

  private void stroke(Shape shape, Pen pen) {
    float width = (float) pen.width();
    g.setColor(look.color(pen.paint()));
    if (pen.dashes().isEmpty()) {
      g.setStroke(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    } else {
      float[] pattern = new float[pen.dashes().size()];
      for (int i = 0; i < pattern.length; i++) {
        pattern[i] = pen.dashes().get(i).floatValue();
      }
      g.setStroke(
          new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, pattern, 0));
    }
    g.draw(shape);
  }

  @Override
  public void text(Drawable.Text text) {
    double x = text.bounds().minX();
    double y = text.anchor().y() + letters.baseline(text.style());
    g.setColor(look.color(text.paint()));
    for (Lettering.Run run : letters.runs(text.text(), text.style())) {
      g.setFont(Lettering.font(run.face(), text.style()));
      g.drawString(run.text(), (float) x, (float) y);
      x += run.width();
    }
  }
}
