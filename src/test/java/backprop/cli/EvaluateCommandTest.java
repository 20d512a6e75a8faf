package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.DigitGenerator;
import backprop.data.DigitSet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
  @TempDir Path folder;

  private static final DigitSet DIGITS =
      new DigitGenerator(5).make(90, 0, Runnable::run, () -> false, _ -> {}).join().train();

  private void table(String name) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] pixels = new byte[784];
    for (int image = 0; image < DIGITS.count(); image++) {
      text.append(DIGITS.label(image));
      DIGITS.copyBytes(image, pixels, 0);
      for (byte pixel : pixels) {
        text.append(',').append(pixel & 0xff);
      }
      text.append('\n');
    }
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void theNumbersAreThoseOfTheTestSet() throws IOException {
    table("train.csv");
    table("test.csv");
    var ran = CommandLineProbe.in(folder).run("evaluate", "--data", ".", "--json");
    assertEquals(0, ran.status(), ran::err);
    assertEquals(1, ran.lines().size());
    JsonNode answer = new ObjectMapper().readTree(ran.out());
    assertEquals(90, answer.get("images").asInt());
    int all = 0;
    int right = 0;
    for (int label = 0; label < 10; label++) {
      for (int predicted = 0; predicted < 10; predicted++) {
        int count = answer.get("confusion").get(label).get(predicted).asInt();
        all += count;
        right += label == predicted ? count : 0;
      }
    }
    assertEquals(90, all);
    assertEquals(right, answer.get("correct").asInt());
    assertEquals(right / 90.0, answer.get("accuracy").asDouble());
    assertTrue(answer.get("accuracy").asDouble() > 0.8, ran::out);
    assertTrue(answer.get("loss").asDouble() < 1);
    var text = CommandLineProbe.in(folder).run("evaluate", "--data", ".");
    assertTrue(text.out().startsWith(right + " of 90 right"), text::out);
    assertEquals(13, text.lines().size());
  }

  @Test
  void dataThatDoNotFitAreOneSentence() throws IOException {
    Files.writeString(folder.resolve("small.csv"), "1,0,0,0,0\n".repeat(20));
    for (String data : new String[] {"small.csv", "nowhere", "."}) {
      var ran = CommandLineProbe.in(folder).run("evaluate", "--data", data);
      assertEquals(2, ran.status());
      assertEquals(1, ran.err().lines().count(), ran::err);
    }
    assertEquals(2, CommandLineProbe.in(folder).run("evaluate").status());
  }
}
