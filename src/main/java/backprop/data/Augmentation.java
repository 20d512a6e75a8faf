package backprop.data;

import backprop.message.Message;
import java.util.Optional;

/// How training images are varied, anew each time they are seen, as drawings vary.
///
/// Strengths are numbers; 0 switches a part off. What becomes of an image is a pure function of the
/// seed, the image and the iteration ([Augmenter]). Spreads are standard deviations of normal
/// numbers cut off at 2.5 of them.
///
/// An image is deformed about its middle (turned, slanted, stretched, bent), its strokes get
/// thicker or thinner, then it is framed if `framed` says so, and last it is scaled and shifted.
///
/// @param shift farthest shift across and down, in pixels; every shift up to it is equally likely
/// @param scale spread of the logarithm of the size
/// @param stretch spread of the logarithm of the width against the height
/// @param rotate spread of the turn, in degrees
/// @param shear spread of the slant: pixels across for each pixel down
/// @param elastic spread of the height of smooth waves that bend the image, in pixels
/// @param width spread of the logarithm of the strokes' width
/// @param pen share of images that are redrawn along their middle lines with a round pen, as the
///   pad draws; 0 to 1
/// @param radius that pen's usual radius, in pixels; positive
/// @param generated share of images in whose place a digit of [DigitGenerator] stands, with its own
///   label; 0 to 1
/// @param framed whether a deformed image is framed anew by [Framing], as every drawing is before a
///   network reads it; pen and generator always frame
/// @param reuse for how many epochs a variation of an image is kept before it is varied anew; 1
///   varies it each time, a larger number costs less time
public record Augmentation(
    double shift,
    double scale,
    double stretch,
    double rotate,
    double shear,
    double elastic,
    double width,
    double pen,
    double radius,
    double generated,
    boolean framed,
    int reuse) {

  /// The images as they are.
  public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, false, 1);

  /// A little of everything, for any images, cheap enough to leave the speed of training alone.
  public static final Augmentation LIGHT =
      new Augmentation(1.5, 0.08, 0.06, 6, 0.1, 0.4, 0.2, 0, 1, 0, false, 10);

  /// For digits that are drawn with the mouse or a pen by people of all hands.
  public static final Augmentation DRAWN =
      new Augmentation(0, 0, 0.14, 7.5, 0.2, 0.55, 0.38, 0.6, 0.95, 0.15, true, 1);

  private static final double MOST = 1_000;

  /// Refuses what is no strength.
  ///
  /// @throws IllegalArgumentException if a number is negative, not finite or beyond its range,
  ///   naming it
  public Augmentation {
    within("shift", shift, MOST);
    within("scale", scale, 1);
    within("stretch", stretch, 1);
    within("rotate", rotate, 360);
    within("shear", shear, 2);
    within("elastic", elastic, MOST);
    within("width", width, 2);
    within("pen", pen, 1);
    within("radius", radius, MOST);
    within("generated", generated, 1);
    if (radius == 0) {
      throw new IllegalArgumentException("radius is positive, not 0.");
    }
    if (reuse < 1) {
      throw new IllegalArgumentException("reuse is at least 1, not " + reuse + ".");
    }
  }

  private static void within(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(
          "%s lies between 0 and %s, not %s.".formatted(name, most, value));
    }
  }

  /// Whether every image stays as it is.
  public boolean isNone() {
    return !deforms() && !moves() && width == 0 && pen == 0 && generated == 0 && !framed;
  }

  /// Whether an image can be bent about its middle.
  boolean deforms() {
    return stretch > 0 || rotate > 0 || shear > 0 || elastic > 0;
  }

  /// Whether an image can be moved or scaled after that.
  boolean moves() {
    return shift > 0 || scale > 0;
  }

  /// Why it cannot be applied to these images: pen, generator and framing are for images as MNIST's
  /// are.
  public Optional<Message> obstacle(DigitSet set) {
    boolean asMnist = set.rows() == Framing.SIDE && set.columns() == Framing.SIDE;
    if ((pen > 0 || generated > 0 || framed) && !asMnist) {
      return Optional.of(
          Message.of("data.augmentation.size", Framing.SIDE, set.rows(), set.columns()));
    }
    if (generated > 0 && !set.labelNames().equals(DigitSet.numbered(DigitGenerator.DIGITS))) {
      return Optional.of(Message.of("data.augmentation.classes"));
    }
    return Optional.empty();
  }
}
