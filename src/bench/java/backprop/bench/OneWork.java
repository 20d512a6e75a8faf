package backprop.bench;

import backprop.file.DocumentFile;
import backprop.graph.GraphDocument;
import backprop.network.Kernels;
import backprop.network.Mode;
import backprop.network.Optimizer;
import backprop.network.Program;
import backprop.network.Team;
import backprop.network.Updater;
import backprop.network.Weights;
import backprop.network.Workspace;
import backprop.tensor.CounterRandom;
import backprop.training.ThreadTeam;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/// Times the iterations of one work in a process of its own, compiled from the document: drawing
/// the batch, forward, backward, update.
///
/// It prints the median wall and processor time in microseconds, as `peers.py` does.
final class OneWork {
  private static final int IMAGES = 60_000;
  private static final int PIXELS = 784;

  private final Work work;
  private final Workspace workspace;
  private final Updater updater;
  private final byte[] pixels = new byte[IMAGES * PIXELS];
  private final byte[] labels = new byte[IMAGES];
  private long drawn;

  private OneWork(Work work, int threads) throws IOException {
    this.work = work;
    GraphDocument document =
        DocumentFile.read(Path.of("assets", "presets", work.network + DocumentFile.EXTENSION));
    boolean trains = work.optimizer.isPresent();
    Program program = Program.compile(document, Set.of(), trains ? Mode.GRADIENT : Mode.PREDICT);
    Team team = threads == 1 ? Team.ALONE : new ThreadTeam(threads);
    workspace =
        program.workspace(work.batch, Kernels.best(), team).load(Weights.initial(document.graph()));
    updater = new Updater(workspace, work.optimizer.orElse(new Optimizer.Sgd()));
    Noise.fill(pixels, labels);
  }

  /// @param arguments the work, how many iterations, and how many threads; or `peak`
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("peak")) {
      System.out.printf(Locale.ROOT, "RESULT %.3f %s%n", Peak.gigaflops(), Kernels.best().name());
      return;
    }
    int steps = Integer.parseInt(arguments[1]);
    new OneWork(Work.valueOf(arguments[0]), Integer.parseInt(arguments[2])).measure(steps);
  }

  private void measure(int steps) {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    double[] wall = new double[steps];
    double[] processor = new double[steps];
    for (int i = 0; i < steps; i++) {
      long start = System.nanoTime();
      long used = thread.getCurrentThreadCpuTime();
      if (work.optimizer.isPresent()) {
        train();
      } else {
        predict();
      }
      processor[i] = (thread.getCurrentThreadCpuTime() - used) / 1e3;
      wall[i] = (System.nanoTime() - start) / 1e3;
    }
    System.out.printf(Locale.ROOT, "RESULT %.2f %.2f%n", median(wall), median(processor));
  }

  /// Of all but the first fifth, which warms up.
  private static double median(double[] times) {
    double[] kept = Arrays.copyOfRange(times, times.length / 5, times.length);
    Arrays.sort(kept);
    return kept[kept.length / 2];
  }

  private void train() {
    workspace.train(1, drawn);
    for (int row = 0; row < work.batch; row++) {
      int image = CounterRandom.below(1, drawn++, IMAGES);
      workspace.pixels(row, pixels, image * PIXELS).label(row, labels[image]);
    }
    workspace.forward();
    workspace.backward();
    updater.update(work.rate);
  }

  private void predict() {
    workspace.pixels(0, pixels, 0);
    workspace.forward();
    drawn += workspace.predicted(0);
  }
}
