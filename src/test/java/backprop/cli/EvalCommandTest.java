package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.message.Language;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvalCommandTest {
  private static final Path EXAMPLES = Path.of("assets", "examples");
  private final CommandLineProbe probe = CommandLineProbe.in(EXAMPLES);

  private JsonNode json(String... arguments) throws Exception {
    var ran = probe.run(arguments);
    assertEquals(0, ran.status(), ran::err);
    assertEquals(1, ran.lines().size(), ran::out);
    assertEquals("", ran.err());
    return new ObjectMapper().readTree(ran.out());
  }

  @Test
  void applesHaveTheTextbooksGradients() throws Exception {
    var answer = json("eval", "apples.backprop", "--json");
    assertEquals(220.00000000000003, answer.get("value").doubleValue());
    assertEquals(100, answer.at("/values/apple").doubleValue());
    assertEquals(2.2, answer.at("/grads/apple").doubleValue());
    assertEquals(110.00000000000001, answer.at("/grads/apples").doubleValue());
    assertEquals(200, answer.at("/grads/tax").doubleValue());
  }

  @Test
  void setGivesAnotherValueAndUpstreamScalesTheGradients() throws Exception {
    var answer =
        json(
            "eval",
            "apples.backprop",
            "--set",
            "apple=50",
            "--set=tax=2",
            "--upstream",
            "-1",
            "--json");
    assertEquals(200, answer.get("value").doubleValue());
    assertEquals(-4, answer.at("/grads/apple").doubleValue());
  }

  @Test
  void aPersonReadsTheValueFirstAndThenATable() {
    var ran = probe.run("eval", "apples.backprop");
    assertEquals("220.00000000000003", ran.lines().getFirst());
    assertTrue(ran.lines().contains("apple   100                 2.2"), ran::out);
    var korean = probe.with(Language.KOREAN).run("eval", "apples.backprop");
    assertTrue(korean.out().contains("기울기"), korean::out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eval missing.backprop | missing.backprop",
        "eval apples.backprop --set apple | --set",
        "eval apples.backprop --set pear=1 | pear",
        "eval apples.backprop --set apple=1,x | --set apple",
        "eval apples.backprop --upstream [1,2] | 2",
        "eval apples.backprop --jsn | --jsn",
        "eval apples.backprop apples.backprop | too many",
        "eval | FORMULA|FILE",
        "evaluate x | evaluate",
      })
  void aMistakeIsOneSentenceOnStandardErrorAndStatusTwo(String line, String named) {
    var ran = probe.run(line.split(" "));
    assertEquals(2, ran.status(), ran::out);
    assertEquals("", ran.out());
    assertEquals(1, ran.err().lines().count(), ran::err);
    assertTrue(ran.err().contains(named), ran::err);
  }

  @Test
  void standardInputHoldsADocumentOrAFormula() throws Exception {
    var text = java.nio.file.Files.readString(EXAMPLES.resolve("apples.backprop"));
    var ran = probe.with(text).run("eval", "-");
    assertEquals("220.00000000000003", ran.lines().getFirst(), ran::err);
  }
}
