package backprop.app;

import backprop.figure.ColorRole;
import backprop.ui.common.Theme;
import javafx.scene.Group;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;

/// The program's sign: two inputs in blue, one output in orange, joined.
final class Logo extends StackPane {

  Logo(Theme theme) {
    theme.colorsProperty().subscribe(_ -> draw(theme));
    setMinSize(22, 22);
    setMaxSize(22, 22);
  }

  private void draw(Theme theme) {
    Color forward = theme.color(ColorRole.FORWARD);
    Color gradient = theme.color(ColorRole.GRADIENT);
    Color line = theme.color(ColorRole.OUTLINE);
    getChildren()
        .setAll(
            new Group(
                line(line, 5, 5, 16, 11),
                line(line, 5, 17, 16, 11),
                new Circle(5, 5, 4, forward),
                new Circle(5, 17, 4, forward),
                new Circle(16.5, 11, 4, gradient)));
  }

  private static Line line(Color color, double x1, double y1, double x2, double y2) {
    Line line = new Line(x1, y1, x2, y2);
    line.setStroke(color);
    line.setStrokeWidth(1.5);
    return line;
  }
}
