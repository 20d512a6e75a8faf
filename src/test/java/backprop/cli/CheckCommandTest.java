package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CheckCommandTest {
  private static final Path EXAMPLES = Path.of("assets", "examples");
  private final CommandLineProbe probe = CommandLineProbe.in(Path.of(""));

  private static List<Path> documents(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".backprop")).sorted().toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> examplesAreRightAndMistakesAreWrong() throws IOException {
    List<Path> right = documents(EXAMPLES);
    List<Path> wrong = documents(EXAMPLES.resolve("mistakes"));
    assertTrue(right.size() >= 8, right::toString);
    assertEquals(9, wrong.size());
    return Stream.concat(right.stream(), wrong.stream())
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.toString(),
                    () -> {
                      var ran = probe.run("check", file.toString());
                      assertEquals(wrong.contains(file) ? 1 : 0, ran.status(), ran::err);
                      assertEquals("", ran.err());
                    }));
  }

  private JsonNode json(int status, String... arguments) throws Exception {
    var ran = probe.run(arguments);
    assertEquals(status, ran.status(), ran::err);
    assertEquals(1, ran.lines().size());
    return new ObjectMapper().readTree(ran.out());
  }

  @Test
  void anEdgeHasItsNumbersAndItsVerdict() throws Exception {
    JsonNode edges =
        json(1, "check", "assets/examples/mistakes/one-hot-of-rank-1.backprop", "--json")
            .get("edges");
    assertEquals(1, edges.size());
    JsonNode edge = edges.get(0);
    assertEquals("x", edge.get("from").textValue());
    assertEquals("L", edge.get("to").textValue());
    assertEquals(0, edge.get("port").intValue());
    assertEquals(
        edge.at("/numerical/1").doubleValue(), 3 * edge.at("/backprop/1").doubleValue(), 1e-9);
    assertEquals(1.0 / 3, edge.get("ratio").doubleValue(), 1e-9);
    assertTrue(edge.get("wrong").booleanValue());
    assertEquals("divided", edge.get("mistake").textValue());
    assertEquals(2.0 / 3, edge.get("error").doubleValue(), 1e-9);
  }

  @Test
  void aFormulaGetsSeededValues() throws Exception {
    JsonNode answer = json(0, "check", "y = sin(x) * log(v) + sqrt(x)", "--json");
    assertEquals(2, answer.get("inputs").size());
    for (JsonNode edge : answer.get("edges")) {
      assertTrue(edge.get("checked").intValue() == 1, answer::toString);
    }
    JsonNode set = json(0, "check", "x * x", "--set", "x=3", "--json");
    assertEquals(6, set.at("/inputs/0/backprop").doubleValue());
  }

  @Test
  void dataBoundInputsGetSeededRows() throws Exception {
    JsonNode answer = json(0, "check", "assets/presets/two-layer-784-50-10.backprop", "--json");
    JsonNode w1 =
        answer
            .get("inputs")
            .valueStream()
            .filter(row -> row.get("name").textValue().equals("W1"))
            .findFirst()
            .orElseThrow();
    assertEquals(784 * 50, w1.get("of").intValue());
    assertTrue(w1.get("checked").intValue() <= 250, "a sample");
  }

  @Test
  void trainingSaysWhereItBreaks() {
    var ran =
        probe.run(
            "check", "assets/examples/mistakes/softmax-over-batch.backprop", "--train", "10000");
    assertEquals(1, ran.status());
    assertTrue(ran.err().contains("steps the first number that is not finite"), ran::err);
    assertTrue(ran.err().contains("0.098 of the rows"), ran::err);
    var wrong = probe.run("check", "x * x", "--train", "many");
    assertEquals(2, wrong.status());
  }
}
