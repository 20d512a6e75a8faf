package backprop.ui.network;

import backprop.figure.ColorRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/// The line below the diagram that says what its lines mean.
final class LegendPainter {
  private final Brush brush;
  private final NetworkStructure structure;
  private final Diagram diagram;
  private final PassView view;
  private final GraphicsContext g;

  LegendPainter(Brush brush, NetworkStructure structure, Diagram diagram, PassView view) {
    this.brush = brush;
    this.structure = structure;
    this.diagram = diagram;
    this.view = view;
    this.g = brush.g();
  }

  void paint() {
    double y = diagram.legendY();
    double x = diagram.image().x();
    x = sample(x, y, ColorRole.PLUS, "ui-network.legend.plus");
    x = sample(x, y, ColorRole.MINUS, "ui-network.legend.minus", 5, 2.5, 1.2, 2.5);
    x = sample(x, y, ColorRole.GRADIENT, "ui-network.legend.gradient", 7, 4);
    if (view.pass().isPresent()) {
      long drawn = diagram.edges().stream().filter(edge -> edge.from().isPresent()).count();
      String width =
          brush
              .texts()
              .text(
                  structure.maps().isEmpty()
                      ? "ui-network.legend.width"
                      : "ui-network.legend.width-maps",
                  drawn,
                  structure.lineCount());
      boolean fits =
          x + 6 + TextWidth.of(width, brush.sans(12.5)) < diagram.table().gradient() + 40;
      brush.text(
          width,
          fits ? x + 6 : diagram.image().x(),
          fits ? y : y + 22,
          brush.sans(12.5),
          ColorRole.MUTED,
          TextAlignment.LEFT);
    }
  }

  private double sample(double x, double y, ColorRole role, String key, double... dashes) {
    g.setStroke(brush.color(role));
    g.setLineWidth(2);
    g.setLineDashes(dashes);
    g.strokeLine(x, y, x + 32, y);
    g.setLineDashes();
    String text = brush.texts().text(key);
    brush.text(text, x + 40, y, brush.sans(12.5), ColorRole.MUTED, TextAlignment.LEFT);
    return x + 40 + TextWidth.of(text, brush.sans(12.5)) + 18;
  }
}
