package backprop.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// The golden numbers: results of PyTorch and NumPy in float64, made without any code of this
/// project.
public final class Golden {
  private Golden() {}

  public static JsonNode read(String file) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// A number or nested rows of numbers as a tensor.
  public static Tensor tensor(JsonNode node) {
    List<Integer> dims = new ArrayList<>();
    for (JsonNode at = node; at.isArray(); at = at.get(0)) {
      dims.add(at.size());
    }
    List<Double> numbers = new ArrayList<>();
    collect(node, numbers);
    return Tensor.of(
        Shape.of(dims.stream().mapToInt(Integer::intValue).toArray()),
        numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void collect(JsonNode node, List<Double> numbers) {
    if (node.isArray()) {
      node.forEach(item -> collect(item, numbers));
    } else {
      numbers.add(node.doubleValue());
    }
  }

  public static void assertClose(Tensor expected, Tensor actual, double relative, double absolute) {
    assertEquals(expected.shape(), actual.shape());
    for (int i = 0; i < expected.size(); i++) {
      double want = expected.get(i);
      double tolerance = absolute + relative * Math.abs(want);
      int position = i;
      assertEquals(want, actual.get(i), tolerance, () -> "number " + position + " of " + actual);
    }
  }
}
