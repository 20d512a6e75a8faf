package backprop.ui.network;

import backprop.figure.ColorRole;
import backprop.network.FloatTensor;
import backprop.ui.common.Theme;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/// Arrays of numbers as small pictures, one pixel a number.
final class Paints {

  private Paints() {}

  /// The side of the square that so many numbers fill, row by row.
  static int side(int numbers) {
    return (int) Math.ceil(Math.sqrt(numbers));
  }

  /// Numbers from 0 to 1 as ink on paper.
  static WritableImage ink(FloatTensor values, Color paper, Color ink) {
    return picture(values, value -> mix(paper, ink, value));
  }

  /// Numbers around 0: paper at 0, one colour above, one below, full at the largest size.
  static WritableImage diverging(FloatTensor values, Color paper, Color above, Color below) {
    float most = values.largest();
    float full = most > 0 ? most : 1;
    return picture(values, value -> mix(paper, value >= 0 ? above : below, Math.abs(value) / full));
  }

  /// A part of an array of numbers around 0, a row of the picture after the other, full at the
  /// largest size of the whole array.
  static WritableImage diverging(
      FloatTensor all, int from, int rows, int columns, Color paper, Color above, Color below) {
    float most = all.largest();
    float full = most > 0 ? most : 1;
    int[] pixels = new int[rows * columns];
    for (int i = 0; i < pixels.length; i++) {
      float value = all.get(from + i);
      pixels[i] = mix(paper, value >= 0 ? above : below, Math.abs(value) / full);
    }
    return image(pixels, rows, columns);
  }

  /// A gradient by the drawing: orange where more ink raises the loss, purple where it lowers it.
  static WritableImage gradient(FloatTensor values, Theme theme) {
    return diverging(
        values,
        theme.color(ColorRole.SURFACE),
        theme.color(ColorRole.GRADIENT),
        theme.color(ColorRole.MINUS));
  }

  /// Weights: teal above zero, purple below.
  static WritableImage weights(FloatTensor values, Theme theme) {
    return diverging(
        values,
        theme.color(ColorRole.SURFACE),
        theme.color(ColorRole.PLUS),
        theme.color(ColorRole.MINUS));
  }

  private interface ColorOf {
    int of(float value);
  }

  private static WritableImage picture(FloatTensor values, ColorOf color) {
    int side = side(values.size());
    int[] pixels = new int[side * side];
    for (int i = 0; i < values.size(); i++) {
      pixels[i] = color.of(values.get(i));
    }
    return image(pixels, side, side);
  }

  private static WritableImage image(int[] pixels, int rows, int columns) {
    WritableImage image = new WritableImage(columns, rows);
    image
        .getPixelWriter()
        .setPixels(0, 0, columns, rows, PixelFormat.getIntArgbInstance(), pixels, 0, columns);
    return image;
  }

  private static int mix(Color from, Color to, double share) {
    double t = Math.clamp(share, 0.0, 1.0);
    int red = (int) Math.round(255 * (from.getRed() + t * (to.getRed() - from.getRed())));
    int green = (int) Math.round(255 * (from.getGreen() + t * (to.getGreen() - from.getGreen())));
    int blue = (int) Math.round(255 * (from.getBlue() + t * (to.getBlue() - from.getBlue())));
    return 0xff000000 | red << 16 | green << 8 | blue;
  }
}
