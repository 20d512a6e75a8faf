package backprop.data;

import java.util.Arrays;

/// The work of [Framing], on buffers that are kept from one drawing to the next.
///
/// A drawing is opened with the box around its ink ([#open]), its lines are drawn ([#line]) or a
/// picture is resampled ([#picture]), and [#centre] says where it comes to lie on the field.
/// Nothing here allocates.
final class Framer {

  /// Each pixel is the mean of this many times as many in each direction.
  private static final int FINE = 3;

  private static final int INNER = Framing.INNER;
  private static final int SIDE = Framing.SIDE;

  private final float[] fine = new float[FINE * INNER * FINE * INNER];
  private final float[] inner = new float[INNER * INNER];
  private final int[] bounds = new int[4];
  private float[] rows = new float[INNER * SIDE];

  private int width;
  private int height;
  private double scale;
  private double x;
  private double y;
  private double massX;
  private double massY;
  private int left;
  private int top;

  /// Width of the framed ink in pixels of the field.
  int width() {
    return width;
  }

  /// Height of the framed ink in pixels of the field.
  int height() {
    return height;
  }

  /// Column of the field where the framed ink begins.
  int left() {
    return left;
  }

  /// Row of the field where the framed ink begins.
  int top() {
    return top;
  }

  /// Centre of mass of the framed ink, in pixel indices from its corner.
  double massX() {
    return massX;
  }

  /// Centre of mass of the framed ink, in pixel indices from its corner.
  double massY() {
    return massY;
  }

  /// Begins a drawing whose ink, the pen's width included, fills this box.
  void open(double boxX, double boxY, double boxWidth, double boxHeight) {
    size(boxWidth, boxHeight);
    scale = FINE * INNER / Math.max(boxWidth, boxHeight);
    // The shorter side is rounded to whole pixels; half of what that adds or takes lies on either
    // side.
    x = boxX - (FINE * width / scale - boxWidth) / 2;
    y = boxY - (FINE * height / scale - boxHeight) / 2;
    Arrays.fill(fine, 0, FINE * width * FINE * height, 0);
  }

  /// Draws with a round pen, in the units of the box.
  void line(double fromX, double fromY, double toX, double toY, double radius) {
    Pen.line(
        (fromX - x) * scale,
        (fromY - y) * scale,
        radius * scale,
        (toX - x) * scale,
        (toY - y) * scale,
        radius * scale,
        fine,
        FINE * width,
        FINE * height);
  }

  /// Draws all of it, in the units of the box.
  void draw(Ink ink) {
    Pen.draw(ink, scale, x, y, fine, FINE * width, FINE * height);
  }

  /// Ends a drawing: a pixel's grey is the share of it that is covered.
  void close() {
    int wide = FINE * width;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int from = FINE * (row * wide + column);
        float sum = 0;
        for (int at = from; at < from + FINE * wide; at += wide) {
          sum += fine[at] + fine[at + 1] + fine[at + 2];
        }
        inner[row * width + column] = sum / (FINE * FINE);
      }
    }
    centre();
  }

  /// Frames a picture of its own accord.
  ///
  /// @param pixels rows of `pictureWidth` numbers in [0, 1]
  /// @return whether there is ink on it; nothing is framed otherwise
  boolean picture(float[] pixels, int pictureWidth, int pictureHeight) {
    if (!GreyImage.bounds(pixels, pictureWidth, pictureHeight, Framing.PAPER, bounds)) {
      return false;
    }
    picture(
        pixels,
        pictureWidth,
        pictureHeight,
        bounds[0],
        bounds[1],
        bounds[2] - bounds[0],
        bounds[3] - bounds[1]);
    return true;
  }

  /// Takes the part of a picture inside the box: every pixel is the mean over the area it covers.
  ///
  /// @param pixels rows of `pictureWidth` numbers in [0, 1]
  void picture(
      float[] pixels,
      int pictureWidth,
      int pictureHeight,
      double boxX,
      double boxY,
      double boxWidth,
      double boxHeight) {
    size(boxWidth, boxHeight);
    int needed = height * pictureWidth;
    if (rows.length < needed) {
      rows = new float[needed];
    }
    GreyImage.resample(
        pixels,
        pictureWidth,
        pictureHeight,
        boxX,
        boxY,
        boxWidth,
        boxHeight,
        rows,
        inner,
        width,
        height);
    centre();
  }

  /// Writes the field, [Framing#SIDE] × [Framing#SIDE].
  void field(float[] into) {
    Arrays.fill(into, 0, SIDE * SIDE, 0);
    for (int row = 0; row < height; row++) {
      System.arraycopy(inner, row * width, into, (top + row) * SIDE + left, width);
    }
  }

  /// Writes the field as bytes, as [GreyImage#toBytes] does.
  void field(byte[] into) {
    Arrays.fill(into, 0, SIDE * SIDE, (byte) 0);
    for (int row = 0; row < height; row++) {
      int to = (top + row) * SIDE + left;
      for (int column = 0; column < width; column++) {
        into[to + column] = (byte) Math.round(inner[row * width + column] * 255);
      }
    }
  }

  private void size(double boxWidth, double boxHeight) {
    double longer = Math.max(boxWidth, boxHeight);
    width = pixels(boxWidth, longer);
    height = pixels(boxHeight, longer);
  }

  private static int pixels(double side, double longer) {
    return Math.max(1, (int) Math.round(side * INNER / longer));
  }

  private void centre() {
    double darkness = 0;
    double momentX = 0;
    double momentY = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        float grey = inner[row * width + column];
        darkness += grey;
        momentX += column * grey;
        momentY += row * grey;
      }
    }
    // A pen too fine to darken any pixel leaves no mass; its middle is the box's.
    massX = darkness > 0 ? momentX / darkness : (width - 1) / 2.0;
    massY = darkness > 0 ? momentY / darkness : (height - 1) / 2.0;
    left = place(massX, width);
    top = place(massY, height);
  }

  /// Where the inner picture begins so that its centre of mass, in pixel indices, comes to lie in
  /// [13.5, 14.5), as long as no ink falls off the field.
  private static int place(double mass, int extent) {
    int start = (int) Math.ceil(SIDE / 2 - 0.5 - mass);
    return Math.clamp(start, 0, SIDE - extent);
  }
}
