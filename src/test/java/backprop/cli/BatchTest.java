package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
  private final CommandLineProbe probe = CommandLineProbe.in(Path.of(""));
  @TempDir private Path folder;

  private List<JsonNode> answers(String input) throws Exception {
    var ran = probe.with(input).run("eval", "--batch", "-");
    assertEquals(0, ran.status(), ran::err);
    assertEquals("", ran.err());
    List<JsonNode> answers = new ArrayList<>();
    for (var line : ran.lines()) {
      answers.add(new ObjectMapper().readTree(line));
    }
    return answers;
  }

  @Test
  void eachLineIsAnsweredInOrderAndABadOneStopsNothing() throws Exception {
    var answers =
        answers(
            """
            {"formula": "(x + y)^2", "inputs": {"x": 1.5, "y": 2}}

            {"formula": "x +", "inputs": {"x": 1}}
            nonsense
            {"formula": "x * 2"}
            {"inputs": {"x": 2}}
            [1, 2]
              \t
            {"formula": "u = q + x; y = cos(q) + u * u", "inputs": {"q": 0.5, "x": 2}}\r
            {"formula": "W · x", "inputs": {}}
            {"formula": "exp(x)", "inputs": {"x": 1000}}""");
    assertEquals(9, answers.size());
    assertEquals(12.25, answers.get(0).get("value").doubleValue());
    assertEquals(7, answers.get(0).at("/grads/x").doubleValue());
    for (int bad : List.of(1, 2, 3, 4, 5, 7)) {
      assertTrue(answers.get(bad).get("error").isTextual(), answers.get(bad)::toString);
      assertEquals(1, answers.get(bad).size());
    }
    var fanOut = answers.get(6);
    assertEquals(2.5, fanOut.at("/values/u").doubleValue());
    assertEquals(5, fanOut.at("/grads/u").doubleValue());
    assertEquals(5 - Math.sin(0.5), fanOut.at("/grads/q").doubleValue(), 1e-15);
    assertFalse(fanOut.get("grads").has("y"), "nothing uses y");
    assertEquals("Infinity", answers.get(8).get("value").textValue());
  }

  @Test
  void tensorsAndInfinitiesGoInAndOut() throws Exception {
    var answers =
        answers(
            """
            {"formula": "sum(matmul(W, x))", "inputs": {"W": [[1, 2], [3, 4]], "x": [0.5, -1]}}
            {"formula": "x * y", "inputs": {"x": "-Infinity", "y": 2}}
            {"formula": "x * y", "inputs": {"x": NaN, "y": Infinity}}
            {"formula": "x * 1", "inputs": {"x": -0, "unused": [1, 2]}}
            {"formula": "x", "inputs": {"x": [[1, 2], [3]]}}
            {"formula": "x * x", "inputs": {"x": [1, 2]}, "upstream": [10, 100]}
            {"formula": "x", "inputs": {"x": 1e999}}
            """);
    assertEquals("[[0.5,-1.0],[0.5,-1.0]]", answers.get(0).at("/grads/W").toString());
    assertEquals("-Infinity", answers.get(1).get("value").textValue());
    assertEquals("NaN", answers.get(2).get("value").textValue());
    assertEquals("Infinity", answers.get(2).at("/grads/x").textValue());
    assertEquals("-0.0", answers.get(3).get("value").toString());
    assertEquals("[0.0,0.0]", answers.get(3).at("/grads/unused").toString());
    assertTrue(answers.get(4).has("error"));
    assertEquals("[20.0,400.0]", answers.get(5).at("/grads/x").toString());
    assertTrue(answers.get(6).has("error"));
  }

  @Test
  void numbersReadBackToTheLastBit() throws Exception {
    var random = new Random(7);
    var lines = new StringJoiner("\n");
    var given = new ArrayList<Double>();
    for (int i = 0; i < 500; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        given.add(number);
        lines.add("{\"formula\": \"identity(x)\", \"inputs\": {\"x\": " + number + "}}");
      }
    }
    var answers = answers(lines.toString());
    assertEquals(given.size(), answers.size());
    assertTrue(given.size() > 400);
    for (int i = 0; i < given.size(); i++) {
      assertEquals(given.get(i), answers.get(i).get("value").doubleValue());
    }
  }

  @Test
  void aFileIsReadWithItsByteOrderMark() throws Exception {
    var file = folder.resolve("사과 공식.jsonl");
    Files.writeString(file, "\ufeff{\"formula\": \"사과 * 2\", \"inputs\": {\"사과\": 3}}\n");
    var ran = probe.run("eval", "--batch", file.toString());
    assertEquals(
        "{\"value\":6.0,\"values\":{\"사과\":3.0},\"grads\":{\"사과\":2.0}}", ran.out().strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eval --batch missing.jsonl",
        "eval --batch",
        "eval --batch - x*y",
        "eval --batch src"
      })
  void wrongUseIsRefused(String line) {
    var ran = probe.run(line.split(" "));
    assertEquals(2, ran.status());
    assertEquals(1, ran.err().lines().count(), ran::err);
  }

  @Test
  void nestingWithoutEndIsAnErrorAndTheNextLineIsAnswered() throws Exception {
    var answers =
        answers(
            "{\"formula\": \""
                + "(".repeat(200_000)
                + "\"}\n"
                + "{\"formula\": \"x\", \"inputs\": {\"x\": "
                + "[".repeat(10_000)
                + "}}\n"
                + "{\"formula\": \"x + 1\", \"inputs\": {\"x\": 1}}\n");
    assertEquals(3, answers.size());
    assertTrue(answers.get(0).has("error") && answers.get(1).has("error"));
    assertEquals(2, answers.get(2).get("value").doubleValue());
  }
}
