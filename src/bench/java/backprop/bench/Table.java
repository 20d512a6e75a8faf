package backprop.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Runs the whole table of speeds: ours and the peers in turn, several rounds, medians, and beside
/// each ratio the one that is required.
///
/// ```
/// ./mvnw -q -Pbench compile exec:exec@bench-compile exec:exec@table
/// ./mvnw -q -Pbench compile exec:exec@bench-compile exec:exec@table -Drounds=3 -Dparts=iterations
/// ```
///
/// `-Dlibraries=FOLDER` gives the peers a BLAS that is not installed. Debian's NumPy and PyTorch
/// multiply with whatever BLAS there is, and with the reference one, ten times slower, they are no
/// peers: the table names it.
///
/// Peers are NumPy and PyTorch, called from a Python that has them; without, the table says so. The
/// whole runs need the packaged app (`./mvnw -q -Pdist verify -DskipTests`). Wall time counts; the
/// ratio of processor times stands beside it, for a machine on which other programs run.
public final class Table {
  private static final Path APP = Path.of("target", "dist", "backprop-explorer", "bin", "backprop");
  private static final List<String> FAST = List.of("openblas", "mkl", "blis");
  private static final int FRESH = 20;
  private static final double FRESH_LIMIT = 1.5;
  private static final double PEAK_SHARE = 0.6;
  private static final double TWO_THREADS = 1.85;

  private final int rounds;
  private final List<String> parts;
  private final Map<String, String> pythons = new LinkedHashMap<>();
  private int missed;

  private Table(int rounds, List<String> parts) {
    this.rounds = rounds;
    this.parts = parts;
  }

  /// @param arguments the number of rounds, and the parts of the table: `iterations`, `threads`,
  ///   `runs`, `fresh`
  public static void main(String[] arguments) throws IOException {
    new Table(Integer.parseInt(arguments[0]), Arrays.asList(arguments[1].split(","))).print();
  }

  private void print() throws IOException {
    findPeers();
    if (parts.contains("iterations")) {
      iterations();
    }
    if (parts.contains("threads")) {
      twoThreads();
    }
    if (parts.contains("runs")) {
      wholeRuns();
    }
    if (parts.contains("fresh")) {
      freshProcesses();
    }
    System.out.println(
        missed == 0 ? "Everything measured reaches what is required." : missed + " missed.");
  }

  private void findPeers() {
    Map<String, String> modules = Map.of("torch", "torch", "numpy64", "numpy");
    for (String peer : List.of("torch", "numpy64")) {
      Optional<String> python = Processes.pythonWith(modules.get(peer));
      python.ifPresentOrElse(
          found -> pythons.put(peer, found),
          () ->
              System.out.printf(
                  "No Python here has %s: its lines are left out (Debian: python3-%s).%n",
                  modules.get(peer), modules.get(peer)));
    }
    String python = pythons.get("numpy64");
    if (python != null) {
      String blas = Processes.blas(python);
      boolean reference = FAST.stream().noneMatch(blas::contains);
      line("The peers multiply with %s.%n", blas);
      if (reference) {
        line(
            "That is the reference BLAS, which nobody measures with: apt install libopenblas0,%n"
                + "or -Dlibraries=FOLDER. The ratios below say nothing about W1 and W2.%n");
      }
    }
  }

  private void iterations() {
    System.out.printf("An iteration, median of %d rounds by turns, one thread%n", rounds);
    System.out.println("work    ours µs   peer         µs     times  (processor)  required");
    double peak = 0;
    for (Work work : Work.values()) {
      List<Processes.Times> ours = new ArrayList<>();
      Map<String, List<Processes.Times>> peers = new LinkedHashMap<>();
      for (int round = 0; round < rounds; round++) {
        ours.add(Processes.ours(work));
        for (Work.Required required : work.required) {
          String python = pythons.get(required.peer());
          if (python != null) {
            peers
                .computeIfAbsent(required.peer(), _ -> new ArrayList<>())
                .add(Processes.peer(python, required.peer(), work));
          }
        }
        if (work == Work.W1) {
          peak = Math.max(peak, Processes.peakGigaflops());
        }
      }
      for (Work.Required required : work.required) {
        compare(work, required, ours, peers.getOrDefault(required.peer(), List.of()));
      }
      if (work == Work.W1) {
        shareOfPeak(wall(ours), peak);
      }
    }
  }

  private void compare(
      Work work, Work.Required required, List<Processes.Times> ours, List<Processes.Times> peer) {
    if (peer.isEmpty()) {
      line("%-6s %8.1f   %-9s not installed%n", work, wall(ours), required.peer());
      return;
    }
    double ratio = wall(peer) / wall(ours);
    line(
        "%-6s %8.1f   %-9s %8.1f  %6.2f  (%6.2f)     %6.1f %s%n",
        work,
        wall(ours),
        required.peer(),
        wall(peer),
        ratio,
        processor(peer) / processor(ours),
        required.ratio(),
        judged(ratio >= required.ratio()));
  }

  private void shareOfPeak(double micros, double peak) {
    double share = Work.operationsOfW1() / micros / 1e3 / peak;
    line(
        "W1     %.0f GFLOP/s are %.0f %% of the peak of %.0f; required %.0f %% %s%n",
        Work.operationsOfW1() / micros / 1e3,
        100 * share,
        peak,
        100 * PEAK_SHARE,
        judged(share >= PEAK_SHARE));
  }

  private void twoThreads() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    System.out.printf(
        Locale.ROOT,
        "Two threads against one, median of %d rounds by turns, %d processors, load %.1f%n",
        rounds,
        Runtime.getRuntime().availableProcessors(),
        load);
    for (Work work : List.of(Work.W1, Work.W2, Work.W3)) {
      List<Processes.Times> one = new ArrayList<>();
      List<Processes.Times> two = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        one.add(Processes.ours(work, 1));
        two.add(Processes.ours(work, 2));
      }
      double ratio = wall(one) / wall(two);
      line(
          "%-6s %8.1f µs  %8.1f µs  %6.2f  required %.2f %s%n",
          work, wall(one), wall(two), ratio, TWO_THREADS, judged(ratio >= TWO_THREADS));
    }
  }

  private void wholeRuns() throws IOException {
    if (!Files.isExecutable(APP)) {
      line("No packaged app: the whole runs are left out (./mvnw -q -Pdist verify -DskipTests).%n");
      return;
    }
    Path data = Path.of("target", "bench-data");
    Noise.write(data);
    System.out.printf("A whole run from a cold start, median of %d rounds by turns%n", rounds);
    for (Work work : Work.values()) {
      if (work.run.isPresent()) {
        wholeRun(work, work.run.get(), data);
      }
    }
  }

  private void wholeRun(Work work, Work.Run run, Path data) throws IOException {
    Path model = Path.of("target", "bench-model.safetensors");
    List<String> command =
        new ArrayList<>(List.of(APP.toString(), "train", work.network, "--data", data.toString()));
    command.addAll(List.of("--iterations", "" + run.iterations(), "--batch", "" + work.batch));
    command.addAll(List.of("--seed", "1", "--out", model.toString()));
    command.addAll(run.options());
    List<Double> ours = new ArrayList<>();
    List<Double> peer = new ArrayList<>();
    String python = pythons.get("torch");
    for (int round = 0; round < rounds; round++) {
      ours.add(Processes.seconds(command));
      Files.deleteIfExists(model);
      if (python != null) {
        peer.add(Processes.wholePeer(python, "torch", work, run.iterations(), data));
      }
    }
    if (peer.isEmpty()) {
      line("%-6s %8.2f s   PyTorch is not installed%n", work, median(ours));
      return;
    }
    double ratio = median(peer) / median(ours);
    line(
        "%-6s %8.2f s   torch %8.2f s  %6.2f  required %4.1f %s%n",
        work, median(ours), median(peer), ratio, run.ratio(), judged(ratio >= run.ratio()));
  }

  private void freshProcesses() {
    for (Work work : List.of(Work.W1, Work.W2, Work.W3)) {
      List<Double> medians = new ArrayList<>();
      for (int i = 0; i < FRESH; i++) {
        medians.add(Processes.ours(work).processor());
      }
      double ratio = Collections.max(medians) / median(medians);
      line(
          "%-6s %d fresh processes: median %.1f µs of processor time, slowest %.2f times that;"
              + " allowed %.1f %s%n",
          work, FRESH, median(medians), ratio, FRESH_LIMIT, judged(ratio <= FRESH_LIMIT));
    }
  }

  private String judged(boolean reached) {
    missed += reached ? 0 : 1;
    return reached ? "reached" : "MISSED";
  }

  private static void line(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }

  private static double wall(List<Processes.Times> times) {
    return median(times.stream().map(Processes.Times::wall).toList());
  }

  private static double processor(List<Processes.Times> times) {
    return median(times.stream().map(Processes.Times::processor).toList());
  }

  private static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
