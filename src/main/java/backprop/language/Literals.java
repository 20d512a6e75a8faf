package backprop.language;

import backprop.tensor.Tensor;
import java.util.List;
import java.util.StringJoiner;

/// Numbers, arrays and settings as they are written: the shortest text that reads back exactly.
final class Literals {
  private Literals() {}

  /// A number: `3`, `-0.5`, `1e-9`, `inf`, `nan`.
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return value == 0 && 1 / value < 0 ? "-0.0" : Long.toString((long) value);
    }
    return Double.toString(value).replace(".0E", "e").replace('E', 'e');
  }

  /// A scalar or an array; one that holds no numbers keeps only its first axes.
  static String tensor(Tensor value) {
    StringBuilder text = new StringBuilder();
    append(text, value, 0, 0, value.size());
    return text.toString();
  }

  private static void append(StringBuilder text, Tensor value, int axis, int from, int size) {
    if (axis == value.shape().rank()) {
      text.append(number(value.get(from)));
      return;
    }
    int length = value.shape().dim(axis);
    text.append('[');
    for (int i = 0; i < length && value.size() > 0; i++) {
      text.append(i == 0 ? "" : ", ");
      append(text, value, axis + 1, from + i * (size / length), size / length);
    }
    text.append(']');
  }

  /// Whether [#tensor] says the shape too; an array without numbers does not always.
  static boolean saysShape(Tensor value) {
    return value.size() > 0 || value.shape().rank() == 1;
  }

  /// A setting's value.
  static String option(Object value) {
    return switch (value) {
      case Double number -> number(number);
      case String text -> Name.of(text).quoted();
      case List<?> items -> {
        StringJoiner list = new StringJoiner(", ", "[", "]");
        items.forEach(item -> list.add(option(item)));
        yield list.toString();
      }
      default -> value.toString();
    };
  }
}
