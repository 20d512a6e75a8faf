package backprop.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A legal value for each setting of one operation, as its maker reads them.
public final class SettingValues {
  private final Map<String, Object> values;

  SettingValues(Map<String, Object> values) {
    this.values = Map.copyOf(values);
  }

  int whole(String name) {
    return (Integer) value(name);
  }

  /// A convolution's padding, [ConvolutionSettings#SAME] for the text `same`.
  int padding(String name) {
    return value(name) instanceof Integer zeros ? zeros : ConvolutionSettings.SAME;
  }

  double real(String name) {
    return (Double) value(name);
  }

  boolean flag(String name) {
    return (Boolean) value(name);
  }

  List<Integer> wholes(String name) {
    List<Integer> wholes = new ArrayList<>();
    for (Object whole : (List<?>) value(name)) {
      wholes.add((Integer) whole);
    }
    return List.copyOf(wholes);
  }

  private Object value(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }
}
