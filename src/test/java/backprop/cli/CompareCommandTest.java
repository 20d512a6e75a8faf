package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The files in `src/test/resources/compare` are `src/docs/dump_gradients.py`'s, run by NumPy 2 as
/// it stands and with one line changed for each mistake.
class CompareCommandTest {
  private static final Path FILES = Path.of("src", "test", "resources", "compare");
  private static final String NET = "../../../../assets/examples/two-layer-net.backprop";
  private final CommandLineProbe probe = CommandLineProbe.in(FILES);

  private JsonNode json(String file, int status) throws Exception {
    var ran = probe.run("compare", file + ".npz", NET, "--json");
    assertEquals(status, ran.status(), ran::err);
    return new ObjectMapper().readTree(ran.out());
  }

  @Test
  void whatNumPyComputesAgreesInFloat64AndFloat32() throws Exception {
    JsonNode right = json("right", 0);
    assertEquals(12, right.get("arrays").size(), right::toString);
    assertEquals(0, right.get("unmatched").size());
    assertEquals(12, json("float32", 0).get("arrays").size());
  }

  @ParameterizedTest
  @CsvSource({
    "not-divided, da2, not-divided",
    "summed-early, db1, summed-early",
    "transposed, dW1, transposed",
    "summed-across, db2, summed-across",
    "not-reshaped, dx, not-reshaped"
  })
  void theFirstOneThatIsOffIsNamed(String file, String array, String mistake) throws Exception {
    JsonNode answer = json(file, 1);
    int off = 0;
    for (JsonNode row : answer.get("arrays")) {
      if (row.get("off").booleanValue()) {
        assertEquals(array, row.get("array").textValue());
        assertEquals(mistake, row.path("mistake").textValue());
        off++;
      }
    }
    assertEquals(1, off, "what follows from it is right: " + answer);
    var text = probe.run("compare", file + ".npz", NET);
    assertTrue(text.lines().getFirst().startsWith(array + " is the first that is off"), text::out);
  }

  @Test
  void aFileThatIsNoneIsOneSentence(@TempDir Path folder) throws Exception {
    byte[] right = Files.readAllBytes(FILES.resolve("right.npz"));
    Path net = Path.of("assets/examples/two-layer-net.backprop").toAbsolutePath();
    Random random = new Random(1);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bytes = right.clone();
      for (int k = 0; k < 1 + i % 4; k++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      if (i % 5 == 0) {
        bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      Files.write(folder.resolve("broken.npz"), bytes);
      var ran = CommandLineProbe.in(folder).run("compare", "broken.npz", net.toString());
      if (ran.status() == 2) {
        refused++;
        assertEquals(1, ran.err().lines().count(), ran::err);
        assertEquals("", ran.out());
      }
      assertFalse(ran.err().contains("Exception"), ran::err);
    }
    assertTrue(refused > 50, "refused: " + refused);
  }
}
