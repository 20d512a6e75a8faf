package backprop.file;

import backprop.message.Message;
import backprop.network.FloatTensor;
import backprop.tensor.Shape;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Float32 tensors with names, in the safetensors format: eight bytes with the length of a JSON
/// header, the header, the numbers.
///
/// A header entry is `"W1": {"dtype": "F32", "shape": [784, 128], "data_offsets": [from, to]}`;
/// texts lie under `__metadata__`. All numbers are little-endian. Source: the format's description
/// at github.com/huggingface/safetensors. A header is believed in nothing: every tensor must have
/// the bytes that its shape says, one after the other, from the first byte to the last.
///
/// @param tensors the tensors by name, in the order of their numbers in the file
/// @param metadata texts by name
record Safetensors(Map<String, FloatTensor> tensors, Map<String, String> metadata) {
  private static final String METADATA = "__metadata__";
  private static final int LENGTH_BYTES = Long.BYTES;
  private static final int LONGEST_HEADER = 16 * 1024 * 1024;

  /// The bytes of a file.
  byte[] write() {
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    ObjectNode texts = header.putObject(METADATA);
    metadata.forEach(texts::put);
    int end = 0;
    for (Map.Entry<String, FloatTensor> entry : tensors.entrySet()) {
      ObjectNode tensor = header.putObject(entry.getKey());
      tensor.put("dtype", "F32");
      ArrayNode shape = tensor.putArray("shape");
      for (int dim : entry.getValue().shape().dims()) {
        shape.add(dim);
      }
      int from = end;
      end = Math.addExact(from, Math.multiplyExact(Float.BYTES, entry.getValue().size()));
      tensor.putArray("data_offsets").add(from).add(end);
    }
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    // the numbers begin at a multiple of eight; the format fills up with spaces
    int padded = (text.length + LENGTH_BYTES - 1) / LENGTH_BYTES * LENGTH_BYTES;
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.addExact(LENGTH_BYTES + padded, end))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(text);
    while (bytes.position() < LENGTH_BYTES + padded) {
      bytes.put((byte) ' ');
    }
    for (FloatTensor tensor : tensors.values()) {
      for (float number : tensor.toArray()) {
        bytes.putFloat(number);
      }
    }
    return bytes.array();
  }

  /// Reads the bytes of a file.
  ///
  /// @throws BadContent with a sentence if they are not safetensors of float32 numbers, or the
  ///   header contradicts the numbers
  static Safetensors read(byte[] content) {
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    long length = content.length < LENGTH_BYTES ? -1 : bytes.getLong();
    if (length < 2 || length > LONGEST_HEADER || length > content.length - LENGTH_BYTES) {
      throw new BadContent(Message.of("trainer.model.not-safetensors"));
    }
    JsonNode header = header(content, (int) length);
    int start = LENGTH_BYTES + (int) length;
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    long end = 0;
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (entry.getKey().equals(METADATA)) {
        entry.getValue().properties().forEach(t -> metadata.put(t.getKey(), t.getValue().asText()));
        continue;
      }
      Shape shape = shape(entry.getKey(), entry.getValue(), content.length);
      JsonNode offsets = entry.getValue().path("data_offsets");
      long size = (long) shape.size() * Float.BYTES;
      boolean fits =
          offsets.size() == 2
              && offsets.get(0).isIntegralNumber()
              && offsets.get(1).isIntegralNumber()
              && offsets.get(0).longValue() == end
              && offsets.get(1).longValue() == end + size
              && end + size <= content.length - start;
      if (!fits) {
        throw new BadContent(Message.of("trainer.model.offsets", ShownName.of(entry.getKey())));
      }
      tensors.put(entry.getKey(), numbers(bytes, (int) (start + end), shape));
      end += size;
    }
    if (start + end != content.length) {
      throw new BadContent(Message.of("trainer.model.length", content.length, start + end));
    }
    return new Safetensors(tensors, metadata);
  }

  private static JsonNode header(byte[] content, int length) {
    try {
      JsonNode header = Json.parse(content, LENGTH_BYTES, length);
      if (header != null && header.isObject()) {
        return header;
      }
    } catch (JacksonException e) {
      throw new BadContent(Message.of("trainer.model.header"));
    } catch (IOException e) {
      throw new BadContent(Message.of("trainer.model.header"));
    }
    throw new BadContent(Message.of("trainer.model.header"));
  }

  private static Shape shape(String name, JsonNode tensor, int most) {
    JsonNode dims = tensor.path("shape");
    boolean legal =
        !name.isEmpty()
            && "F32".equals(tensor.path("dtype").asText(""))
            && dims.isArray()
            && dims.size() <= 8;
    int[] lengths = new int[legal ? dims.size() : 0];
    long size = 1;
    for (int axis = 0; axis < lengths.length && legal; axis++) {
      JsonNode dim = dims.get(axis);
      legal = dim.isInt() && dim.intValue() >= 0;
      lengths[axis] = dim.asInt();
      size *= lengths[axis];
      legal &= size <= most;
    }
    if (!legal) {
      throw new BadContent(Message.of("trainer.model.tensor", ShownName.of(name)));
    }
    return Shape.of(lengths);
  }

  private static FloatTensor numbers(ByteBuffer bytes, int from, Shape shape) {
    float[] numbers = new float[shape.size()];
    bytes.position(from);
    bytes.asFloatBuffer().get(numbers);
    return FloatTensor.of(shape, numbers);
  }
}
