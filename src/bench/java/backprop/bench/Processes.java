package backprop.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Starts ours and the peers, each in a fresh process.
final class Processes {
  private static final Path PEERS = Path.of("src", "bench", "python", "peers.py");
  private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

  /// Where peers look for libraries first, such as a BLAS that is not installed.
  private static final String LIBRARIES = "bench.libraries";

  private Processes() {}

  /// The file of the library that NumPy, and with it Debian's PyTorch, multiplies with.
  static String blas(String python) {
    return words(run(List.of(python, PEERS.toString(), "numpy64", "W1", "blas", "0"))).get(1);
  }

  /// The median wall and processor time of an iteration, in microseconds.
  record Times(double wall, double processor) {}

  /// A Python that has the package, if there is one.
  static Optional<String> pythonWith(String module) {
    return PYTHONS.stream()
        .filter(python -> run(List.of(python, "-c", "import " + module)).status() == 0)
        .findFirst();
  }

  static Times ours(Work work) {
    return ours(work, 1);
  }

  static Times ours(Work work, int threads) {
    return times(run(java("backprop.bench.OneWork", work.name(), "" + work.steps, "" + threads)));
  }

  static double peakGigaflops() {
    return Double.parseDouble(words(run(java("backprop.bench.OneWork", "peak"))).get(1));
  }

  static Times peer(String python, String peer, Work work) {
    return times(
        run(List.of(python, PEERS.toString(), peer, work.name(), "step", "" + work.peerSteps)));
  }

  /// Seconds of a peer's whole run, from the start of its process to its end.
  static double wholePeer(String python, String peer, Work work, int iterations, Path data) {
    return seconds(
        List.of(
            python,
            PEERS.toString(),
            peer,
            work.name(),
            "whole",
            "" + iterations,
            data.toString()));
  }

  /// Seconds of a command from the start of its process to its end.
  static double seconds(List<String> command) {
    long start = System.nanoTime();
    Ended ended = run(command);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (ended.status() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed:\n" + ended.output());
    }
    return seconds;
  }

  private static List<String> java(String main, String... arguments) {
    var words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                main));
    String kernels = System.getProperty("backprop.kernels");
    if (kernels != null) {
      words.add(1, "-Dbackprop.kernels=" + kernels);
    }
    words.addAll(Arrays.asList(arguments));
    return words;
  }

  private static Times times(Ended ended) {
    List<String> words = words(ended);
    return new Times(Double.parseDouble(words.get(1)), Double.parseDouble(words.get(2)));
  }

  private static List<String> words(Ended ended) {
    return ended
        .output()
        .lines()
        .filter(line -> line.startsWith("RESULT"))
        .findFirst()
        .map(line -> List.of(line.split(" ")))
        .orElseThrow(() -> new IllegalStateException("no result:\n" + ended.output()));
  }

  private record Ended(int status, String output) {}

  private static Ended run(List<String> command) {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("OPENBLAS_NUM_THREADS", "1");
      String libraries = System.getProperty(LIBRARIES, "");
      if (!libraries.isEmpty()) {
        builder.environment().put("LD_LIBRARY_PATH", libraries);
      }
      // somebody's choice of another processor's kernels would make NumPy another peer
      builder.environment().keySet().removeAll(List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"));
      Path output = Files.createTempFile("bench", ".txt");
      var process = builder.redirectOutput(output.toFile()).start();
      if (!process.waitFor(15, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      String text = Files.readString(output, StandardCharsets.UTF_8);
      Files.delete(output);
      return new Ended(process.waitFor(), text);
    } catch (IOException e) {
      return new Ended(-1, e.toString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
