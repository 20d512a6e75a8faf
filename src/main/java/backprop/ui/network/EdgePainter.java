package backprop.ui.network;

import backprop.figure.ColorRole;
import backprop.ui.network.Diagram.Edge;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.StrokeLineCap;

/// Draws the weights: teal above zero, purple and dash-dotted below, orange and dashed what flows
/// back; width is size.
final class EdgePainter {
  private static final double WIDEST = 2.6;
  private static final double THINNEST = 0.5;
  private static final double FAINTEST = 0.18;

  private final Brush brush;
  private final PassView view;

  EdgePainter(Brush brush, PassView view) {
    this.brush = brush;
    this.view = view;
  }

  void forward(Diagram diagram) {
    for (Edge edge : diagram.edges()) {
      double progress = view.progress(new PassStep.Sum(edge.layer()));
      if (progress > 0) {
        boolean plus = edge.weight() >= 0;
        GraphicsContext g = brush.g();
        g.setStroke(brush.color(plus ? ColorRole.PLUS : ColorRole.MINUS, opacity(edge.strength())));
        g.setLineWidth(width(edge.strength()));
        if (plus) {
          g.setLineDashes();
        } else {
          g.setLineDashes(5, 2.5, 1.2, 2.5);
        }
        line(edge, 0, progress, 0);
      }
    }
    brush.g().setLineDashes();
  }

  /// What flows back lies a little below the weight it flows along; dashed on its way, then solid.
  void backward(Diagram diagram) {
    for (Edge edge : diagram.backEdges()) {
      PassStep step = new PassStep.InputBack(edge.layer());
      double progress = view.progress(step);
      if (progress > 0) {
        boolean moving = view.newest(step);
        GraphicsContext g = brush.g();
        g.setStroke(
            brush.color(ColorRole.GRADIENT, opacity(edge.strength()) * (moving ? 1 : 0.55)));
        g.setLineWidth(width(edge.strength()) * (moving ? 1 : 0.7));
        if (moving) {
          g.setLineDashes(7, 4);
        } else {
          g.setLineDashes();
        }
        line(edge, 1 - progress, 1, 3);
      }
    }
    brush.g().setLineDashes();
  }

  private static double opacity(double strength) {
    return FAINTEST + (1 - FAINTEST) * strength;
  }

  private static double width(double strength) {
    return THINNEST + (WIDEST - THINNEST) * strength;
  }

  /// The part of an edge's curve between two shares of its way.
  private void line(Edge edge, double from, double to, double below) {
    curve(brush.g(), edge.fromX(), edge.fromY() + below, edge.toX(), edge.toY() + below, from, to);
  }

  /// The part of a curve that begins and ends level, between two shares of its way.
  static void curve(
      GraphicsContext g,
      double fromX,
      double fromY,
      double toX,
      double toY,
      double from,
      double to) {
    g.setLineCap(StrokeLineCap.BUTT);
    double bend = (toX - fromX) * 0.45;
    double[] xs = {fromX, fromX + bend, toX - bend, toX};
    double[] ys = {fromY, fromY, toY, toY};
    double[] x = part(xs, from, to);
    double[] y = part(ys, from, to);
    g.beginPath();
    g.moveTo(x[0], y[0]);
    g.bezierCurveTo(x[1], y[1], x[2], y[2], x[3], y[3]);
    g.stroke();
  }

  /// The control points of a part of a cubic, by de Casteljau's construction.
  static double[] part(double[] p, double from, double to) {
    if (from <= 0 && to >= 1) {
      return p;
    }
    return new double[] {
      blossom(p, from, from, from),
      blossom(p, from, from, to),
      blossom(p, from, to, to),
      blossom(p, to, to, to)
    };
  }

  private static double blossom(double[] p, double t0, double t1, double t2) {
    double a = p[0] + t0 * (p[1] - p[0]);
    double b = p[1] + t0 * (p[2] - p[1]);
    double c = p[2] + t0 * (p[3] - p[2]);
    double d = a + t1 * (b - a);
    double e = b + t1 * (c - b);
    return d + t2 * (e - d);
  }
}
