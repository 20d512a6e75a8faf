package backprop.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.network.Networks;
import backprop.training.TrainingPlan;
import backprop.training.TrainingService;
import backprop.training.TrainingSnapshot;
import backprop.training.TrainingState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the generated digits are for: a network that saw nothing else reads real handwriting.
class GeneratedDigitsTrainingTest {

  /// The issue asks for 0.80; what was reached leaves room for another seed or kernel.
  private static final double READS_AT_LEAST = 0.88;

  private static final int A_CLASS = 15;

  @Test
  @Timeout(value = 600, unit = TimeUnit.SECONDS)
  void aNetworkTrainedOnThemAloneReadsMnist() throws IOException, InterruptedException {
    DigitSet real = Mnist.read().test();
    DigitData generated = make(DigitGenerator.TRAIN, 1);
    try (TrainingService service = new TrainingService()) {
      service.start(
          TrainingPlan.textbook(Networks.textbook(), new DigitData(generated.train(), real)));
      TrainingSnapshot end = service.await();
      assertEquals(TrainingState.FINISHED, end.state());
      assertEquals(10_000, end.iteration());
      double accuracy = end.testAccuracy().orElseThrow();
      System.out.printf("784-100-10 on generated digits: reads %.4f of MNIST's test%n", accuracy);
      assertTrue(accuracy >= READS_AT_LEAST, () -> "read " + accuracy);
    }
  }

  @Test
  void theSpreadOfInkIsThatOfMnist() throws IOException {
    DigitSet real = Mnist.read().train();
    DigitSet generated = make(20_000, 1).train();
    List<GreyImage> sheet = new ArrayList<>();
    for (int digit = 0; digit < 10; digit++) {
      double[] theirs = ink(real, digit);
      double[] ours = ink(generated, digit);
      // Mean and deviation of the ink of an image: a quarter apart is a different pen.
      assertEquals(theirs[0], ours[0], 0.25 * theirs[0], "mean ink of " + digit);
      assertEquals(theirs[1], ours[1], 0.25 * theirs[1], "deviation of the ink of " + digit);
      sheet.addAll(some(generated, digit));
      sheet.addAll(some(real, digit));
    }
    assertTrue(ContactSheet.write("generated-and-mnist", 2 * A_CLASS, sheet).toFile().length() > 0);
  }

  private static DigitData make(int train, int test) {
    return new DigitGenerator(1).make(train, test, Runnable::run, () -> false, _ -> {}).join();
  }

  private static List<GreyImage> some(DigitSet set, int digit) {
    return IntStream.range(0, set.count())
        .filter(i -> set.label(i) == digit)
        .limit(A_CLASS)
        .mapToObj(set::image)
        .toList();
  }

  private static double[] ink(DigitSet set, int digit) {
    float[] image = new float[set.pixelsPerImage()];
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int i = 0; i < set.count(); i++) {
      if (set.label(i) == digit) {
        set.gather(new int[] {i}, image);
        double ink = 0;
        for (float pixel : image) {
          ink += pixel;
        }
        sum += ink;
        squares += ink * ink;
        count++;
      }
    }
    double mean = sum / count;
    return new double[] {mean, Math.sqrt(squares / count - mean * mean)};
  }
}
