package backprop.ui.draw;

import backprop.data.Box;
import backprop.data.Framed;
import backprop.data.Framing;
import backprop.data.GreyImage;
import backprop.data.Ink;
import backprop.data.InkPoint;
import backprop.data.Stroke;
import java.util.Optional;

/// What lies on the pad: strokes of the pen, over a picture where a sample was put there.
///
/// It is a value, so undo is keeping the one before. Lengths are in units of the pad, which is
/// [#SIDE] wide and high, y downwards.
///
/// @param picture a sample as a network sees it, [Framing#SIDE] pixels wide and high, that fills
///   the pad
/// @param touched whether the eraser changed the picture, so that it must be framed anew
/// @param ink what was drawn by hand
record Drawing(Optional<GreyImage> picture, boolean touched, Ink ink) {
  /// Width and height of the pad.
  static final int SIDE = 280;

  /// A pixel of a sample is so many units wide.
  private static final double CELL = (double) SIDE / Framing.SIDE;

  static final Drawing EMPTY = new Drawing(Optional.empty(), false, Ink.EMPTY);

  /// A sample alone.
  static Drawing of(GreyImage sample) {
    return new Drawing(Optional.of(sample), false, Ink.EMPTY);
  }

  boolean isEmpty() {
    return ink.isEmpty() && picture.flatMap(grey -> grey.box(0)).isEmpty();
  }

  Drawing with(Stroke stroke) {
    return new Drawing(picture, touched, ink.with(stroke));
  }

  /// This drawing after an eraser of this radius went from one place straight to another.
  Drawing erased(double fromX, double fromY, double toX, double toY, double radius) {
    Segment way = new Segment(fromX, fromY, toX, toY);
    Ink left = Eraser.erase(ink, way, radius);
    // Where nothing was erased the picture is the same object, and so the two are equal.
    Optional<GreyImage> cleaned = picture.map(grey -> erase(grey, way, radius));
    boolean changed = !cleaned.equals(picture);
    return left.equals(ink) && !changed ? this : new Drawing(cleaned, touched || changed, left);
  }

  private static GreyImage erase(GreyImage grey, Segment way, double radius) {
    float[] pixels = grey.toArray();
    boolean changed = false;
    for (int i = 0; i < pixels.length; i++) {
      double x = (i % grey.width() + 0.5) * CELL;
      int row = i / grey.width();
      double y = (row + 0.5) * CELL;
      if (pixels[i] > 0 && way.distance(x, y) < radius) {
        pixels[i] = 0;
        changed = true;
      }
    }
    return changed ? new GreyImage(grey.width(), grey.height(), pixels) : grey;
  }

  /// What a network is given: the untouched sample as it is, else the drawing framed; none if
  /// nothing is drawn.
  Optional<Framed> framed() {
    if (picture.isEmpty()) {
      return Framing.frame(ink);
    }
    return ink.isEmpty() && !touched
        ? unchanged(picture.orElseThrow())
        : Framing.frame(composed(picture.orElseThrow()));
  }

  /// A sample was framed when it was made: framing it again would blur it.
  private static Optional<Framed> unchanged(GreyImage sample) {
    return sample
        .box(0)
        .map(
            box -> {
              double mass = 0;
              double momentX = 0;
              double momentY = 0;
              for (int row = 0; row < sample.height(); row++) {
                for (int column = 0; column < sample.width(); column++) {
                  double grey = sample.at(column, row);
                  mass += grey;
                  momentX += grey * (column + 0.5);
                  momentY += grey * (row + 0.5);
                }
              }
              return new Framed(
                  sample,
                  new Box(box.x() * CELL, box.y() * CELL, box.width() * CELL, box.height() * CELL),
                  1 / CELL,
                  (int) box.x(),
                  (int) box.y(),
                  (int) box.width(),
                  (int) box.height(),
                  new InkPoint(momentX / mass * CELL, momentY / mass * CELL));
            });
  }

  /// Sample and ink as one picture of the whole pad; where both are, the darker counts.
  private GreyImage composed(GreyImage sample) {
    float[] pixels = ink.image(SIDE, SIDE).toArray();
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        float grey = sample.at((int) (x / CELL), (int) (y / CELL));
        pixels[y * SIDE + x] = Math.max(pixels[y * SIDE + x], grey);
      }
    }
    return new GreyImage(SIDE, SIDE, pixels);
  }
}
