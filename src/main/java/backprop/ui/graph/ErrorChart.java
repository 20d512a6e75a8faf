package backprop.ui.graph;

import backprop.autodiff.ErrorCurve;
import backprop.figure.ColorRole;
import backprop.message.Message;
import backprop.message.NumberText;
import backprop.ui.common.UiContext;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// The curve of error against step size, both by powers of ten: float64 solid, float32 dashed.
final class ErrorChart extends VBox {
  private static final double WIDTH = 270;
  private static final double HEIGHT = 150;
  private static final double LEFT = 40;
  private static final double RIGHT = 8;
  private static final double TOP = 6;
  private static final double BOTTOM = 18;
  private static final int FROM = -1;
  private static final int TO = -12;
  private static final int LOWEST = -14;
  private static final int HIGHEST = 2;

  ErrorChart(UiContext context, ErrorCurve curve) {
    super(3);
    setId("error-chart");
    InspectorParts parts = new InspectorParts(context);
    Canvas canvas = new Canvas(WIDTH, HEIGHT);
    Runnable paint = () -> paint(canvas.getGraphicsContext2D(), context, curve);
    paint.run();
    context
        .theme()
        .colorsProperty()
        .addListener(
            (_, _, _) -> {
              if (canvas.getScene() != null) {
                paint.run();
              }
            });
    setAccessibleText(context.texts().text("check.curve.axis"));
    getChildren()
        .setAll(
            parts.remark(Message.of("check.curve.axis")),
            canvas,
            parts.remark(best("——  ", "check.curve.float64", curve.float64(), context)),
            parts.remark(best("- - -  ", "check.curve.float32", curve.float32(), context)),
            parts.remark(Message.of("check.curve.said")));
  }

  private static Message best(
      String mark, String key, List<ErrorCurve.Point> curve, UiContext context) {
    String step = NumberText.of(ErrorCurve.lowest(curve).step(), 2);
    return Message.of("check.curve.legend", mark, context.texts().text(Message.of(key, step)));
  }

  private static void paint(GraphicsContext g, UiContext context, ErrorCurve curve) {
    g.clearRect(0, 0, WIDTH, HEIGHT);
    g.setFont(Font.font("JetBrains Mono", 10));
    g.setTextBaseline(VPos.CENTER);
    g.setTextAlign(TextAlignment.RIGHT);
    g.setLineWidth(1);
    g.setLineDashes();
    for (int power = HIGHEST; power >= LOWEST; power -= 4) {
      double y = Math.rint(y(power)) + 0.5;
      g.setStroke(context.theme().color(ColorRole.DIVIDER));
      g.strokeLine(LEFT, y, WIDTH - RIGHT, y);
      g.setFill(context.theme().color(ColorRole.MUTED));
      g.fillText(label(power), LEFT - 5, y);
    }
    for (int power = FROM - 1; power >= TO; power -= 2) {
      boolean last = power - 2 < TO; // it would reach over the edge
      g.setTextAlign(last ? TextAlignment.RIGHT : TextAlignment.CENTER);
      g.fillText(label(power), last ? WIDTH - 1 : x(power), HEIGHT - 7);
    }
    g.setStroke(context.theme().color(ColorRole.INK));
    g.setLineWidth(1.6);
    line(g, curve.float64());
    g.setLineDashes(5, 4);
    line(g, curve.float32());
    g.setLineDashes();
  }

  private static String label(int power) {
    return power == 0 ? "1" : "1e" + NumberText.of(power).replace('−', '-');
  }

  private static void line(GraphicsContext g, List<ErrorCurve.Point> curve) {
    g.beginPath();
    boolean drawing = false;
    for (ErrorCurve.Point point : curve) {
      if (Double.isFinite(point.error())) {
        double x = x(Math.log10(point.step()));
        double y = y(Math.log10(Math.max(point.error(), 1e-30)));
        if (drawing) {
          g.lineTo(x, y);
        } else {
          g.moveTo(x, y);
        }
      }
      drawing = Double.isFinite(point.error());
    }
    g.stroke();
  }

  private static double x(double power) {
    return LEFT + (WIDTH - LEFT - RIGHT) * (power - FROM) / (TO - FROM);
  }

  private static double y(double power) {
    double within = Math.clamp(power, LOWEST, HIGHEST);
    return TOP + (HEIGHT - TOP - BOTTOM) * (HIGHEST - within) / (HIGHEST - LOWEST);
  }
}
