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
import backprop.training.ThreadMeasures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Broken files: whatever the bytes are, there is a document or one sentence, soon.
class DocumentFuzzTest {
  /// In the suite; `-Dbackprop.fuzz.inputs=1000000` tries more.
  private static final int INPUTS = Integer.getInteger("backprop.fuzz.inputs", 10_000);

  /// What one input may take of a processor, however busy the machine is.
  private static final long MOST_NANOS = 1_000_000_000L;

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
    "\"groups\": ",
    "\"parent\": ",
    "\"closed\": true",
    "\"closed\": 1",
    "\"g1\"",
    "\"nodes\": ",
    "\"format\": 2",
    "0.1e-400",
    "\"Infinity\"",
    "[0, 3]"
  };

  private static final Pattern ID = Pattern.compile("\"id\": \"([^\"]*)\"");

  @Test
  void mutatedDocumentsAreReadOrRefused() throws ReflectiveOperationException {
    String[] seeds =
        Stream.concat(
                Examples.all().stream().map(example -> example.open(Language.KOREAN)),
                IntStream.range(0, 40).mapToObj(DocumentFileTest::random))
            .map(DocumentFile::text)
            .toArray(String[]::new);
    int[] outcomes = new int[2];
    ThreadMeasures measures = new ThreadMeasures();
    assertTimeoutPreemptively(
        Duration.ofSeconds(60 + INPUTS / 200),
        () -> {
          for (int i = 0; i < INPUTS; i++) {
            Random random = new Random(i);
            byte[] bytes = mutated(seeds[i % seeds.length], random);
            long before = measures.processorTime();
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
            } catch (RuntimeException | Error other) {
              throw new AssertionError(
                  "input " + i + "\n" + new String(bytes, StandardCharsets.UTF_8), other);
            }
            long taken = measures.processorTime() - before;
            assertTrue(taken < MOST_NANOS, "input " + i + " took " + taken / 1_000_000 + " ms");
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
      switch (random.nextInt(12)) {
        case 0 -> changed.delete(at, end);
        case 1 -> changed.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 2, 7, 8, 9 -> { // another digit: mostly still a document
          while (at < changed.length() - 1 && !Character.isDigit(changed.charAt(at))) {
            at++;
          }
          changed.setCharAt(at, (char) ('0' + random.nextInt(10)));
        }
        case 3 -> changed.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
        case 4 -> changed.insert(at, changed.substring(at, end));
        case 5 -> { // a line again, somewhere else: repeated ids, nodes in two groups, cycles
          String[] lines = text.split("\n");
          changed.insert(changed.indexOf("\n", at) + 1, lines[random.nextInt(lines.length)] + "\n");
        }
        case 6 -> { // one id for another
          Matcher id = ID.matcher(text);
          List<String> ids = new ArrayList<>();
          while (id.find()) {
            ids.add(id.group(1));
          }
          if (!ids.isEmpty()) {
            String from = "\"" + ids.get(random.nextInt(ids.size())) + "\"";
            int place = changed.indexOf(from, random.nextInt(changed.length()));
            if (place >= 0) {
              changed.replace(
                  place, place + from.length(), "\"" + ids.get(random.nextInt(ids.size())) + "\"");
            }
          }
        }
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
