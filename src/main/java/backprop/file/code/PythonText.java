package backprop.file.code;

import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// Python's spelling of numbers, lists, tuples and texts.
final class PythonText {
  private PythonText() {}

  /// A number, to the last bit.
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "float(\"" + (Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf") + "\")";
    }
    return Double.toString(value).replace("E", "e");
  }

  /// A tensor as nested lists, a scalar as a number; each row on a line of its own.
  ///
  /// @param indent how far the lines after the first are indented
  static String list(Tensor tensor, int indent) {
    return list(tensor, 0, 0, tensor.size(), indent);
  }

  private static String list(Tensor tensor, int axis, int from, int size, int indent) {
    int rank = tensor.shape().rank();
    if (axis == rank) {
      return number(tensor.get(from));
    }
    int length = tensor.shape().dim(axis);
    String between = axis == rank - 1 ? ", " : ",\n" + " ".repeat(indent + axis + 1);
    StringJoiner items = new StringJoiner(between, "[", "]");
    for (int i = 0; i < length; i++) {
      items.add(list(tensor, axis + 1, from + i * (size / length), size / length, indent));
    }
    return items.toString();
  }

  /// Whole numbers as a tuple.
  static String tuple(List<Integer> numbers) {
    return numbers.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "(", numbers.size() == 1 ? ",)" : ")"));
  }

  /// A shape as a tuple; the batch axis is −1, which is whatever length is left.
  static String tuple(Shape shape) {
    return tuple(java.util.Arrays.stream(shape.dims()).boxed().toList());
  }

  /// `True` or `False`.
  static String flag(boolean value) {
    return value ? "True" : "False";
  }

  /// A text in double quotes.
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            letter -> {
              if (letter == '"' || letter == '\\') {
                quoted.append('\\').appendCodePoint(letter);
              } else if (Character.isISOControl(letter)
                  || Character.getType(letter) == Character.SURROGATE) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", letter));
              } else {
                quoted.appendCodePoint(letter);
              }
            });
    return quoted.append('"').toString();
  }

  /// A text in one line of a comment or a docstring: nothing in it ends either.
  static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").replace("\\", "/").replace("\"", "'").strip();
  }

  /// A title as the name of a class: `Apples and oranges` becomes `ApplesAndOranges`.
  static String className(String title) {
    StringBuilder name = new StringBuilder();
    for (String word : title.split("[^\\p{L}\\p{Nd}]+")) {
      if (!word.isEmpty()) {
        int first = word.codePointAt(0);
        name.appendCodePoint(Character.toUpperCase(first))
            .append(word.substring(Character.charCount(first)));
      }
    }
    String plain = PythonNames.identifier(name.toString());
    return name.isEmpty() || !Character.isLetter(name.codePointAt(0)) ? "Graph" + name : plain;
  }
}
