package backprop.cli;

import backprop.message.Message;
import backprop.message.MessageException;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One line of `eval --batch`: `{"formula": "…", "inputs": {"x": 1.5, "W": [[1, 2], [3, 4]]}}`.
///
/// A number may also be a text that JSON has no number for (`"Infinity"`, `"-Infinity"`, `"NaN"`),
/// which is how results are written. `"upstream"` may give the gradient at the output. Other fields
/// are passed over.
record BatchLine(String formula, Map<String, Tensor> inputs, Optional<Tensor> upstream) {
  private static final int DEEPEST = 64;
  private static final int HIGHEST_RANK = 16;
  private static final int LONGEST_NUMBER = 400;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(LONGEST_NUMBER)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // what Python's json writes for infinities and NaN
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  /// Reads a line of UTF-8 text.
  ///
  /// @param length how many bytes of the array are the line
  /// @throws MessageException with a sentence that says what is wrong with it
  static BatchLine read(byte[] line, int length) {
    try (var json = FACTORY.createParser(line, 0, length)) {
      return new Reading(json).line();
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw new MessageException(
          Message.of("cli.batch.json", at == null ? 1 : at.getColumnNr()), e);
    } catch (IOException e) {
      throw new MessageException(Message.of("cli.batch.json", 1), e);
    }
  }

  /// The reading of one line.
  private static final class Reading {
    private final JsonParser json;
    private double[] numbers = new double[8];
    private int count;

    Reading(JsonParser json) {
      this.json = json;
    }

    BatchLine line() throws IOException {
      var formula = Optional.<String>empty();
      var inputs = new LinkedHashMap<String, Tensor>();
      var upstream = Optional.<Tensor>empty();
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new MessageException(Message.of("cli.batch.no-object"));
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        var field = json.currentName();
        json.nextToken();
        switch (field) {
          case "formula" -> formula = Optional.of(text());
          case "inputs" -> inputs(inputs);
          case "upstream" -> upstream = Optional.of(tensor("upstream"));
          default -> json.skipChildren();
        }
      }
      if (json.nextToken() != null) {
        throw new MessageException(Message.of("cli.batch.no-object"));
      }
      return new BatchLine(
          formula.orElseThrow(() -> new MessageException(Message.of("cli.batch.no-formula"))),
          inputs,
          upstream);
    }

    private String text() throws IOException {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw new MessageException(Message.of("cli.batch.no-formula"));
      }
      return json.getText();
    }

    private void inputs(Map<String, Tensor> inputs) throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new MessageException(Message.of("cli.batch.no-inputs"));
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        var name = json.currentName();
        json.nextToken();
        inputs.put(name, tensor(name));
      }
    }

    private Tensor tensor(String name) throws IOException {
      count = 0;
      var dims = new int[HIGHEST_RANK];
      Arrays.fill(dims, -1);
      int rank = value(name, dims, 0);
      return Tensor.of(Shape.of(Arrays.copyOf(dims, rank)), Arrays.copyOf(numbers, count));
    }

    /// Reads a number or a list, and gives how deep its lists are.
    private int value(String name, int[] dims, int depth) throws IOException {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        add(number(name));
        return 0;
      }
      if (depth == HIGHEST_RANK) {
        throw new MessageException(Message.of("cli.batch.no-tensor", name));
      }
      int length = 0;
      int inner = 0;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        int rank = value(name, dims, depth + 1);
        if (length > 0 && rank != inner) {
          throw new MessageException(Message.of("cli.batch.no-tensor", name));
        }
        inner = rank;
        length++;
      }
      if (dims[depth] >= 0 && dims[depth] != length) {
        throw new MessageException(Message.of("cli.batch.no-tensor", name));
      }
      dims[depth] = length;
      return inner + 1;
    }

    /// The number as its digits say it, to the last bit; a whole number's −0 too.
    private double number(String name) throws IOException {
      return switch (json.currentToken()) {
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(name, json.getText());
        case VALUE_STRING ->
            switch (json.getText()) {
              case "Infinity" -> Double.POSITIVE_INFINITY;
              case "-Infinity" -> Double.NEGATIVE_INFINITY;
              case "NaN" -> Double.NaN;
              default -> throw new MessageException(Message.of("cli.batch.no-tensor", name));
            };
        default -> throw new MessageException(Message.of("cli.batch.no-tensor", name));
      };
    }

    private static double finite(String name, String digits) {
      double value =
          switch (digits) {
            case "INF", "+INF", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-INF" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(digits);
          };
      if (Double.isInfinite(value) && Character.isDigit(digits.charAt(digits.length() - 1))) {
        throw new MessageException(Message.of("cli.batch.too-large", name, digits));
      }
      return value;
    }

    private void add(double number) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = number;
    }
  }
}
