package backprop.data;

import java.util.ArrayList;
import java.util.List;

/// One way to write a digit: poses of the same strokes, between which a hand varies.
///
/// A pose is written as the places the pen passes, `x,y` in percent of the digit's height, x to the
/// right and y down. The pen goes smoothly through them; `!` behind a place makes it a corner; `|`
/// lifts the pen.
///
/// @param weight how often this style is written, against the other styles of its digit
/// @param poses its poses; all have the same strokes with the same number of places
record DigitStyle(double weight, List<Pose> poses) {

  /// A place the pen passes.
  record Knot(double x, double y, boolean corner) {}

  /// One pose: strokes of knots.
  record Pose(List<List<Knot>> strokes) {}

  DigitStyle {
    poses = List.copyOf(poses);
    List<Integer> first = lengths(poses.getFirst());
    for (Pose pose : poses) {
      if (!lengths(pose).equals(first)) {
        throw new IllegalArgumentException(
            "The poses of a style need the same knots: " + lengths(pose) + " and " + first);
      }
    }
  }

  /// A style from the text of its poses.
  static DigitStyle of(double weight, String... poses) {
    List<Pose> read = new ArrayList<>();
    for (String pose : poses) {
      read.add(pose(pose));
    }
    return new DigitStyle(weight, read);
  }

  private static Pose pose(String text) {
    List<List<Knot>> strokes = new ArrayList<>();
    for (String stroke : text.split("\\|")) {
      List<Knot> knots = new ArrayList<>();
      for (String place : stroke.trim().split("\\s+")) {
        boolean corner = place.endsWith("!");
        String[] numbers = (corner ? place.substring(0, place.length() - 1) : place).split(",");
        knots.add(
            new Knot(
                Double.parseDouble(numbers[0]) / 100,
                Double.parseDouble(numbers[1]) / 100,
                corner));
      }
      strokes.add(List.copyOf(knots));
    }
    return new Pose(List.copyOf(strokes));
  }

  private static List<Integer> lengths(Pose pose) {
    return pose.strokes().stream().map(List::size).toList();
  }
}
