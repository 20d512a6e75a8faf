package backprop.figure;

import backprop.message.NumberText;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// A tensor as it is written in a small place: a number, a small matrix row by row, or its shape.
///
/// @param lines one line a row; the columns stand under each other in letters of one width
/// @param matrix whether the lines are rows, to be put between brackets
/// @param finite whether all numbers are finite; others are shown as wrong
public record Preview(List<String> lines, boolean matrix, boolean finite) {
  private static final int DIGITS = 3;

  public Preview {
    lines = List.copyOf(lines);
  }

  /// The number, or the matrix where it has no more than so many rows and columns, or the shape.
  public static Preview of(Tensor tensor, int rows, int columns) {
    if (tensor.isScalar()) {
      return new Preview(
          List.of(NumberText.of(tensor.item())), false, Double.isFinite(tensor.item()));
    }
    Shape shape = tensor.shape();
    int height = shape.rank() == 1 ? 1 : shape.dim(0);
    int width = shape.dim(-1);
    if (shape.rank() > 2 || height > rows || width > columns || tensor.size() == 0) {
      return shape(tensor);
    }
    return new Preview(rows(tensor, height, width), true, finite(tensor));
  }

  /// The same with a name in front of its first line.
  Preview labelled(String label) {
    if (label.isEmpty() || matrix) {
      return this;
    }
    List<String> named = new ArrayList<>(lines);
    named.set(0, label + named.getFirst());
    return new Preview(named, false, finite);
  }

  /// The shape alone, `2×3`; a number has none and is written.
  public static Preview shape(Tensor tensor) {
    return tensor.isScalar()
        ? of(tensor, 1, 1)
        : new Preview(List.of(tensor.shape().toString()), false, finite(tensor));
  }

  private static List<String> rows(Tensor tensor, int height, int width) {
    String[][] cells = new String[height][width];
    int[] widths = new int[width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        cells[row][column] = NumberText.of(tensor.get(row * width + column), DIGITS);
        widths[column] = Math.max(widths[column], cells[row][column].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : cells) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < width; column++) {
        line.append(column > 0 ? "  " : "");
        line.repeat(' ', widths[column] - row[column].length()).append(row[column]);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static boolean finite(Tensor tensor) {
    for (int i = 0; i < tensor.size(); i++) {
      if (!Double.isFinite(tensor.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// How it is set: numbers and shapes as edge numbers, matrices smaller.
  public TextStyle style() {
    return matrix ? TextStyle.SMALL : TextStyle.NUMBER;
  }

  /// The width of the longest line, brackets included.
  public double width(TextMeasurer measurer) {
    double width = 0;
    for (String line : lines) {
      width = Math.max(width, measurer.width(line, style()));
    }
    return Math.ceil(width) + (matrix ? 2 * BRACKET : 0);
  }

  /// The height of all lines.
  public double height() {
    return lines.size() * style().lineHeight() + (matrix ? 2 : 0);
  }

  /// The room a bracket takes on each side.
  static final double BRACKET = 5;
}
