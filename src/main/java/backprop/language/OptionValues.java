package backprop.language;

import backprop.graph.Node;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The values of settings in declarations: `value=[1, 2]`, `shape=[0, 3]`, `seed=1`,
/// `data="image"`.
final class OptionValues {
  private OptionValues() {}

  static Tensor tensor(Call.Option option, GraphAlgebra algebra) {
    List<Double> numbers = new ArrayList<>();
    List<Integer> dims = new ArrayList<>();
    if (!collect(option.value(), 0, numbers, dims)) {
      throw algebra.stop(option.valueSpan(), "formula.expected.numbers");
    }
    int[] lengths = dims.stream().mapToInt(Integer::intValue).toArray();
    double[] data = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    long size = 1;
    for (int length : lengths) {
      size *= length;
    }
    if (size != data.length) {
      throw algebra.stop(option.valueSpan(), "formula.expected.numbers");
    }
    return Tensor.of(Shape.of(lengths), data);
  }

  private static boolean collect(Object value, int rank, List<Double> numbers, List<Integer> dims) {
    if (value instanceof Number number) {
      numbers.add(number.doubleValue());
      return rank == dims.size();
    }
    if (!(value instanceof List<?> items)) {
      return false;
    }
    if (dims.size() == rank && numbers.isEmpty()) {
      dims.add(items.size());
    }
    if (dims.size() <= rank || dims.get(rank) != items.size()) {
      return false;
    }
    for (Object item : items) {
      if (!collect(item, rank + 1, numbers, dims)) {
        return false;
      }
    }
    return true;
  }

  static List<Integer> lengths(Call.Option option, GraphAlgebra algebra) {
    List<Integer> lengths = new ArrayList<>();
    if (option.value() instanceof List<?> items && items.size() <= 16) {
      for (Object item : items) {
        if (item instanceof Long length && length >= 0 && length <= Integer.MAX_VALUE) {
          lengths.add(length.intValue());
        }
      }
      if (lengths.size() == items.size()) {
        return lengths;
      }
    }
    throw algebra.stop(option.valueSpan(), "formula.expected.lengths");
  }

  static long seed(Call.Option option, GraphAlgebra algebra) {
    if (option.value() instanceof Long seed) {
      return seed;
    }
    throw algebra.stop(option.valueSpan(), "formula.expected.seed");
  }

  static double number(Call.Option option, boolean positive, GraphAlgebra algebra) {
    if (option.value() instanceof Number number
        && Double.isFinite(number.doubleValue())
        && (!positive || number.doubleValue() > 0)) {
      return number.doubleValue();
    }
    throw algebra.stop(
        option.valueSpan(),
        positive ? "formula.expected.positive-number" : "formula.expected.one-number");
  }

  static Node.Source.Column column(Call.Option option, GraphAlgebra algebra) {
    for (Node.Source.Column column : Node.Source.Column.values()) {
      if (column.name().toLowerCase(Locale.ROOT).equals(option.value())) {
        return column;
      }
    }
    throw algebra.stop(option.valueSpan(), "formula.expected.column");
  }
}
