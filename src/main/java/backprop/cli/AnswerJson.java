package backprop.cli;

import backprop.tensor.Tensor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/// Writes results as JSON on one line, so that every double reads back exactly.
///
/// A tensor is nested lists, a scalar a number; infinities and NaN are the texts `"Infinity"`,
/// `"-Infinity"`, `"NaN"`, for which JSON has no numbers. What has no gradient is `null`.
public final class AnswerJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private AnswerJson() {}

  /// What writes into a generator.
  @FunctionalInterface
  public interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  /// The JSON that something writes, as one line of text.
  public static String text(Writing writing) {
    var text = new StringWriter();
    try (var json = FACTORY.createGenerator(text)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory could not be written", e);
    }
    return text.toString();
  }

  /// `{"value": …, "values": {name: …}, "grads": {name: …}}`.
  static String of(Answer answer) {
    return text(
        json -> {
          json.writeStartObject();
          json.writeFieldName("value");
          write(answer.value(), json);
          json.writeObjectFieldStart("values");
          for (Map.Entry<String, Tensor> entry : answer.values().entrySet()) {
            json.writeFieldName(entry.getKey());
            write(entry.getValue(), json);
          }
          json.writeEndObject();
          json.writeObjectFieldStart("grads");
          for (var entry : answer.grads().entrySet()) {
            json.writeFieldName(entry.getKey());
            if (entry.getValue().isPresent()) {
              write(entry.getValue().get(), json);
            } else {
              json.writeNull();
            }
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  /// `{"error": "…"}`.
  static String error(String sentence) {
    return text(
        json -> {
          json.writeStartObject();
          json.writeStringField("error", sentence);
          json.writeEndObject();
        });
  }

  /// Writes a tensor: a number, or nested lists.
  public static void write(Tensor tensor, JsonGenerator json) throws IOException {
    write(tensor, 0, 0, tensor.size(), json);
  }

  private static void write(Tensor tensor, int axis, int from, int size, JsonGenerator json)
      throws IOException {
    if (axis == tensor.shape().rank()) {
      json.writeNumber(tensor.get(from));
      return;
    }
    json.writeStartArray();
    int length = tensor.shape().dim(axis);
    for (int i = 0; i < length; i++) {
      write(tensor, axis + 1, from + i * (size / length), size / length, json);
    }
    json.writeEndArray();
  }
}
