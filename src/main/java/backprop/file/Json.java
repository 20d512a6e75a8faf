package backprop.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The JSON that documents are written in: strict, limited in depth and length, one space after
/// commas and colons.
final class Json {
  /// The deepest nesting a file may have.
  static final int DEEPEST = 64;

  private static final int LONGEST_TEXT = 1_000_000;
  private static final int LONGEST_NUMBER = 400;

  static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST_TEXT)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /// One line, with a space after each comma and colon.
  private static final class OneLine extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator generator) throws IOException {
      generator.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator generator) throws IOException {
      generator.writeRaw(", ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator generator) throws IOException {
      generator.writeRaw(", ");
    }
  }

  private Json() {}

  /// The value that these bytes say.
  ///
  /// @throws BadContent if a number has an exponent that even a decimal of any length cannot hold
  /// @throws IOException if it is not JSON, or beyond a limit
  static JsonNode parse(byte[] content, int from, int length) throws IOException {
    try {
      return MAPPER.readTree(content, from, length);
    } catch (NumberFormatException | ArithmeticException e) { // not said as a JacksonException
      throw new BadContent("exponent");
    }
  }

  /// The value as text on one line.
  static String text(JsonNode node) {
    try {
      return MAPPER.writer(new OneLine()).writeValueAsString(node);
    } catch (IOException e) {
      throw new UncheckedIOException("a value in memory could not be written", e);
    }
  }

  /// The value of a text that [#text] made.
  static JsonNode value(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("a kept value could not be read", e);
    }
  }
}
