package backprop.autodiff;

import backprop.tensor.Shape;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Places in a tensor, as a person writes them: `[3][1][2][19]`.
public final class Index {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final Pattern LEGAL = Pattern.compile("[\\s\\[\\](),\\d]*");

  private Index() {}

  /// The place of a row-major position; empty for a scalar.
  public static String text(Shape shape, int position) {
    StringBuilder text = new StringBuilder();
    int rest = position;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      text.insert(0, "[" + rest % shape.dim(axis) + "]");
      rest /= shape.dim(axis);
    }
    return text.toString();
  }

  /// The row-major position of a written place: `[3][1]`, `3, 1` or `(3, 1)`.
  ///
  /// @return nothing where it is no place in this shape
  public static OptionalInt position(Shape shape, String text) {
    if (!LEGAL.matcher(text).matches()) {
      return OptionalInt.empty();
    }
    Matcher numbers = NUMBER.matcher(text);
    int position = 0;
    int axis = 0;
    while (numbers.find()) {
      int index = Integer.parseInt(numbers.group());
      if (axis == shape.rank() || index >= shape.dim(axis)) {
        return OptionalInt.empty();
      }
      position = position * shape.dim(axis++) + index;
    }
    return axis == shape.rank() ? OptionalInt.of(position) : OptionalInt.empty();
  }
}
