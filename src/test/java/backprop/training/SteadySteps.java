package backprop.training;

import backprop.data.DigitData;
import backprop.data.DigitSet;
import backprop.formula.Functions;
import backprop.network.Clipping;
import backprop.network.Kernels;
import backprop.network.Networks;
import backprop.network.Optimizer;
import backprop.tensor.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Measures steps of training in a process of its own, one line for each run; no test itself.
///
/// [SteadyStepTest] starts it and judges what it says.
public final class SteadySteps {
  /// The kernels, whether the steps stopped allocating, the median processor time of a step in
  /// microseconds and the median of the bytes allocated by [#ROUND] steps.
  record Measured(String run, String kernels, boolean stopped, double micros, long bytes) {
    private static final String TAB = "\t";

    String line() {
      return String.join(
          TAB, run, kernels, "" + stopped, String.format(Locale.ROOT, "%.1f", micros), "" + bytes);
    }

    static Measured parse(String line) {
      String[] parts = line.split(TAB, -1);
      return new Measured(
          parts[0],
          parts[1],
          Boolean.parseBoolean(parts[2]),
          Double.parseDouble(parts[3]),
          Long.parseLong(parts[4]));
    }
  }

  static final int ROUND = 20;

  /// What asking for the memory twice allocates itself.
  static final long ASKING = 200;

  /// The name of the run whose time is known.
  static final String TEXTBOOK = "textbook";

  /// The name of the run of a convolutional network.
  static final String CONVOLUTIONAL = "convolutional";

  /// Each with weight decay, clipping by the norm and a schedule.
  static final List<Optimizer> OPTIMIZERS = Optimizer.all();

  private static final int ROUNDS = 25;

  /// The end of a run looks at every parameter, which does allocate.
  private static final TrainingLength ENDLESS = new TrainingLength.Iterations(1_000_000);

  /// How long the JIT compiler gets to compile a run's kernels beside whatever else the machine
  /// does; it needs about a second when idle.
  private static final long PATIENCE_NANOS = 40_000_000_000L;

  private SteadySteps() {}

  public static void main(String[] none) throws ReflectiveOperationException {
    ThreadMeasures measures = new ThreadMeasures();
    TrainingPlan textbook =
        TrainingPlan.textbook(Networks.textbook(), noise(2_000)).withLength(ENDLESS);
    System.out.println(measure(TEXTBOOK, textbook, measures).line());
    TrainingPlan sigmoid =
        TrainingPlan.textbook(Networks.layers(Functions.SIGMOID, 0.1, 784, 50, 10), noise(500))
            .withLength(ENDLESS)
            .withBatch(32)
            .withSampling(Sampling.SHUFFLED, 1);
    for (Optimizer optimizer : OPTIMIZERS) {
      TrainingPlan plan =
          sigmoid.withRecipe(
              sigmoid
                  .recipe()
                  .withOptimizer(optimizer, 0.001)
                  .withWeightDecay(1e-4)
                  .withClipping(new Clipping.Norm(0.1))
                  .withSchedule(new Schedule.WarmUp(100, new Schedule.Cosine(0.1))));
      System.out.println(measure(name(optimizer), plan, measures).line());
    }
    System.out.println(measure(CONVOLUTIONAL, convolutional(), measures).line());
  }

  /// All kinds of instructions that a convolutional network runs, on images of 28×28.
  private static TrainingPlan convolutional() {
    return TrainingPlan.textbook(Networks.convolutional(28, 8, 10), noise(500))
        .withLength(ENDLESS)
        .withBatch(8)
        .withOptimizer(Optimizer.Momentum.usual(), 0.01);
  }

  static String name(Optimizer optimizer) {
    return optimizer.getClass().getSimpleName();
  }

  private static Measured measure(String name, TrainingPlan plan, ThreadMeasures measures)
      throws ReflectiveOperationException {
    Kernels kernels = Kernels.best();
    Run run = new Run(1, plan, Run.check(plan), Engine.alone(kernels));
    boolean stopped = stopsAllocating(run, measures);
    double[] micros = new double[ROUNDS];
    long[] bytes = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long memory = measures.allocatedBytes();
      long start = measures.processorTime();
      steps(run);
      micros[round] = (measures.processorTime() - start) / 1e3 / ROUND;
      bytes[round] = measures.allocatedBytes() - memory;
    }
    Arrays.sort(micros);
    Arrays.sort(bytes);
    return new Measured(name, kernels.name(), stopped, micros[ROUNDS / 2], bytes[ROUNDS / 2]);
  }

  /// Steps until five rounds one after the other have allocated nothing: interpreted vectors are
  /// objects, compiled ones are not.
  private static boolean stopsAllocating(Run run, ThreadMeasures measures)
      throws ReflectiveOperationException {
    long start = System.nanoTime();
    int quiet = 0;
    while (quiet < 5) {
      long memory = measures.allocatedBytes();
      steps(run);
      quiet = measures.allocatedBytes() - memory < ASKING ? quiet + 1 : 0;
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        return false;
      }
    }
    return true;
  }

  private static void steps(Run run) {
    for (int i = 0; i < ROUND; i++) {
      run.step(run.plan().rate());
    }
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
