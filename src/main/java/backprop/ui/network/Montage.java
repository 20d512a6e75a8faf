package backprop.ui.network;

import backprop.figure.ColorRole;
import backprop.network.FloatTensor;
import backprop.tensor.Shape;
import backprop.ui.common.Theme;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;

/// Several small arrays of one size side by side in one picture: the channels of a filter, or a
/// neuron's weights map by map.
final class Montage {
  private static final double GAP = 2;

  private Montage() {}

  /// How many tiles stand side by side.
  static int columns(int tiles) {
    return (int) Math.ceil(Math.sqrt(tiles));
  }

  /// Draws tiles of this size, one after the other in rows, on a canvas that is made to fit.
  ///
  /// @param from the position of the first tile's first number
  static void paint(
      Canvas canvas,
      FloatTensor values,
      int from,
      int tiles,
      int rows,
      int columns,
      double most,
      ColorRole above,
      Theme theme) {
    int across = columns(tiles);
    int down = (tiles + across - 1) / across;
    double side = (most - (across - 1) * GAP) / across;
    double scale = Math.min(side / columns, side / rows);
    // Whole pixels where there is room: every number is as large as the next.
    scale = scale >= 1 ? Math.min(24, Math.floor(scale)) : scale;
    double width = columns * scale;
    double height = rows * scale;
    canvas.setWidth(across * (width + GAP) - GAP);
    canvas.setHeight(down * (height + GAP) - GAP);
    GraphicsContext g = canvas.getGraphicsContext2D();
    g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
    g.setImageSmoothing(false);
    FloatTensor all = slice(values, from, tiles * rows * columns);
    for (int tile = 0; tile < tiles; tile++) {
      Image image =
          Paints.diverging(
              all,
              tile * rows * columns,
              rows,
              columns,
              theme.color(ColorRole.SURFACE),
              theme.color(above),
              theme.color(ColorRole.MINUS));
      double x = tile % across * (width + GAP);
      int row = tile / across;
      double y = row * (height + GAP);
      g.drawImage(image, x, y, width, height);
      g.setStroke(theme.color(ColorRole.DIVIDER));
      g.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
    }
  }

  /// A part of an array.
  static FloatTensor slice(FloatTensor values, int from, int count) {
    float[] part = new float[count];
    for (int i = 0; i < count; i++) {
      part[i] = values.get(from + i);
    }
    return FloatTensor.of(Shape.of(count), part);
  }
}
