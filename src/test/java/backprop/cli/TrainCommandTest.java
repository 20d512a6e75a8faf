package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.CheckpointFile;
import backprop.file.DocumentFile;
import backprop.file.ModelFile;
import backprop.formula.Functions;
import backprop.graph.GraphDocument;
import backprop.graph.Node;
import backprop.message.Language;
import backprop.network.Networks;
import backprop.network.Optimizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `train` as a person uses it, on a small table of images.
class TrainCommandTest {
  private static final List<String> FIELDS =
      List.of(
          "epoch",
          "iteration",
          "train_loss",
          "test_loss",
          "train_accuracy",
          "test_accuracy",
          "images_per_second",
          "seconds");

  @TempDir private Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    SmallTable.write(folder.resolve("digits"));
    DocumentFile.write(
        Networks.layers(Functions.RELU, 0.1, SmallTable.PIXELS, 16, 10),
        folder.resolve("net.backprop"));
  }

  private CommandLineProbe.Ran train(String... more) {
    List<String> words = new ArrayList<>(List.of("train", "net.backprop", "--data", "digits"));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private CommandLineProbe.Ran run(String... words) {
    return CommandLineProbe.in(folder).run(words);
  }

  private static List<JsonNode> json(CommandLineProbe.Ran ran) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : ran.lines()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void theHelpListsEveryOptimizer() {
    assertEquals(
        String.join("|", Optimizer.all().stream().map(Optimizer::name).toList()),
        TrainFlags.OPTIMIZERS);
  }

  @Test
  void jsonIsOneLineForEachEpochWithExactlyTheseFields() throws IOException {
    var ran =
        train("--epochs", "6", "--batch", "20", "--optimizer", "adam", "--lr", "0.02", "--json");
    assertEquals(0, ran.status(), ran::err);
    assertEquals("", ran.err());
    List<JsonNode> lines = json(ran);
    assertEquals(7, lines.size(), "the start and six epochs");
    for (int epoch = 0; epoch <= 6; epoch++) {
      JsonNode line = lines.get(epoch);
      List<String> names = new ArrayList<>();
      line.fieldNames().forEachRemaining(names::add);
      assertEquals(FIELDS, names);
      assertEquals(epoch, line.get("epoch").asDouble());
      assertEquals(epoch * 25, line.get("iteration").asInt());
    }
    JsonNode end = lines.getLast();
    assertTrue(end.get("test_accuracy").asDouble() > 0.9, ran::out);
    assertTrue(end.get("test_accuracy").asDouble() <= 1);
    assertFalse(ran.out().contains("E-"), "plain decimals");
    assertTrue(end.get("train_loss").asDouble() < lines.getFirst().get("train_loss").asDouble());
    assertTrue(end.get("images_per_second").asDouble() >= 0);
    assertTrue(end.get("seconds").asDouble() > 0);
  }

  @Test
  void aModelIsWrittenThatHasTheHistoryAndReopensToTheSameNumbers() {
    assertEquals(0, train("--iterations", "40", "--out", "a.safetensors").status());
    assertEquals(0, train("--iterations", "40", "--out", "b.safetensors").status());
    var a = ModelFile.read(folder.resolve("a.safetensors"));
    var b = ModelFile.read(folder.resolve("b.safetensors"));
    assertEquals(a.weights(), b.weights(), "the same seed gives the same bits");
    assertTrue(a.notes().get("training").contains("\"iterations\": 40"), a.notes()::toString);
    assertEquals(
        "[\"0\", \"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\"]",
        a.notes().get("labels"));
    assertEquals(0, train("--iterations", "40", "--seed", "2", "--out", "c.safetensors").status());
    assertNotEquals(a.weights(), ModelFile.read(folder.resolve("c.safetensors")).weights());
    assertFalse(
        Files.exists(folder.resolve("a.checkpoint.safetensors")), "done: nothing to resume");
  }

  @Test
  void threadsChangeNoBit() {
    for (String augment : List.of("none", "light")) {
      for (String threads : List.of("1", "2", "3")) {
        var ran =
            train(
                "--iterations",
                "30",
                "--batch",
                "21",
                "--augment",
                augment,
                "--threads",
                threads,
                "--out",
                augment + threads + ".safetensors");
        assertEquals(0, ran.status(), ran::err);
      }
      var alone = ModelFile.read(folder.resolve(augment + "1.safetensors")).weights();
      for (String threads : List.of("2", "3")) {
        var together = ModelFile.read(folder.resolve(augment + threads + ".safetensors")).weights();
        assertEquals(alone, together, augment + " " + threads);
      }
    }
  }

  @Test
  void evaluatesAtTheEndOnlyWhenToldSo() {
    var ran = train("--epochs", "2", "--batch", "20", "--evaluate", "end", "--json");
    assertEquals(1, ran.lines().size(), ran::out);
    assertTrue(ran.out().startsWith("{\"epoch\":2,"), ran::out);
  }

  @Test
  void withoutJsonALineSaysTheSameInWords() {
    var ran = train("--epochs", "1", "--batch", "20");
    assertTrue(ran.lines().getLast().startsWith("epoch 1, iteration 25: training loss "), ran::out);
    var korean =
        CommandLineProbe.in(folder)
            .with(Language.KOREAN)
            .run("train", "net.backprop", "--data", "digits", "--epochs", "1");
    assertTrue(korean.out().contains("1 에폭"), korean::out);
  }

  @ParameterizedTest
  @CsvSource({
    "sgd, 0.3",
    "momentum, 0.05",
    "nesterov, 0.05",
    "adagrad, 0.05",
    "rmsprop, 0.005",
    "adam, 0.01",
    "adamw, 0.01"
  })
  void everyOptimizerTrains(String optimizer, String rate) throws IOException {
    var ran =
        train(
            "--optimizer",
            optimizer,
            "--lr",
            rate,
            "--epochs",
            "8",
            "--batch",
            "20",
            "--json",
            "--schedule",
            "cosine",
            "--warmup",
            "5",
            "--sampling",
            "shuffled");
    assertEquals(0, ran.status(), ran::err);
    assertTrue(json(ran).getLast().get("train_accuracy").asDouble() > 0.9, ran::out);
  }

  @Test
  void aDocumentWithItsOwnValuesNeedsNoData() throws IOException {
    var ran = run("train", "simple-net-2x3", "--json", "--out", "s.safetensors");
    assertEquals(0, ran.status(), ran::err);
    assertTrue(ran.err().contains("6 numbers"), "the cost of numerical gradients is said first");
    JsonNode line = json(ran).getLast();
    assertTrue(line.get("iteration").asInt() < 1_000, "the stop rule ended it");
    assertTrue(line.get("train_loss").asDouble() < 0.02, ran::out);
    assertTrue(line.get("test_loss").isNull() && line.get("train_accuracy").isNull());
    assertEquals(0, run("train", "simple-net-2x3", "--gradients", "backpropagation").status());
  }

  @Test
  void standardisedPixelsGoIntoTheDocumentOfTheModel() {
    train("--iterations", "5", "--scaling", "standardised", "--out", "m.safetensors");
    GraphDocument document = ModelFile.read(folder.resolve("m.safetensors")).document();
    var x = (Node.Input) document.graph().node(backprop.graph.NodeId.of("x"));
    assertTrue(x.source().scaling().isStandardised());
    assertTrue(x.source().scaling().mean() > 0.1 && x.source().scaling().mean() < 0.5);
  }

  @Test
  void aNumberThatIsNotFiniteEndsTheRunWithItsPlaceAndStatusOne() {
    var ran = train("--lr", "1e30", "--out", "m.safetensors");
    assertEquals(1, ran.status());
    assertTrue(ran.err().startsWith("Training stopped at iteration "), ran::err);
    assertEquals(1, ran.err().lines().count());
    assertFalse(Files.exists(folder.resolve("m.safetensors")));
  }

  @Test
  void holdingBackLeavesTheTestSetAlone() throws IOException {
    var ran = train("--epochs", "1", "--batch", "20", "--hold-back", "100", "--json");
    assertEquals(20, json(ran).getLast().get("iteration").asInt(), ran::out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train|DOCUMENT|PRESET",
        "train nothing.backprop --data digits|neither a file nor a preset",
        "train net.backprop|say which with --data",
        "train net.backprop --data nowhere|nowhere",
        "train simple-net-2x3 --data digits|has its own values",
        "train net.backprop --data digits --epochs 0|--epochs cannot be “0”",
        "train net.backprop --data digits --epochs 1 --iterations 2|cannot be given together",
        "train net.backprop --data digits --optimizer adams|one of sgd, momentum",
        "train net.backprop --data digits --lr 0|--lr cannot be “0”",
        "train net.backprop --data digits --lr NaN|--lr cannot be “NaN”",
        "train net.backprop --data digits --momentum 0.9|none of the numbers that sgd has",
        "train net.backprop --data digits --schedule step:0:1|--schedule cannot be",
        "train net.backprop --data digits --threads 0|--threads cannot be",
        "train net.backprop --data digits --evaluate never|one of epoch, end",
        "train net.backprop --data digits --stop 5|--stop cannot be",
        "train net.backprop --data digits --hold-back 500|--hold-back cannot be",
        "train net.backprop --data digits --recipe net.backprop|net.backprop was not opened",
        "train net.backprop --data digits --resume net.backprop|net.backprop",
        "train net.backprop --data digits --out net.backprop/m.safetensors|m.safetensors",
        "train two-layer-784-50-10 --data digits|takes 784 numbers an image",
        "train noloss.backprop --data digits|marks no loss",
        "train ranked.backprop --data digits|a single number"
      })
  void whatIsWrongIsOneSentenceAndStatusTwo(String words, String says) throws IOException {
    String net = Files.readString(folder.resolve("net.backprop"));
    Files.writeString(folder.resolve("noloss.backprop"), "{\"format\": 1, \"nodes\": []}");
    Files.writeString(
        folder.resolve("ranked.backprop"), net.replace("\"loss\": \"loss\"", "\"loss\": \"a2\""));
    var ran = run(words.split(" "));
    assertEquals(2, ran.status(), ran::err);
    assertTrue(ran.err().contains(says.strip()), ran::err);
    assertEquals(1, ran.err().lines().count(), ran::err);
    assertEquals("", ran.out());
  }

  @Test
  void aCheckpointIsAModelThatGoesOnAndAFinishedModelIsNone() {
    train("--iterations", "30", "--out", "m.safetensors");
    var ran = run("train", "net.backprop", "--data", "digits", "--resume", "m.safetensors");
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("not a checkpoint"), ran::err);
    assertEquals(".checkpoint", CheckpointFile.MARK);
  }
}
