package backprop.ui.training;

import backprop.figure.ColorRole;
import backprop.ui.common.Theme;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// Draws a chart: lines over marked numbers, train solid and test dashed.
final class ChartPainter {
  private static final double LEFT = 42;
  private static final double RIGHT = 8;
  private static final double TOP = 8;
  private static final double BOTTOM = 8;

  /// How a line looks, and by that what it is.
  enum Look {
    /// Training data.
    SOLID,
    /// Test data.
    DASHED,
    /// Single mini-batches behind their mean.
    FAINT
  }

  /// A line and its look.
  record Line(Curve curve, Look look) {}

  private ChartPainter() {}

  /// The plot's scale on a canvas of this size.
  static PlotScale scale(double width, double height, double maxX, List<Double> ticks) {
    return new PlotScale(
        LEFT,
        TOP,
        Math.max(1, width - LEFT - RIGHT),
        Math.max(1, height - TOP - BOTTOM),
        0,
        Math.max(maxX, 1e-9),
        0,
        ticks.getLast());
  }

  /// Draws on a canvas of this size.
  ///
  /// @param maxX the right end of the x axis, which begins at 0
  /// @param ticks the marked numbers of the y axis, from 0 to the upper end
  /// @param format how a marked number is written
  static void paint(
      GraphicsContext g,
      double width,
      double height,
      Theme theme,
      double maxX,
      List<Double> ticks,
      DoubleFunction<String> format,
      List<Line> lines) {
    PlotScale scale = scale(width, height, maxX, ticks);
    g.clearRect(0, 0, width, height);
    g.setLineDashes();
    g.setLineWidth(1);
    g.setFont(Font.font("JetBrains Mono", 11));
    g.setTextAlign(TextAlignment.RIGHT);
    g.setTextBaseline(VPos.CENTER);
    for (double tick : ticks) {
      double y = Math.rint(scale.y(tick)) + 0.5;
      g.setStroke(theme.color(ColorRole.DIVIDER));
      g.strokeLine(LEFT, y, width - RIGHT, y);
      g.setFill(theme.color(ColorRole.MUTED));
      g.fillText(format.apply(tick), LEFT - 7, y);
    }
    lines.forEach(line -> line(g, theme, line, scale));
    g.setLineDashes();
  }

  private static void line(GraphicsContext g, Theme theme, Line line, PlotScale scale) {
    Color color =
        switch (line.look()) {
          case SOLID, DASHED -> theme.color(ColorRole.INK);
          case FAINT -> theme.color(ColorRole.MUTED, 0.45);
        };
    g.setStroke(color);
    g.setLineJoin(StrokeLineJoin.ROUND);
    g.setLineCap(StrokeLineCap.BUTT);
    g.setLineWidth(line.look() == Look.FAINT ? 0.7 : 1.6);
    switch (line.look()) {
      case SOLID, FAINT -> g.setLineDashes();
      case DASHED -> g.setLineDashes(5, 4);
    }
    Polyline points = Polyline.of(line.curve(), scale);
    g.strokePolyline(points.x(), points.y(), points.size());
  }
}
