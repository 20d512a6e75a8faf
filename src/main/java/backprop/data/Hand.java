package backprop.data;

import java.util.ArrayList;
import java.util.List;

/// Writes one digit in one of its styles, as a hand does: never twice the same.
///
/// The style's places are blended between two poses and jittered, the pen goes smoothly through
/// them, a slow wave bends the sheet, and slant, rotation, proportions and the pen's width are
/// those of one writer at one moment.
final class Hand {

  /// Points of the curve for each knot passed.
  private static final int FINENESS = 5;

  private final Draws draws;
  private final DigitGenerator.Styles styles;

  Hand(Draws draws, DigitGenerator.Styles styles) {
    this.draws = draws;
    this.styles = styles;
  }

  /// A digit about one unit high.
  Ink write(int digit) {
    DigitStyle style = style(DigitStyles.of(digit, styles));
    DigitStyle.Pose one = style.poses().get(draws.below(style.poses().size()));
    DigitStyle.Pose other = style.poses().get(draws.below(style.poses().size()));
    double blend = draws.between(-0.3, 1.3);
    double shake = draws.between(0.01, 0.055);
    Sheet sheet = new Sheet(draws);
    double radius = 0.067 * StrictMath.exp(draws.normal(0.3));
    List<Stroke> strokes = new ArrayList<>();
    for (int s = 0; s < one.strokes().size(); s++) {
      List<DigitStyle.Knot> knots = new ArrayList<>();
      for (int k = 0; k < one.strokes().get(s).size(); k++) {
        DigitStyle.Knot a = one.strokes().get(s).get(k);
        DigitStyle.Knot b = other.strokes().get(s).get(k);
        knots.add(
            new DigitStyle.Knot(
                a.x() + blend * (b.x() - a.x()) + draws.normal(shake),
                a.y() + blend * (b.y() - a.y()) + draws.normal(shake),
                a.corner()));
      }
      strokes.add(new Stroke(press(sheet.bend(curve(knots))), radius));
    }
    return new Ink(strokes);
  }

  /// The same line, pressed now harder and now softer.
  private List<InkPoint> press(List<InkPoint> points) {
    double strength = draws.between(0, 0.6);
    double waves = draws.between(1, 8);
    double phase = draws.between(0, 2 * Math.PI);
    List<InkPoint> pressed = new ArrayList<>(points.size());
    for (int i = 0; i < points.size(); i++) {
      double swing = StrictMath.sin(phase + waves * i / points.size());
      InkPoint point = points.get(i);
      pressed.add(new InkPoint(point.x(), point.y(), StrictMath.exp(strength * swing)));
    }
    return pressed;
  }

  private DigitStyle style(List<DigitStyle> styles) {
    double sum = 0;
    for (DigitStyle style : styles) {
      sum += style.weight();
    }
    double left = draws.between(0, sum);
    for (DigitStyle style : styles) {
      left -= style.weight();
      if (left < 0) {
        return style;
      }
    }
    return styles.getLast();
  }

  /// A Catmull–Rom curve through the knots; at a corner it stops and starts anew.
  private static List<InkPoint> curve(List<DigitStyle.Knot> knots) {
    List<InkPoint> points = new ArrayList<>();
    points.add(new InkPoint(knots.getFirst().x(), knots.getFirst().y()));
    for (int i = 0; i + 1 < knots.size(); i++) {
      DigitStyle.Knot from = knots.get(i);
      DigitStyle.Knot to = knots.get(i + 1);
      DigitStyle.Knot before = i == 0 || from.corner() ? from : knots.get(i - 1);
      DigitStyle.Knot after = i + 2 == knots.size() || to.corner() ? to : knots.get(i + 2);
      for (int j = 1; j <= FINENESS; j++) {
        double t = j / (double) FINENESS;
        points.add(
            new InkPoint(
                catmullRom(before.x(), from.x(), to.x(), after.x(), t),
                catmullRom(before.y(), from.y(), to.y(), after.y(), t)));
      }
    }
    return points;
  }

  private static double catmullRom(double p0, double p1, double p2, double p3, double t) {
    double a = 2 * p1;
    double b = p2 - p0;
    double c = 2 * p0 - 5 * p1 + 4 * p2 - p3;
    double d = 3 * p1 - p0 - 3 * p2 + p3;
    return (a + t * (b + t * (c + t * d))) / 2;
  }

  /// The paper: how it lies, and how it is bent.
  private static final class Sheet {

    private static final int WAVES = 3;

    private final double xx;
    private final double xy;
    private final double yx;
    private final double yy;
    private final double widening;
    private final double heavy;
    private final double[] wave = new double[WAVES * 5];

    Sheet(Draws draws) {
      double rotation = draws.normal(Math.toRadians(8));
      double slant = 0.2 + draws.normal(0.26);
      double proportion = StrictMath.exp(0.12 + draws.normal(0.26));
      double cos = StrictMath.cos(rotation);
      double sin = StrictMath.sin(rotation);
      xx = cos * proportion;
      xy = -slant * cos - sin;
      yx = sin * proportion;
      yy = -slant * sin + cos;
      widening = draws.normal(0.35);
      heavy = draws.normal(0.28);
      double strength = draws.between(0.005, 0.065);
      for (int i = 0; i < WAVES; i++) {
        wave[5 * i] = draws.normal(5);
        wave[5 * i + 1] = draws.normal(5);
        wave[5 * i + 2] = draws.between(0, 2 * Math.PI);
        wave[5 * i + 3] = draws.normal(strength);
        wave[5 * i + 4] = draws.normal(strength);
      }
    }

    List<InkPoint> bend(List<InkPoint> points) {
      List<InkPoint> bent = new ArrayList<>(points.size());
      for (InkPoint point : points) {
        double fromMiddle = point.y() - 0.5;
        double x = point.x() + (point.x() - 0.35) * widening * fromMiddle;
        double y = point.y() + heavy * (0.25 - fromMiddle * fromMiddle);
        for (int i = 0; i < WAVES; i++) {
          double swing =
              StrictMath.sin(
                  wave[5 * i] * point.x() + wave[5 * i + 1] * point.y() + wave[5 * i + 2]);
          x += wave[5 * i + 3] * swing;
          y += wave[5 * i + 4] * swing;
        }
        bent.add(new InkPoint(xx * x + xy * y, yx * x + yy * y));
      }
      return bent;
    }
  }
}
