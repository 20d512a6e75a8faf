package backprop.data;

import java.util.Optional;

/// Frames a drawing as MNIST frames its digits, so that a network sees on the pad what it saw in
/// training.
///
/// 1. The smallest box around the ink is scaled to [#INNER] pixels on its longer side, keeping its
///    proportions; a pixel's grey is the share of it that ink covers.
/// 2. The centre of mass of those greys is moved to the middle of the [#SIDE] × [#SIDE] field, by
///    whole pixels.
///
/// Both facts were measured on MNIST's training images: the longer side is 20 in all but 13 of
/// 60,000, and the centre of mass, counted in pixel indices, lies in [13.5, 14.5) in all of them,
/// across and down. The drawing on the pad, a picture from a file and the generated digits all come
/// through here.
public final class Framing {

  /// Side of the field a network sees, in pixels.
  public static final int SIDE = 28;

  /// Longer side of the framed ink, in pixels.
  public static final int INNER = 20;

  /// Grey values of a picture at or below this are paper: scanners and JPEG leave a veil.
  private static final double PAPER = 0.1;

  /// Each pixel is the mean of this many times as many in each direction.
  private static final int FINE = 3;

  private Framing() {}

  /// The framed drawing; none if nothing is drawn.
  public static Optional<Framed> frame(Ink ink) {
    return ink.box().map(box -> frame(ink, box));
  }

  /// The framed picture; none if it is empty paper.
  public static Optional<Framed> frame(GreyImage picture) {
    return picture
        .box(PAPER)
        .map(
            box ->
                centre(
                    picture.resample(box, pixels(box.width(), box), pixels(box.height(), box)),
                    box));
  }

  private static Framed frame(Ink ink, Box box) {
    int width = pixels(box.width(), box);
    int height = pixels(box.height(), box);
    double scale = FINE * INNER / box.longerSide();
    // The shorter side is rounded to whole pixels; half of what that adds or takes lies on either
    // side.
    double x = box.x() - (FINE * width / scale - box.width()) / 2;
    double y = box.y() - (FINE * height / scale - box.height()) / 2;
    float[] fine = new float[FINE * width * FINE * height];
    Pen.draw(ink, scale, x, y, fine, FINE * width, FINE * height);
    float[] coarse = new float[width * height];
    for (int row = 0; row < FINE * height; row++) {
      for (int column = 0; column < FINE * width; column++) {
        coarse[row / FINE * width + column / FINE] +=
            fine[row * FINE * width + column] / (FINE * FINE);
      }
    }
    return centre(new GreyImage(width, height, coarse), box);
  }

  private static int pixels(double side, Box box) {
    return Math.max(1, (int) Math.round(side * INNER / box.longerSide()));
  }

  private static Framed centre(GreyImage inner, Box box) {
    double darkness = 0;
    double momentX = 0;
    double momentY = 0;
    for (int row = 0; row < inner.height(); row++) {
      for (int column = 0; column < inner.width(); column++) {
        float grey = inner.at(column, row);
        darkness += grey;
        momentX += column * grey;
        momentY += row * grey;
      }
    }
    // A pen too fine to darken any pixel leaves no mass; its middle is the box's.
    double massX = darkness > 0 ? momentX / darkness : (inner.width() - 1) / 2.0;
    double massY = darkness > 0 ? momentY / darkness : (inner.height() - 1) / 2.0;
    int left = place(massX, inner.width());
    int top = place(massY, inner.height());
    float[] field = new float[SIDE * SIDE];
    for (int row = 0; row < inner.height(); row++) {
      for (int column = 0; column < inner.width(); column++) {
        field[(top + row) * SIDE + left + column] = inner.at(column, row);
      }
    }
    InkPoint mass =
        new InkPoint(
            box.x() + (massX + 0.5) * box.width() / inner.width(),
            box.y() + (massY + 0.5) * box.height() / inner.height());
    return new Framed(
        new GreyImage(SIDE, SIDE, field),
        box,
        INNER / box.longerSide(),
        left,
        top,
        inner.width(),
        inner.height(),
        mass);
  }

  /// Where the inner picture begins so that its centre of mass, in pixel indices, comes to lie in
  /// [13.5, 14.5), as long as no ink falls off the field.
  private static int place(double mass, int extent) {
    int start = (int) Math.ceil(SIDE / 2 - 0.5 - mass);
    return Math.clamp(start, 0, SIDE - extent);
  }
}
