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
  static final double PAPER = 0.1;

  private Framing() {}

  /// The framed drawing; none if nothing is drawn.
  public static Optional<Framed> frame(Ink ink) {
    return ink.box().map(box -> frame(ink, box));
  }

  /// The framed picture; none if it is empty paper.
  public static Optional<Framed> frame(GreyImage picture) {
    return picture.box(PAPER).map(box -> frame(picture, box));
  }

  private static Framed frame(GreyImage picture, Box box) {
    Framer framer = new Framer();
    framer.picture(
        picture.pixels(),
        picture.width(),
        picture.height(),
        box.x(),
        box.y(),
        box.width(),
        box.height());
    return framed(framer, box);
  }

  private static Framed frame(Ink ink, Box box) {
    Framer framer = new Framer();
    framer.open(box.x(), box.y(), box.width(), box.height());
    framer.draw(ink);
    framer.close();
    return framed(framer, box);
  }

  private static Framed framed(Framer framer, Box box) {
    float[] field = new float[SIDE * SIDE];
    framer.field(field);
    InkPoint mass =
        new InkPoint(
            box.x() + (framer.massX() + 0.5) * box.width() / framer.width(),
            box.y() + (framer.massY() + 0.5) * box.height() / framer.height());
    return new Framed(
        new GreyImage(SIDE, SIDE, field),
        box,
        INNER / box.longerSide(),
        framer.left(),
        framer.top(),
        framer.width(),
        framer.height(),
        mass);
  }
}
