package backprop.ui.training;

import backprop.ui.common.UiContext;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;

/// A chart that draws itself again when its run, its size or the theme changes.
final class ChartView extends Region {
  /// What a chart shows.
  record Content(
      double maxX,
      List<Double> ticks,
      DoubleFunction<String> format,
      List<ChartPainter.Line> lines) {}

  private final UiContext context;
  private final Canvas canvas = new Canvas();
  private Content content = new Content(1, List.of(0.0, 1.0), Double::toString, List.of());

  ChartView(UiContext context) {
    this.context = context;
    getStyleClass().add("chart");
    canvas.setManaged(false);
    getChildren().add(canvas);
    context.theme().colorsProperty().addListener((_, _, _) -> paint());
  }

  void show(Content newContent) {
    content = newContent;
    paint();
  }

  @Override
  protected void layoutChildren() {
    canvas.setWidth(getWidth());
    canvas.setHeight(getHeight());
    paint();
  }

  private void paint() {
    if (canvas.getWidth() > 0 && canvas.getHeight() > 0) {
      ChartPainter.paint(
          canvas.getGraphicsContext2D(),
          canvas.getWidth(),
          canvas.getHeight(),
          context.theme(),
          content.maxX(),
          content.ticks(),
          content.format(),
          content.lines());
    }
  }
}
