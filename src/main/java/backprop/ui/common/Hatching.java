package backprop.ui.common;

import backprop.figure.ColorRole;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;

/// The hatching of what is not computed yet, as a paint for canvases.
public final class Hatching {

  private static final double PERIOD = 5.5;

  private Hatching() {}

  /// Diagonal stripes in the theme's colours; `scale` widens them with the drawing.
  public static Paint paint(Theme theme, double scale) {
    Color stripe = theme.color(ColorRole.TRACK);
    Color gap = theme.color(ColorRole.CANVAS);
    double period = PERIOD * scale;
    return new LinearGradient(
        0,
        0,
        period,
        period,
        false,
        CycleMethod.REPEAT,
        new Stop(0, stripe),
        new Stop(0.5, stripe),
        new Stop(0.5, gap),
        new Stop(1, gap));
  }
}
