package backprop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.data.DigitData;
import backprop.data.Mnist;
import backprop.network.Networks;
import backprop.network.Weights;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The textbook's run on the real MNIST, where this machine has it.
class TextbookRunTest {
  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void twoLayerNetReadsNinetySevenPercent() throws IOException, InterruptedException {
    DigitData data = Mnist.read();
    try (TrainingService service = new TrainingService()) {
      service.start(TrainingPlan.textbook(Networks.textbook(), data));
      TrainingSnapshot end = service.await();
      assertEquals(TrainingState.FINISHED, end.state());
      assertEquals(10_000, end.iteration());
      double accuracy = end.testAccuracy().orElseThrow();
      System.out.printf(
          "TwoLayerNet 784-100-10 on MNIST: test accuracy %.4f, train %.4f, %.1f s on %s, %.0f images/s%n",
          accuracy,
          end.newest().orElseThrow().train().accuracy(),
          end.elapsed().toMillis() / 1e3,
          service.kernels().name(),
          end.imagesPerSecond());
      assertTrue(accuracy >= 0.97, () -> "read " + accuracy);
      Weights initial = Weights.initial(end.plan().document().graph());
      assertEquals(initial, end.plan().initial());
    }
  }
}
