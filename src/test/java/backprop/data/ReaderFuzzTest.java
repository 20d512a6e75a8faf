package backprop.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No reader hangs, and none ends in another way than it says, whatever the bytes are.
class ReaderFuzzTest {
  /// In the suite; `-Dbackprop.fuzz.inputs=1000000` tries more.
  private static final int INPUTS = Integer.getInteger("backprop.fuzz.inputs", 10_000);

  @Test
  void damagedFilesAreReadOrRefused(@TempDir Path folder) throws Exception {
    List<ReaderFuzz.Result> results = ReaderFuzz.run(INPUTS, folder, 1);
    int inputs = 0;
    for (ReaderFuzz.Result result : results) {
      inputs += result.read() + result.refused();
      assertTrue(result.read() > 0, result + ": nothing was read");
      assertTrue(result.refused() > 0, result + ": nothing was refused");
    }
    assertTrue(inputs >= INPUTS, inputs + " inputs");
    assertTrue(results.size() >= 10, results.size() + " readers");
  }
}
