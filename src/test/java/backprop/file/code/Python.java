package backprop.file.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs exported programs in the Python of this machine, where it has the library.
final class Python {
  private static final List<String> PROGRAMS = List.of("/usr/bin/python3", "python3");
  private static final int MISSING = 77;
  private static final int MOST_SECONDS = 120;
  private static final Path DRIVER =
      Path.of("src", "test", "resources", "backprop", "file", "code", "run_exports.py");

  private Python() {}

  /// What the driver wrote; the test is aborted with the reason where there is no Python with it.
  static List<String> run(String library, Path folder) throws Exception {
    for (var program : PROGRAMS) {
      var output = folder.resolve("output-" + library + ".txt");
      try {
        var builder =
            new ProcessBuilder(program, DRIVER.toString(), library, folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        var process = builder.start();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("Python took longer than " + MOST_SECONDS + " s");
        }
        if (process.exitValue() != MISSING) {
          return Files.readAllLines(output, UTF_8);
        }
      } catch (IOException _) { // no such program: try the next
      }
    }
    return abort(
        "not run: no Python with " + library + " (on Debian: apt install python3-" + library + ")");
  }
}
