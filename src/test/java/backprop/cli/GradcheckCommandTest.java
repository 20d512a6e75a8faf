package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.file.DocumentFile;
import backprop.file.ModelFile;
import backprop.formula.Functions;
import backprop.graph.GraphDocument;
import backprop.graph.NodeId;
import backprop.network.FloatTensor;
import backprop.network.Networks;
import backprop.network.Weights;
import backprop.tensor.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `gradcheck` finds the two engines at one, and says so when they are not.
class GradcheckCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeFiles() throws IOException {
    SmallTable.write(folder.resolve("digits"));
  }

  private CommandLineProbe.Ran gradcheck(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "gradcheck";
    System.arraycopy(words, 0, all, 1, words.length);
    return CommandLineProbe.in(folder).run(all);
  }

  @Test
  void filtersNormsAndMasksAgree() throws IOException {
    DocumentFile.write(
        Networks.convolutional(SmallTable.SIDE, 4, 10), folder.resolve("net.backprop"));
    var ran = gradcheck("net.backprop", "--data", "digits", "--batch", "20", "--json");
    assertEquals(0, ran.status(), ran::out);
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertTrue(json.get("agrees").asBoolean());
    assertEquals(6, json.get("parameters").size());
    assertEquals(20, json.get("batch").asInt());
    for (JsonNode row : json.get("parameters")) {
      // c enters batch normalisation, which takes any shift away
      assertTrue(
          row.get("largest").asDouble() > 0.1 != row.get("name").asText().equals("c"),
          row::toString);
      assertTrue(row.get("relative").asDouble() < 5e-5, row::toString);
    }
    assertEquals(json.get("loss_float64").asDouble(), json.get("loss_float32").asDouble(), 1e-5);
  }

  @Test
  void aDocumentWithItsOwnValuesNeedsNoData() {
    var ran = gradcheck("simple-net-2x3");
    assertEquals(0, ran.status(), ran::err);
    assertTrue(ran.out().startsWith("All gradients agree"), ran::out);
  }

  @Test
  void aGradientThatIsNoNumberIsWrongAndStatusOne() {
    GraphDocument document = Networks.layers(Functions.RELU, 0.1, SmallTable.PIXELS, 3, 10);
    Weights broken =
        Weights.initial(document.graph())
            .with(
                NodeId.of("b2"),
                FloatTensor.of(Shape.of(10), 1, 2, Float.NaN, 0, 0, 0, 0, 0, 0, 0));
    ModelFile.write(
        new ModelFile.Model(document, broken, Map.of()), folder.resolve("m.safetensors"));
    var ran = gradcheck("m.safetensors", "--data", "digits");
    assertEquals(1, ran.status(), ran::out);
    assertTrue(ran.out().contains("wrong"), ran::out);
  }

  @Test
  void aTenthOfAPercentIsMoreThanRoundingExplains() {
    assertTrue(new GradientComparison.Row("W", Shape.of(1), 2, 1e-5, 2).agrees());
    assertFalse(new GradientComparison.Row("W", Shape.of(1), 2, 2e-3, 2).agrees());
    assertFalse(new GradientComparison.Row("W", Shape.of(1), 0, 1e-30, 0).agrees());
    assertTrue(new GradientComparison.Row("W", Shape.of(1), 0, 0, 0).agrees());
  }

  @Test
  void whatIsWrongIsOneSentence() {
    for (String[] words :
        new String[][] {
          {"nothing"},
          {"two-layer-784-50-10"},
          {"two-layer-784-50-10", "--data", "digits"},
          {"two-layer-784-50-10", "--data", "nowhere"},
          {"two-layer-784-50-10", "--data", "digits", "--batch", "0"}
        }) {
      var ran = gradcheck(words);
      assertEquals(2, ran.status(), ran::err);
      assertEquals(1, ran.err().lines().count(), ran::err);
    }
  }
}
