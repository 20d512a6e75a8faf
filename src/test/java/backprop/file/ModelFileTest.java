package backprop.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.ModelFile.Model;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.message.Language;
import backprop.message.Message;
import backprop.message.Messages;
import backprop.network.FloatTensor;
import backprop.network.Weights;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trained networks as files: there and back, and everything a broken or hostile file can say.
class ModelFileTest {
  private static final GraphDocument DOCUMENT =
      Presets.find("two-layer-784-50-10").orElseThrow().open();

  private static Model model() {
    return new Model(
        DOCUMENT, Weights.initial(DOCUMENT.graph()), Map.of("test accuracy", "0.9", "by", "나"));
  }

  @Test
  void whatIsWrittenIsReadAgainToTheBit(@TempDir Path folder) {
    Path file = folder.resolve("net" + ModelFile.EXTENSION);
    ModelFile.write(model(), file);
    Model read = ModelFile.read(file);
    assertEquals(model().weights(), read.weights());
    assertEquals(model().notes(), read.notes());
    assertEquals(DocumentFile.text(DOCUMENT), DocumentFile.text(read.document()));
    assertArrayEquals(ModelFile.bytes(model()), ModelFile.bytes(read));
  }

  @Test
  void labelsComeBack() {
    Model model =
        new Model(DOCUMENT, model().weights(), Map.of("labels", "[\"T-shirt/top\", \"바지\"]"));
    byte[] bytes = ModelFile.bytes(model);
    Model read = ModelFile.read(bytes, "net");
    assertEquals(List.of("T-shirt/top", "바지"), read.labels());
    assertArrayEquals(bytes, ModelFile.bytes(read));
    assertEquals(List.of(), ModelFile.read(ModelFile.bytes(model()), "net").labels());
  }

  @Test
  void otherMetadataThanOursAreRefused() {
    for (String bad : List.of("", "{}", "[1]", "[", "7", "[".repeat(5_000))) {
      byte[] bytes = ModelFile.bytes(new Model(DOCUMENT, model().weights(), Map.of("labels", bad)));
      FileException thrown = assertThrows(FileException.class, () -> ModelFile.read(bytes, "bad"));
      assertEquals(
          "trainer.model.metadata", ((Message) thrown.sentence().arguments().getLast()).key());
    }
  }

  @Test
  void whatBatchNormRemembersIsInTheFile() {
    GraphDocument document = backprop.network.Networks.convolutional(6, 2, 3);
    FloatTensor mean = FloatTensor.of(Shape.of(2), 0.25f, -1f);
    FloatTensor variance = FloatTensor.of(Shape.of(2), 4f, 0.5f);
    Weights weights =
        Weights.initial(document.graph())
            .withState(
                Map.of(NodeId.of("norm"), Map.of("running_mean", mean, "running_var", variance)));
    Model model = new Model(document, weights, Map.of());
    byte[] bytes = ModelFile.bytes(model);
    assertEquals(weights, ModelFile.read(bytes, "net").weights());
    assertArrayEquals(bytes, ModelFile.bytes(ModelFile.read(bytes, "net")));
    assertTrue(Safetensors.read(bytes).tensors().containsKey("norm/running_var"));
  }

  @Test
  void theBytesAreThoseOfTheFormat() {
    Safetensors tensors =
        new Safetensors(Map.of("a", FloatTensor.of(Shape.of(2), 1f, -2f)), Map.of("k", "v"));
    byte[] bytes = tensors.write();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) buffer.getLong();
    assertEquals(0, length % 8);
    assertEquals(
        "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        new String(bytes, 8, length, StandardCharsets.UTF_8).strip());
    buffer.position(8 + length);
    assertEquals(1f, buffer.getFloat());
    assertEquals(-2f, buffer.getFloat());
    assertFalse(buffer.hasRemaining());
  }

  /// A file of this header and so many bytes of numbers.
  private static byte[] file(String header, int numbers) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + numbers)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  private static String tensor(String shape, String offsets) {
    return "{\"w\":{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
  }

  @Test
  void everyLieOfAHeaderIsOneSentence() {
    Map<String, List<byte[]>> lies = new LinkedHashMap<>();
    lies.put(
        "trainer.model.not-safetensors",
        List.of(
            new byte[0],
            new byte[7],
            "{\"a\": 1}".getBytes(StandardCharsets.UTF_8),
            ByteBuffer.allocate(16).putLong(-1).array(),
            ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(9).array(),
            ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Long.MAX_VALUE)
                .array()));
    lies.put(
        "trainer.model.header",
        List.of(
            file("[]", 0),
            file("{]", 0),
            file("\u0000\u0001", 0),
            file("{\"a\":1} x", 0),
            file(tensor("[1]", "[0,4]").replace("}}", "},\"w\":{}}"), 4),
            file("[".repeat(5_000), 0)));
    lies.put(
        "trainer.model.tensor",
        List.of(
            file(tensor("[1]", "[0,4]").replace("F32", "F64"), 4),
            file(tensor("[-1]", "[0,4]"), 4),
            file(tensor("[1.5]", "[0,4]"), 4),
            file(tensor("[65536,65536,65536,65536]", "[0,0]"), 0),
            file(tensor("[2147483647,2147483647]", "[0,4]"), 4),
            file(tensor("[1,1,1,1,1,1,1,1,1]", "[0,4]"), 4),
            file(tensor("\"2\"", "[0,4]"), 4),
            file("{\"w\":7}", 4),
            file(tensor("[1]", "[0,4]").replace("\"w\"", "\"\""), 4)));
    lies.put(
        "trainer.model.offsets",
        List.of(
            file(tensor("[1]", "[0,8]"), 8),
            file(tensor("[1]", "[4,8]"), 8),
            file(tensor("[1]", "[-4,0]"), 4),
            file(tensor("[1]", "[0]"), 4),
            file(tensor("[1]", "[0,\"4\"]"), 4),
            file(tensor("[3]", "[0,12]"), 8),
            file(tensor("[1]", "[0,9223372036854775807]"), 8)));
    lies.put("trainer.model.length", List.of(file(tensor("[1]", "[0,4]"), 5)));
    lies.put("trainer.model.no-document", List.of(file("{}", 0), file(tensor("[1]", "[0,4]"), 4)));
    int checked = 0;
    for (Map.Entry<String, List<byte[]>> lie : lies.entrySet()) {
      for (byte[] content : lie.getValue()) {
        FileException thrown =
            assertThrows(
                FileException.class,
                () -> ModelFile.read(content, "bad.safetensors"),
                lie.getKey());
        Message inside = (Message) thrown.sentence().arguments().getLast();
        assertEquals(lie.getKey(), inside.key());
        for (Language language : Language.values()) {
          String sentence = Messages.in(language).format(thrown.sentence());
          assertTrue(sentence.contains("bad.safetensors"), sentence);
          assertFalse(sentence.contains("trainer."), sentence);
          assertFalse(sentence.contains("\n"), sentence);
        }
        checked++;
      }
    }
    assertTrue(checked > 25);
  }

  @Test
  void aNameWithALineBreakStaysInOneSentence() {
    byte[] content = file(tensor("[-1]", "[0,4]").replace("\"w\"", "\"w\\nw\\u0007\""), 4);
    FileException thrown =
        assertThrows(FileException.class, () -> ModelFile.read(content, "bad.safetensors"));
    String sentence = Messages.in(Language.ENGLISH).format(thrown.sentence());
    assertTrue(sentence.contains("w·w·"), sentence);
    assertFalse(sentence.contains("\n"), sentence);
  }

  @Test
  void weightsOfAnotherNetworkAreRefused() {
    Weights other =
        model().weights().with(NodeId.of("b2"), FloatTensor.of(Shape.of(3), 1f, 2f, 3f));
    byte[] content = ModelFile.bytes(new Model(DOCUMENT, other, Map.of()));
    FileException thrown =
        assertThrows(FileException.class, () -> ModelFile.read(content, "bad.safetensors"));
    assertEquals(
        "trainer.model.weights", ((Message) thrown.sentence().arguments().getLast()).key());
  }

  @Test
  void damageNeverGetsThroughAsAnythingButASentence() {
    byte[] whole = ModelFile.bytes(model());
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = whole.clone();
      // mostly in the header, where it can do harm
      int at = CounterRandom.below(1, i, i % 4 == 0 ? whole.length : 3_000);
      damaged[at] ^= (byte) (1 << CounterRandom.below(2, i, 8));
      try {
        ModelFile.read(damaged, "bad.safetensors");
      } catch (FileException e) {
        refused++;
      }
    }
    assertTrue(refused > 500);
  }
}
