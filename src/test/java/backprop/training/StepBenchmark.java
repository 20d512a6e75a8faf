package backprop.training;

import backprop.data.DigitData;
import backprop.data.DigitSet;
import backprop.formula.Functions;
import backprop.network.Kernels;
import backprop.network.Networks;
import backprop.network.Optimizer;
import backprop.network.Team;
import backprop.tensor.CounterRandom;
import java.util.Arrays;
import java.util.Locale;

/// Times steps of training as other libraries' scripts time theirs, to be run beside them; no test.
///
/// W1: 784-100-10, ReLU, SGD 0.1, batch 100, drawn with replacement from 60,000 random images. W2:
/// 784-50-10, sigmoid, Adam 0.001, batch 32. CNN: 32 filters 3×3, batch normalisation, leaky ReLU,
/// max pooling, dropout, an affine layer, momentum 0.01, batch 64. (The textbook's CNN and single
/// images are timed by the benchmark command, from the presets.) One line comes out: the time of
/// the full run, the median and the 99th percentile of a step, and the first step.
public final class StepBenchmark {
  private static final int IMAGES = 60_000;

  private StepBenchmark() {}

  /// @param arguments `W1`, `W2` or `CNN`, how many steps, and perhaps how many threads
  public static void main(String[] arguments) {
    int steps = Integer.parseInt(arguments[1]);
    int threads = arguments.length < 3 ? 1 : Integer.parseInt(arguments[2]);
    boolean first = arguments[0].equals("W1");
    TrainingPlan w1 = TrainingPlan.textbook(Networks.textbook(), noise());
    TrainingPlan plan =
        switch (arguments[0]) {
          case "W1" -> w1;
          case "W2" ->
              TrainingPlan.textbook(
                      Networks.layers(Functions.SIGMOID, 0.01, 784, 50, 10), w1.data())
                  .withBatch(32)
                  .withOptimizer(Optimizer.Adam.usual(), 0.001);
          case "CNN" ->
              TrainingPlan.textbook(Networks.convolutional(28, 32, 10), w1.data())
                  .withBatch(64)
                  .withOptimizer(Optimizer.Momentum.usual(), 0.01);
          default -> throw new IllegalArgumentException("no work " + arguments[0]);
        };
    Team team = threads == 1 ? Team.ALONE : new ThreadTeam(threads);
    Run run = new Run(1, plan, Run.check(plan), new Engine(Kernels.best(), team));
    long[] times = new long[steps];
    for (int i = 0; i < steps; i++) {
      long start = System.nanoTime();
      run.step(plan.rate());
      times[i] = System.nanoTime() - start;
    }
    double seconds = Arrays.stream(times).sum() / 1e9 * (first ? 10_000 : 18_750) / steps;
    double firstMillis = times[0] / 1e6;
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT,
        "RESULT %s java total_s=%.4f med_us=%.1f first_ms=%.2f p99_us=%.1f%n",
        arguments[0],
        seconds,
        times[steps / 2] / 1e3,
        firstMillis,
        times[(int) (steps * 0.99)] / 1e3);
  }

  private static DigitData noise() {
    byte[] pixels = new byte[IMAGES * 784];
    byte[] labels = new byte[IMAGES];
    for (int i = 0; i < pixels.length; i++) {
      // 19 of 100 pixels are ink, as in MNIST
      long bits = CounterRandom.bits(1, i);
      pixels[i] = (byte) ((bits >>> 8) % 100 < 19 ? bits & 255 : 0);
    }
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = (byte) CounterRandom.below(2, i, 10);
    }
    DigitSet set = new DigitSet(28, 28, pixels, labels, DigitSet.numbered(10));
    return new DigitData(set, set);
  }
}
