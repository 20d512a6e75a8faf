package backprop.training;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.training.SteadySteps.Measured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// The guard against the one risk of the kernels: that the JIT compiler gives one of them up, and
/// training is 90 times slower.
///
/// It measures in a [FreshProcess], as a person's run is: what other tests did to the kernels'
/// profiles says nothing about the program.
class SteadyStepTest {
  /// Microseconds that a step of the textbook's run takes where it was measured, for vectors of 512
  /// and 256 bits, and generously for 128 bits and for plain Java.
  private static final double EXPECTED_512 = 222;

  private static final double EXPECTED_256 = 326;
  private static final double EXPECTED_REST = 3_000;

  /// How many times slower than expected fails: well above a busy machine, well below a kernel that
  /// was given up.
  private static final double SLACK = 5;

  /// More than the five runs' patience together, so that the slow one is named.
  private static final int SECONDS = 240;

  @Test
  void stepsAreAsFastAsExpectedAndAllocateNothing()
      throws IOException, InterruptedException, ReflectiveOperationException {
    List<Measured> runs =
        FreshProcess.run(SteadySteps.class, SECONDS).stream()
            .filter(line -> line.contains("\t"))
            .map(Measured::parse)
            .toList();
    List<String> names = new ArrayList<>(List.of(SteadySteps.TEXTBOOK));
    SteadySteps.OPTIMIZERS.forEach(optimizer -> names.add(SteadySteps.name(optimizer)));
    names.add(SteadySteps.CONVOLUTIONAL);
    assertEquals(names, runs.stream().map(Measured::run).toList());
    runs.forEach(
        run -> System.out.printf("%s on %s: %.0f µs%n", run.run(), run.kernels(), run.micros()));
    List<Executable> demands = new ArrayList<>();
    for (Measured run : runs) {
      // the other runs' steps are smaller than the textbook's
      demands.add(
          () -> assertTrue(run.micros() < SLACK * expected(run.kernels()), () -> "slow: " + run));
      demands.add(() -> assertTrue(run.stopped(), () -> "keeps allocating: " + run));
      demands.add(
          () ->
              assertTrue(
                  run.bytes() < SteadySteps.ASKING,
                  () -> run + " allocates in " + SteadySteps.ROUND + " steps"));
    }
    assertAll(demands);
  }

  private static double expected(String kernels) {
    if (kernels.contains("512")) {
      return EXPECTED_512;
    }
    return kernels.contains("256") ? EXPECTED_256 : EXPECTED_REST;
  }
}
