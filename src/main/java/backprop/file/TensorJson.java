package backprop.file;

import backprop.graph.Shapes;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/// Tensors in a file: a number, nested lists, and the exact doubles again when read.
///
/// What JSON has no number for is a text: `"Infinity"`, `"-Infinity"`, `"NaN"`, `"-0"`. A tensor
/// without numbers says its shape: `{"shape": [0, 3]}`.
final class TensorJson {
  private static final double LARGEST_WHOLE = 1e15;
  private static final int HIGHEST_RANK = 16;

  private TensorJson() {}

  static JsonNode write(Tensor tensor) {
    if (tensor.size() == 0) {
      ObjectNode empty = JsonNodeFactory.instance.objectNode();
      empty.set("shape", write(tensor.shape()));
      return empty;
    }
    return write(tensor, 0, 0, tensor.size());
  }

  private static JsonNode write(Tensor tensor, int axis, int from, int size) {
    if (axis == tensor.shape().rank()) {
      return number(tensor.get(from));
    }
    int length = tensor.shape().dim(axis);
    ArrayNode list = JsonNodeFactory.instance.arrayNode(length);
    for (int i = 0; i < length; i++) {
      list.add(write(tensor, axis + 1, from + i * (size / length), size / length));
    }
    return list;
  }

  static JsonNode number(double value) {
    if (!Double.isFinite(value)) {
      return TextNode.valueOf(Double.toString(value));
    }
    if (value == 0 && 1 / value < 0) {
      return TextNode.valueOf("-0");
    }
    return value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE
        ? LongNode.valueOf((long) value)
        : DoubleNode.valueOf(value);
  }

  static JsonNode write(Shape shape) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode(shape.rank());
    for (int dim : shape.dims()) {
      if (dim == Shape.N) {
        list.add("N");
      } else {
        list.add(dim);
      }
    }
    return list;
  }

  /// Reads a tensor.
  ///
  /// @param where the field, for the sentence
  static Tensor read(JsonNode json, String where) {
    if (json.isObject() && json.has("shape")) {
      Shape shape = readShape(json.get("shape"), where);
      if (shape.isSymbolic() || Shapes.numbers(shape) != 0) {
        throw new BadContent("tensor", where);
      }
      return Tensor.zeros(shape);
    }
    List<Integer> dims = new ArrayList<>();
    for (JsonNode level = json; level.isArray(); level = level.get(0)) {
      dims.add(level.size());
      if (level.isEmpty() || dims.size() > HIGHEST_RANK) {
        throw new BadContent("tensor", where);
      }
    }
    double[] numbers = new double[count(json)];
    Shape shape = Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    int filled = fill(json, shape, 0, numbers, 0, where);
    if (filled != numbers.length) {
      throw new BadContent("ragged", where);
    }
    return Tensor.of(shape, numbers);
  }

  private static int count(JsonNode json) {
    if (!json.isArray()) {
      return 1;
    }
    int count = 0;
    for (JsonNode item : json) {
      count += count(item);
    }
    return count;
  }

  private static int fill(
      JsonNode json, Shape shape, int axis, double[] numbers, int at, String where) {
    if (axis == shape.rank()) {
      numbers[at] = readNumber(json, where);
      return at + 1;
    }
    if (!json.isArray() || json.size() != shape.dim(axis)) {
      throw new BadContent("ragged", where);
    }
    int next = at;
    for (JsonNode item : json) {
      next = fill(item, shape, axis + 1, numbers, next, where);
    }
    return next;
  }

  static double readNumber(JsonNode json, String where) {
    if (json.isNumber()) {
      double value = json.doubleValue();
      if (Double.isFinite(value)) {
        return value;
      }
      throw new BadContent("too-large-number", where);
    }
    return switch (json.isTextual() ? json.textValue() : "") {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      case "NaN" -> Double.NaN;
      case "-0" -> -0.0;
      default -> {
        if (json.isArray()) {
          throw new BadContent("ragged", where);
        }
        throw new BadContent("not-a-number", where, shortened(json));
      }
    };
  }

  static Shape readShape(JsonNode json, String where) {
    if (!json.isArray() || json.size() > HIGHEST_RANK) {
      throw new BadContent("shape", where, shortened(json));
    }
    int[] dims = new int[json.size()];
    for (int axis = 0; axis < dims.length; axis++) {
      JsonNode dim = json.get(axis);
      boolean batch = axis == 0 && dim.isTextual() && dim.textValue().equals("N");
      if (!batch && (!dim.isInt() || dim.intValue() < 0)) {
        throw new BadContent("shape", where, shortened(json));
      }
      dims[axis] = batch ? Shape.N : dim.intValue();
    }
    return Shape.of(dims);
  }

  /// A value as it stands in the file, cut where it is long.
  static String shortened(JsonNode json) {
    String text = Json.text(json);
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
