package backprop.training;

import backprop.data.DigitSet;
import backprop.data.Framing;
import backprop.data.GreyImage;
import backprop.data.Ink;
import backprop.data.InkPoint;
import backprop.data.Stroke;
import backprop.tensor.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// MNIST's digits varied as drawings on the pad vary: turned, slanted, stretched, bent, with
/// thicker and thinner lines.
///
/// Some stay grey images and are only deformed; the others are redrawn along their middle lines
/// with a round pen of one width, as the pad draws. All are framed again by [Framing], the way
/// every drawing is before a network reads it. What comes out is a pure function of seed and
/// number.
final class Redrawn {
  /// The share that is redrawn with the pen.
  private static final double PEN_SHARE = 0.6;

  private static final int SIDE = Framing.SIDE;

  private final DigitSet set;
  private final List<List<Skeleton.Piece>> skeletons;
  private final long seed;

  Redrawn(DigitSet set, long seed) {
    this.set = set;
    this.seed = seed;
    this.skeletons =
        IntStream.range(0, set.count()).mapToObj(i -> Skeleton.of(set.image(i))).toList();
  }

  /// The bytes of this image in variation number `number`.
  byte[] vary(int image, long number) {
    Draws draws = new Draws(CounterRandom.key(seed, image, number));
    Bend bend = new Bend(draws);
    GreyImage varied =
        draws.uniform() < PEN_SHARE ? pen(image, bend, draws) : grey(set.image(image), bend, draws);
    return varied.toBytes();
  }

  private GreyImage pen(int image, Bend bend, Draws draws) {
    // half the pen's width in pixels of the field: the pad's own gives about 1
    double radius = 0.75 * Math.exp(0.35 * Math.abs(draws.normal()) + 0.15 * draws.normal());
    List<Stroke> strokes = new ArrayList<>();
    for (Skeleton.Piece piece : skeletons.get(image)) {
      strokes.add(
          new Stroke(
              List.of(bend.point(piece.x0(), piece.y0()), bend.point(piece.x1(), piece.y1())),
              radius));
    }
    return Framing.frame(new Ink(strokes)).map(framed -> framed.field()).orElse(set.image(image));
  }

  /// Deformed backwards, then made thicker or a little thinner, then framed.
  private static GreyImage grey(GreyImage image, Bend bend, Draws draws) {
    float[] pixels = new float[SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        InkPoint from = bend.point(column + 0.5, row + 0.5);
        pixels[row * SIDE + column] = Skeleton.smooth(image, from.x() - 0.5, from.y() - 0.5);
      }
    }
    double kind = draws.uniform();
    float share = (float) draws.uniform();
    if (kind < 0.4) {
      pixels = neighbours(pixels, SIDE, true, 0.6f * share);
    } else if (kind < 0.6) {
      pixels = neighbours(pixels, SIDE, false, 0.4f * share);
    }
    return Framing.frame(new GreyImage(SIDE, SIDE, pixels))
        .map(framed -> framed.field())
        .orElse(image);
  }

  /// Mixes each pixel with the largest (thicker) or smallest (thinner) of its neighbours.
  private static float[] neighbours(float[] pixels, int side, boolean thicker, float share) {
    float[] result = pixels.clone();
    for (int y = 1; y < side - 1; y++) {
      for (int x = 1; x < side - 1; x++) {
        int at = y * side + x;
        float found = pixels[at];
        found = extreme(thicker, found, pixels[at - 1], pixels[at + 1]);
        found = extreme(thicker, found, pixels[at - side], pixels[at + side]);
        result[at] = (1 - share) * pixels[at] + share * found;
      }
    }
    return result;
  }

  private static float extreme(boolean largest, float a, float b, float c) {
    return largest ? Math.max(a, Math.max(b, c)) : Math.min(a, Math.min(b, c));
  }

  /// Random numbers one after the other.
  private static final class Draws {
    private final long key;
    private long index;

    Draws(long key) {
      this.key = key;
    }

    double uniform() {
      return CounterRandom.uniform(key, index++);
    }

    double normal() {
      return Math.clamp(CounterRandom.normal(key, index++), -2.5, 2.5);
    }
  }

  /// A smooth deformation about the middle of the image.
  private static final class Bend {
    private static final int WAVES = 2;

    private final double xx;
    private final double xy;
    private final double yx;
    private final double yy;
    private final double[] waves = new double[WAVES * 5];

    Bend(Draws draws) {
      double turn = 0.13 * draws.normal();
      double slant = 0.2 * draws.normal();
      double wide = Math.exp(0.14 * draws.normal());
      xx = wide * Math.cos(turn);
      xy = slant * wide - Math.sin(turn);
      yx = Math.sin(turn) * wide;
      yy = Math.cos(turn);
      for (int i = 0; i < waves.length; i += 5) {
        waves[i] = 0.55 * draws.normal(); // pixels to the side
        waves[i + 1] = 0.55 * draws.normal(); // pixels down
        waves[i + 2] = 0.24 * draws.normal(); // radians a pixel across
        waves[i + 3] = 0.24 * draws.normal(); // and down
        waves[i + 4] = 2 * Math.PI * draws.uniform();
      }
    }

    InkPoint point(double x, double y) {
      double u = x - SIDE / 2.0;
      double v = y - SIDE / 2.0;
      double atX = SIDE / 2.0 + xx * u + xy * v;
      double atY = SIDE / 2.0 + yx * u + yy * v;
      for (int i = 0; i < waves.length; i += 5) {
        double swing = Math.sin(waves[i + 2] * u + waves[i + 3] * v + waves[i + 4]);
        atX += waves[i] * swing;
        atY += waves[i + 1] * swing;
      }
      return new InkPoint(atX, atY);
    }
  }
}
