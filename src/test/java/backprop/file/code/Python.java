package backprop.file.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Runs exported programs in the Python of this machine, where it has the library.
final class Python {
  private static final List<String> PROGRAMS = List.of("/usr/bin/python3", "python3");
  private static final int MISSING = 77;
  private static final int MOST_SECONDS = 120;
  private static final Path DRIVER =
      Path.of("src", "test", "resources", "backprop", "file", "code", "run_exports.py");

  private Python() {}

  private static final Map<String, Process> RUNNING = new ConcurrentHashMap<>();

  /// A port of this machine that nothing listens to.
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// Runs a training script to its end: its losses, its model and what it wrote lie under a name.
  static void run(Path folder, List<String> arguments, String name, Map<String, String> environment)
      throws Exception {
    start(folder, arguments, name, environment);
    finish(folder, name);
  }

  /// Starts a training script, see [#run]; the test is aborted where there is no Python.
  static void start(
      Path folder, List<String> arguments, String name, Map<String, String> environment) {
    List<String> command = new ArrayList<>(List.of(PROGRAMS.getFirst()));
    command.addAll(arguments);
    command.addAll(List.of("--losses", folder.resolve(name + ".losses").toString()));
    command.addAll(List.of("--out", folder.resolve(name + ".safetensors").toString()));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve(name + ".out").toFile())
            .redirectError(folder.resolve(name + ".err").toFile());
    builder.environment().putAll(environment);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("OMP_NUM_THREADS", "1");
    try {
      RUNNING.put(name, builder.start());
    } catch (IOException _) {
      abort("not run: no " + PROGRAMS.getFirst());
    }
  }

  /// Waits for a script; the test is aborted where Python has no PyTorch.
  static void finish(Path folder, String name) throws Exception {
    var process = RUNNING.remove(name);
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("Python took longer than " + MOST_SECONDS + " s");
    }
    var said = Files.readString(folder.resolve(name + ".err"), UTF_8);
    if (said.contains("No module named")) {
      abort("not run: no Python with torch (on Debian: apt install python3-torch)");
    }
    assertEquals(0, process.exitValue(), said);
  }

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
