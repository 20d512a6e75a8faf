package backprop.file.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.DigitData;
import backprop.data.DigitSet;
import backprop.file.DocumentFile;
import backprop.file.ModelFile;
import backprop.graph.GraphDocument;
import backprop.graph.InitialValue;
import backprop.graph.Node;
import backprop.graph.NodeId;
import backprop.graph.OwnRules;
import backprop.message.MessageException;
import backprop.network.Clipping;
import backprop.network.FloatTensor;
import backprop.network.Kernels;
import backprop.network.Optimizer;
import backprop.network.Weights;
import backprop.op.Dropout;
import backprop.op.OpContext;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.training.Evaluator;
import backprop.training.Recipe;
import backprop.training.Sampling;
import backprop.training.Schedule;
import backprop.training.TrainingLength;
import backprop.training.TrainingPlan;
import backprop.training.TrainingService;
import backprop.training.TrainingSnapshot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Oracle: PyTorch. The exported script, alone and as two ranks, has the losses of our own run of
/// the same plan: a convolution, batch normalisation, dropout, standardised pixels, shuffled
/// mini-batches, momentum with weight decay, clipping, a warm-up and a cosine.
class TrainingCodeTest {
  private static final int SIDE = 6;
  private static final int TRAIN = 95;
  private static final int TEST = 40;
  private static final int ITERATIONS = 40;

  /// How far the first loss may be from ours, relative to it: one forward pass in float32.
  private static final double FIRST = 1e-6;

  /// How far any loss of the run may be: rounding that the steps carry on.
  private static final double DRIFT = 2e-3;

  private static final String DOCUMENT =
      """
      {"format": 2, "title": "Small \\"net\\"", "loss": "loss", "prediction": "a", "nodes": [
        {"id": "x", "kind": "input", "name": "x", "data": "image", "shape": ["N", 1, 6, 6],
         "scaling": {"mean": 0.25, "deviation": 0.5}},
        {"id": "t", "kind": "input", "name": "t", "data": "label", "shape": ["N"]},
        {"id": "필터", "kind": "parameter", "name": "F", "shape": [3, 1, 3, 3],
         "init": {"kind": "he", "seed": 4}},
        {"id": "g", "kind": "parameter", "name": "γ", "shape": [3],
         "init": {"values": [1, 1.5, 0.75]}},
        {"id": "beta", "kind": "parameter", "name": "β", "shape": [3], "init": {"kind": "zeros"}},
        {"id": "W", "kind": "parameter", "name": "W", "shape": [108, 10],
         "init": {"kind": "glorot", "seed": 5}},
        {"id": "b", "kind": "parameter", "name": "b", "shape": [10], "init": {"kind": "zeros"}},
        {"id": "unused", "kind": "parameter", "name": "unused", "shape": [2],
         "init": {"kind": "normal", "deviation": 1, "seed": 9}},
        {"id": "conv", "kind": "operation", "op": "conv2d", "settings": {"padding": "same"},
         "inputs": ["x", "필터"]},
        {"id": "norm", "kind": "operation", "op": "batch_norm", "inputs": ["conv", "g", "beta"]},
        {"id": "tanh", "kind": "operation", "op": "tanh", "inputs": ["norm"]},
        {"id": "drop", "kind": "operation", "op": "dropout", "settings": {"keep": 0.8},
         "inputs": ["tanh"]},
        {"id": "flat", "kind": "operation", "op": "flatten", "inputs": ["drop"]},
        {"id": "a", "kind": "operation", "op": "affine", "inputs": ["flat", "W", "b"]},
        {"id": "loss", "kind": "operation", "op": "softmax_loss", "inputs": ["a", "t"]}
      ]}
      """;

  private static final Recipe RECIPE =
      Recipe.TEXTBOOK
          .withOptimizer(new Optimizer.Momentum(0.8), 0.05)
          .withSchedule(new Schedule.WarmUp(5, new Schedule.Cosine(0.1)))
          .withWeightDecay(0.001)
          .withClipping(new Clipping.Norm(1.5))
          .withBatch(20)
          .withSampling(Sampling.SHUFFLED, 7)
          .withLength(new TrainingLength.Iterations(ITERATIONS));

  private static final Path DRIVER =
      Path.of("src", "test", "resources", "backprop", "file", "code", "run_training.py");

  @TempDir private Path folder;

  private static GraphDocument document() {
    return DocumentFile.read(DOCUMENT.getBytes(UTF_8), "small");
  }

  /// Images of a bright row or column for each class, and noise.
  private static DigitSet set(int count, long seed) {
    byte[] labels = new byte[count];
    byte[] pixels = new byte[count * SIDE * SIDE];
    for (int image = 0; image < count; image++) {
      labels[image] = (byte) CounterRandom.below(seed, image, 10);
      for (int i = 0; i < SIDE * SIDE; i++) {
        int line = labels[image] < 5 ? i / SIDE : i % SIDE;
        int noise = CounterRandom.below(seed + 1, (long) image * SIDE * SIDE + i, 120);
        pixels[image * SIDE * SIDE + i] = (byte) (line == labels[image] % 5 ? 130 + noise : noise);
      }
    }
    return new DigitSet(SIDE, SIDE, pixels, labels, DigitSet.numbered(10));
  }

  private void write(String kind, DigitSet set) throws IOException {
    int count = set.count();
    var images = ByteBuffer.allocate(16 + count * SIDE * SIDE);
    images.putInt(0x803).putInt(count).putInt(SIDE).putInt(SIDE);
    var labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int image = 0; image < count; image++) {
      set.copyBytes(image, images.array(), 16 + image * SIDE * SIDE);
      labels.put((byte) set.label(image));
    }
    Files.write(folder.resolve(kind + "-images-idx3-ubyte"), images.array());
    Files.write(folder.resolve(kind + "-labels-idx1-ubyte"), labels.array());
  }

  private static TrainingSnapshot ours(DigitData data) throws InterruptedException {
    try (var service = new TrainingService()) {
      service.start(TrainingPlan.of(document(), data, RECIPE));
      return service.await();
    }
  }

  @Test
  void theScriptTrainsAsWeDoAloneAndAsTwoRanks() throws Exception {
    var data = new DigitData(set(TRAIN, 1), set(TEST, 3));
    write("train", data.train());
    write("t10k", data.test());
    var script = folder.resolve("train.py");
    Files.writeString(script, CodeExport.training(document(), RECIPE), UTF_8);
    var arguments = List.of(script.toString(), "--data", folder.toString(), "--json");
    List<String> watched = new ArrayList<>(arguments);
    watched.add(0, DRIVER.toString());
    watched.add(2, folder.resolve("bits.json").toString());
    Python.run(folder, watched, "alone", Map.of());
    drawsOurNumbers(new ObjectMapper().readTree(folder.resolve("bits.json").toFile()));
    int port = Python.freePort();
    for (int rank = 1; rank >= 0; rank--) {
      var environment =
          Map.of(
              "WORLD_SIZE",
              "2",
              "RANK",
              "" + rank,
              "MASTER_ADDR",
              "127.0.0.1",
              "MASTER_PORT",
              "" + port);
      Python.start(folder, arguments, "rank" + rank, environment);
    }
    var run = ours(data);
    Python.finish(folder, "rank1");
    Python.finish(folder, "rank0");
    for (var name : List.of("alone", "rank0")) {
      var losses = Files.readAllLines(folder.resolve(name + ".losses"), UTF_8);
      assertEquals(ITERATIONS, losses.size(), name);
      for (int i = 0; i < ITERATIONS; i++) {
        double mine = run.losses().get(i);
        double bound = (i == 0 ? FIRST : DRIFT) * mine;
        assertEquals(mine, Double.parseDouble(losses.get(i)), bound, name + " " + i);
      }
      opensHere(name, run, data);
    }
    assertTrue(run.losses().last() < run.losses().get(0) / 2, "it learns");
  }

  /// Initial weights, mini-batches and masks are ours bit for bit.
  private static void drawsOurNumbers(JsonNode drawn) {
    int parameters = 0;
    for (Node node : document().graph().nodes()) {
      if (node instanceof Node.Parameter parameter) {
        var expected = FloatTensor.of(InitialValue.of(parameter)).toArray();
        var bytes = ByteBuffer.allocate(4 * expected.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(expected);
        assertEquals(
            HexFormat.of().formatHex(bytes.array()),
            drawn.path("initial").path(node.id().text()).asText(),
            node.name());
        parameters++;
      }
    }
    assertEquals(6, parameters);
    long draw = CounterRandom.name("mini-batch");
    for (int iteration = 0; iteration < 12; iteration++) {
      for (int i = 0; i < RECIPE.batch(); i++) {
        assertEquals(
            CounterRandom.below(CounterRandom.key(7, draw, iteration), i, TRAIN),
            drawn.path("batches").path("replacement").path(iteration).path(i).asInt());
        int place = iteration * RECIPE.batch() + i;
        assertEquals(
            shuffled(place / TRAIN)[place % TRAIN],
            drawn.path("batches").path("shuffled").path(iteration).path(i).asInt());
      }
    }
    var mask =
        new Dropout(0.8, false).mask(Shape.of(20, 3, 6, 6), new OpContext(true, 7, "drop", 3));
    for (int i = 0; i < mask.size() / 2; i++) {
      assertEquals((int) mask.get(mask.size() / 2 + i), drawn.path("mask").path(i).asInt());
    }
  }

  private static int[] shuffled(int epoch) {
    int[] order = IntStream.range(0, TRAIN).toArray();
    long key = CounterRandom.key(7, CounterRandom.name("shuffle"), epoch);
    for (int i = TRAIN - 1; i > 0; i--) {
      int j = CounterRandom.below(key, i, i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  /// The model file has the document and the weights of our run, and reads as well as it said.
  private void opensHere(String name, TrainingSnapshot run, DigitData data) throws IOException {
    var model = ModelFile.read(folder.resolve(name + ".safetensors"));
    assertEquals(document(), model.document());
    compare(run.weights(), model.weights(), name);
    double accuracy =
        new Evaluator(document(), Kernels.best()).evaluate(data.test(), model.weights()).accuracy();
    var said = Files.readAllLines(folder.resolve(name + ".out"), UTF_8).getLast();
    assertTrue(said.contains("\"test_accuracy\": " + accuracy), name + ": " + said);
    assertEquals(String.valueOf(ITERATIONS), model.notes().get("iterations"));
  }

  private static void compare(Weights ours, Weights theirs, String name) {
    assertEquals(ours.state().keySet(), theirs.state().keySet());
    for (var id : ours.tensors().keySet()) {
      var mine = ours.find(id).orElseThrow();
      var other = theirs.find(id).orElseThrow();
      for (int i = 0; i < mine.size(); i++) {
        assertEquals(mine.toArray()[i], other.toArray()[i], DRIFT, name + " " + id);
      }
    }
    var norm = NodeId.of("norm");
    ours.state()
        .get(norm)
        .forEach(
            (statistic, mine) -> {
              var other = theirs.state().get(norm).get(statistic);
              for (int i = 0; i < mine.size(); i++) {
                assertEquals(mine.toArray()[i], other.toArray()[i], DRIFT, name + statistic);
              }
            });
  }

  @Test
  void whatCannotBeTrainedSoIsRefusedInOneSentence() {
    var ruled = document().withRules(OwnRules.NONE.with(NodeId.of("flat"), true));
    for (var document : List.of(GraphDocument.EMPTY, ruled)) {
      assertThrows(MessageException.class, () -> CodeExport.training(document, RECIPE));
    }
  }
}
