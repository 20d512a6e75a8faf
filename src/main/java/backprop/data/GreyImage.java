package backprop.data;

import java.util.Arrays;
import java.util.Optional;

/// A grey picture of any size: 0 is paper, 1 is ink. It never changes.
public final class GreyImage {

  private final int width;
  private final int height;
  private final float[] pixels;

  /// A picture of these pixels.
  ///
  /// @param width pixels in a row
  /// @param height rows
  /// @param pixels `height` rows of `width` numbers in [0, 1]; taken over, not copied
  /// @throws IllegalArgumentException if a side is not positive or the pixels are not width ×
  ///   height
  public GreyImage(int width, int height, float[] pixels) {
    if (width < 1 || height < 1 || pixels.length != (long) width * height) {
      throw new IllegalArgumentException(
          "A picture of %d × %d cannot have %d pixels.".formatted(width, height, pixels.length));
    }
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  /// A coloured picture as ink on paper, whoever decoded it: [#light] seen by [#ink].
  ///
  /// @param width pixels in a row
  /// @param height rows
  /// @param argb `height` rows of `width` colours: alpha, red, green, blue, a byte each; not
  ///   changed
  /// @throws IllegalArgumentException if a side is not positive or the pixels are not width ×
  ///   height
  public static GreyImage ofArgb(int width, int height, int[] argb) {
    return light(width, height, argb).ink();
  }

  /// The brightness of a coloured picture, 1 for white; what is transparent shows white paper.
  static GreyImage light(int width, int height, int[] argb) {
    float[] light = new float[argb.length];
    for (int at = 0; at < argb.length; at++) {
      float cover = (argb[at] >>> 24) / 255f;
      light[at] = cover * luminance(argb[at]) + 1 - cover;
    }
    return new GreyImage(width, height, light);
  }

  /// The mean of the outermost pixels.
  double rim() {
    double sum = 0;
    int count = 0;
    for (int row = 0; row < height; row++) {
      boolean whole = row == 0 || row == height - 1;
      for (int column = 0; column < width; column += whole || width == 1 ? 1 : width - 1) {
        sum += at(column, row);
        count++;
      }
    }
    return sum / count;
  }

  /// This picture of light as ink: ink is what is dark, or what is light if the rim of the picture
  /// is dark, as in the images of MNIST.
  GreyImage ink() {
    if (rim() < 0.5) {
      return this;
    }
    float[] dark = new float[pixels.length];
    for (int i = 0; i < dark.length; i++) {
      dark[i] = 1 - pixels[i];
    }
    return new GreyImage(width, height, dark);
  }

  /// The brightness of a colour as the eye weighs it (ITU-R BT.601), 0 to 1.
  private static float luminance(int argb) {
    int red = (argb >> 16) & 0xff;
    int green = (argb >> 8) & 0xff;
    int blue = argb & 0xff;
    return (0.299f * red + 0.587f * green + 0.114f * blue) / 255;
  }

  /// Pixels in a row.
  public int width() {
    return width;
  }

  /// Number of rows.
  public int height() {
    return height;
  }

  /// A copy of the pixels, row by row.
  public float[] toArray() {
    return pixels.clone();
  }

  /// The picture as MNIST stores one: an unsigned byte a pixel, 255 for full ink.
  public byte[] toBytes() {
    byte[] bytes = new byte[pixels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(pixels[i] * 255);
    }
    return bytes;
  }

  /// The darkness at this place.
  public float at(int column, int row) {
    return pixels[row * width + column];
  }

  /// The smallest box around all pixels darker than `threshold`; none if there is no such pixel.
  public Optional<Box> box(double threshold) {
    int[] bounds = new int[4];
    return bounds(pixels, width, height, threshold, bounds)
        ? Optional.of(new Box(bounds[0], bounds[1], bounds[2] - bounds[0], bounds[3] - bounds[1]))
        : Optional.empty();
  }

  /// Finds the left, upper, right and lower bounds of all pixels darker than `threshold`; the right
  /// and lower ones lie behind the last pixel.
  ///
  /// @return whether there is such a pixel; `bounds` is written only then
  static boolean bounds(float[] pixels, int width, int height, double threshold, int[] bounds) {
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        if (pixels[row * width + column] > threshold) {
          left = Math.min(left, column);
          right = Math.max(right, column);
          top = Math.min(top, row);
          bottom = row;
        }
      }
    }
    if (right < 0) {
      return false;
    }
    bounds[0] = left;
    bounds[1] = top;
    bounds[2] = right + 1;
    bounds[3] = bottom + 1;
    return true;
  }

  /// The part inside `box`, as a picture of `newWidth` × `newHeight`: every new pixel is the mean
  /// over the area it covers.
  public GreyImage resample(Box box, int newWidth, int newHeight) {
    float[] result = new float[newHeight * newWidth];
    resample(
        pixels,
        width,
        height,
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        new float[newHeight * width],
        result,
        newWidth,
        newHeight);
    return new GreyImage(newWidth, newHeight, result);
  }

  /// The same on bare arrays: `rows` holds `newHeight` rows of `width` and is written over, `into`
  /// `newHeight` rows of `newWidth`.
  static void resample(
      float[] pixels,
      int width,
      int height,
      double boxX,
      double boxY,
      double boxWidth,
      double boxHeight,
      float[] rows,
      float[] into,
      int newWidth,
      int newHeight) {
    Arrays.fill(rows, 0, newHeight * width, 0);
    double stepY = boxHeight / newHeight;
    for (int row = 0; row < newHeight; row++) {
      double from = boxY + row * stepY;
      double to = from + stepY;
      for (int y = Math.max(0, (int) Math.floor(from)); y < Math.min(height, Math.ceil(to)); y++) {
        float share = (float) ((Math.min(to, y + 1.0) - Math.max(from, y)) / stepY);
        for (int x = 0; x < width; x++) {
          rows[row * width + x] += share * pixels[y * width + x];
        }
      }
    }
    Arrays.fill(into, 0, newHeight * newWidth, 0);
    double stepX = boxWidth / newWidth;
    for (int column = 0; column < newWidth; column++) {
      double from = boxX + column * stepX;
      double to = from + stepX;
      for (int x = Math.max(0, (int) Math.floor(from)); x < Math.min(width, Math.ceil(to)); x++) {
        float share = (float) ((Math.min(to, x + 1.0) - Math.max(from, x)) / stepX);
        for (int row = 0; row < newHeight; row++) {
          into[row * newWidth + column] += share * rows[row * width + x];
        }
      }
    }
  }

  /// The pixels themselves, for those of this package who do not change them.
  float[] pixels() {
    return pixels;
  }
}
