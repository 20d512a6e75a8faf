package backprop.file;

import backprop.message.Message;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/// The fields of one JSON object, each asked for by name; what was not asked for is refused.
///
/// A sentence names a field with the object it stands in: `optimizer.epsilon`.
final class RecipeFields {
  private final JsonNode json;
  private final String inside;
  private final List<String> asked = new ArrayList<>();

  RecipeFields(JsonNode json, String inside) {
    this.json = json;
    this.inside = inside;
    if (!json.isObject()) {
      throw new BadContent(Message.of("recipe.object", inside));
    }
  }

  boolean has(String field) {
    asked.add(field);
    return json.has(field);
  }

  /// The object in a field.
  RecipeFields object(String field) {
    asked.add(field);
    return new RecipeFields(json.path(field), where(field));
  }

  /// A finite number that passes; `otherwise` where the field is left out.
  double number(String field, double otherwise, DoublePredicate passes) {
    if (!has(field)) {
      return otherwise;
    }
    JsonNode value = json.get(field);
    double number = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!Double.isFinite(number) || !passes.test(number)) {
      throw wrong(field);
    }
    return number;
  }

  /// A whole number from `least` to `most`.
  long whole(String field, long otherwise, long least, long most) {
    if (!has(field)) {
      return otherwise;
    }
    JsonNode value = json.get(field);
    boolean fits =
        value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= least
            && value.longValue() <= most;
    if (!fits) {
      throw wrong(field);
    }
    return value.longValue();
  }

  boolean flag(String field, boolean otherwise) {
    if (!has(field)) {
      return otherwise;
    }
    if (!json.get(field).isBoolean()) {
      throw wrong(field);
    }
    return json.get(field).booleanValue();
  }

  /// One of these by its name.
  <T> T choice(String field, T otherwise, List<T> choices, Function<T, String> name) {
    if (!has(field)) {
      return otherwise;
    }
    String given = json.get(field).asText("");
    return choices.stream()
        .filter(choice -> name.apply(choice).equals(given) && json.get(field).isTextual())
        .findFirst()
        .orElseThrow(
            () ->
                new BadContent(
                    Message.of(
                        "recipe.choice",
                        where(field),
                        TensorJson.shortened(json.get(field)),
                        String.join(", ", choices.stream().map(name).toList()))));
  }

  BadContent wrong(String field) {
    return new BadContent(
        Message.of("recipe.value", where(field), TensorJson.shortened(json.get(field))));
  }

  /// Refuses fields that nobody asked for.
  void end() {
    for (var field : json.properties()) {
      if (!asked.contains(field.getKey())) {
        throw new BadContent(
            Message.of(
                "recipe.unknown",
                shortened(where(field.getKey())),
                String.join(", ", asked.stream().distinct().toList())));
      }
    }
  }

  private static String shortened(String name) {
    return name.length() <= 60 ? name : name.substring(0, 60) + "…";
  }

  private String where(String field) {
    return inside.isEmpty() ? field : inside + "." + field;
  }
}
