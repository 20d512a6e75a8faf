package backprop.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.DigitData;
import backprop.data.DigitSet;
import backprop.network.Kernels;
import backprop.network.Networks;
import backprop.network.Optimizer;
import backprop.tensor.CounterRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The guard against the one risk of the kernels: that the JIT compiler gives one of them up, and
/// training is 90 times slower.
class SteadyStepTest {
  /// Microseconds that a step of the textbook's run takes where it was measured, for vectors of 512
  /// and 256 bits, and generously for 128 bits and for plain Java.
  private static final double EXPECTED_512 = 222;

  private static final double EXPECTED_256 = 326;
  private static final double EXPECTED_REST = 3_000;

  /// How many times slower than expected fails: well above a busy machine, well below a kernel that
  /// was given up.
  private static final double SLACK = 5;

  /// How long the JIT compiler gets to compile the kernels beside whatever else the machine does;
  /// it needs about a second when idle.
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /// The end of a run looks at every parameter, which does allocate.
  private static final TrainingLength ENDLESS = new TrainingLength.Iterations(1_000_000);

  /// What asking for the memory twice allocates itself.
  private static final long ASKING = 200;

  private static final int ROUNDS = 25;
  private static final int ROUND = 20;

  @Test
  void theTextbooksStepIsAsFastAsExpectedAndAllocatesNothing() throws ReflectiveOperationException {
    ThreadMeasures measures = new ThreadMeasures();
    TrainingPlan plan =
        TrainingPlan.textbook(Networks.textbook(), noise(2_000)).withLength(ENDLESS);
    Kernels kernels = Kernels.best();
    Run run = new Run(1, plan, Run.check(plan), kernels);
    assertTrue(stopsAllocating(run, measures), "a step keeps allocating");
    double[] micros = new double[ROUNDS];
    long[] bytes = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long memory = measures.allocatedBytes();
      long start = measures.processorTime();
      for (int i = 0; i < ROUND; i++) {
        run.step(0.1);
      }
      micros[round] = (measures.processorTime() - start) / 1e3 / ROUND;
      bytes[round] = measures.allocatedBytes() - memory;
    }
    Arrays.sort(micros);
    Arrays.sort(bytes);
    double median = micros[ROUNDS / 2];
    double expected = expected(kernels);
    System.out.printf(
        "W1 step on %s: %.0f µs of processor time (expected %.0f)%n",
        kernels.name(), median, expected);
    assertTrue(median < SLACK * expected, () -> "a step takes " + median + " µs");
    assertTrue(
        bytes[ROUNDS / 2] < ASKING, () -> Arrays.toString(bytes) + " bytes in " + ROUND + " steps");
  }

  @Test
  void noOptimizerAllocates() throws ReflectiveOperationException {
    ThreadMeasures measures = new ThreadMeasures();
    for (Optimizer optimizer :
        List.of(
            new Optimizer.Sgd(),
            Optimizer.Momentum.usual(),
            Optimizer.AdaGrad.usual(),
            Optimizer.Adam.usual())) {
      TrainingPlan plan =
          TrainingPlan.textbook(
                  Networks.layers(backprop.formula.Functions.SIGMOID, 0.1, 784, 50, 10), noise(500))
              .withLength(ENDLESS)
              .withBatch(32)
              .withSampling(Sampling.SHUFFLED, 1)
              .withOptimizer(optimizer, 0.001);
      Run run = new Run(1, plan, Run.check(plan), Kernels.best());
      assertTrue(stopsAllocating(run, measures), () -> optimizer + " keeps allocating");
    }
  }

  /// Steps until five rounds one after the other have allocated nothing: interpreted vectors are
  /// objects, compiled ones are not.
  private static boolean stopsAllocating(Run run, ThreadMeasures measures)
      throws ReflectiveOperationException {
    long start = System.nanoTime();
    int quiet = 0;
    while (quiet < 5) {
      long memory = measures.allocatedBytes();
      for (int i = 0; i < ROUND; i++) {
        run.step(run.plan().rate());
      }
      quiet = measures.allocatedBytes() - memory < ASKING ? quiet + 1 : 0;
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        return false;
      }
    }
    return true;
  }

  private static double expected(Kernels kernels) {
    if (kernels.name().contains("512")) {
      return EXPECTED_512;
    }
    return kernels.name().contains("256") ? EXPECTED_256 : EXPECTED_REST;
  }

  private static DigitData noise(int count) {
    byte[] pixels = new byte[count * 784];
    byte[] labels = new byte[count];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.max(0, CounterRandom.below(1, i, 1_300) - 1_050);
    }
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 10);
    }
    DigitSet set = new DigitSet(28, 28, pixels, labels, DigitSet.numbered(10));
    return new DigitData(set, set);
  }
}
