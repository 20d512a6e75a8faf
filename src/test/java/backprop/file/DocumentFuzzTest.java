package backprop.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.graph.GraphDocument;
import backprop.message.Language;
import backprop.message.Messages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Broken files: whatever the bytes are, there is a document or one sentence, soon.
class DocumentFuzzTest {
  private static final int INPUTS = 10_000;
  private static final String[] PIECES = {
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "null",
    "-1",
    "1e999",
    "\"N\"",
    "\"mul\"",
    "\"affine\"",
    "\"id\"",
    "\"apple\"",
    "true",
    "99999999999",
    "[[[]]]",
    "\\u0000",
    "\"reshape\"",
    "[0, 3]"
  };

  @Test
  void mutatedDocumentsAreReadOrRefused() {
    String[] seeds =
        Examples.all().stream()
            .map(example -> DocumentFile.text(example.open(Language.KOREAN)))
            .toArray(String[]::new);
    int[] outcomes = new int[2];
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < INPUTS; i++) {
            Random random = new Random(i);
            byte[] bytes = mutated(seeds[i % seeds.length], random);
            try {
              GraphDocument document = DocumentFile.read(bytes, "x");
              assertEquals(
                  document,
                  DocumentFile.read(
                      DocumentFile.text(document).getBytes(StandardCharsets.UTF_8), "x"));
              Evaluator.trace(document, EvaluationContext.PLAIN);
              outcomes[0]++;
            } catch (FileException refused) {
              String sentence = Messages.in(Language.ENGLISH).format(refused.sentence());
              assertTrue(sentence.startsWith("x "), sentence);
              assertFalse(sentence.contains("file."), sentence);
              outcomes[1]++;
            }
          }
        });
    assertTrue(outcomes[0] > INPUTS / 50, "read: " + outcomes[0]);
    assertTrue(outcomes[1] > INPUTS / 5, "refused: " + outcomes[1]);
  }

  private static byte[] mutated(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int n = 1 + random.nextInt(4); n > 0 && changed.length() > 2; n--) {
      int at = random.nextInt(changed.length() - 1);
      int end = Math.min(changed.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(6)) {
        case 0 -> changed.delete(at, end);
        case 1 -> changed.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 2 -> changed.setCharAt(at, (char) ('0' + random.nextInt(10)));
        case 3 -> changed.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
        case 4 -> changed.insert(at, changed.substring(at, end));
        default -> changed.setCharAt(at, (char) random.nextInt(0x10000));
      }
    }
    byte[] bytes = changed.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(8) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }
}
