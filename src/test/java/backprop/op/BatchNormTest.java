package backprop.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.golden.Golden;
import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Oracle: by hand and by the definition; gradients are checked with all operations.
class BatchNormTest {
  private static final double ROUNDING = 1e-12;
  private static final OpContext TRAINING = new OpContext(true, 0, "n", 0);
  private static final BatchNorm NORM = new BatchNorm(0, 0.25);
  private static final Tensor ONES = Tensor.ones(Shape.of(2));
  private static final Tensor ZEROS = Tensor.zeros(Shape.of(2));
  private static final Tensor X =
      Tensor.matrix(new double[][] {{1, 10}, {3, 14}, {5, 18}, {7, 30}});

  private static OpContext with(Map<String, Tensor> state, boolean training) {
    return new OpContext(training, 0, "n", 0, state);
  }

  @Test
  void trainingNormalisesTheBatch() {
    Tensor y = NORM.value(List.of(X, ONES, ZEROS), TRAINING);
    double root5 = Math.sqrt(5);
    Golden.assertClose(
        Tensor.vector(-3 / root5, -1 / root5, 1 / root5, 3 / root5),
        Tensor.generate(Shape.of(4), i -> y.at(i, 0)),
        ROUNDING,
        0);
    assertEquals(
        Tensor.vector(4, 18), NORM.innerValues(List.of(X, ONES, ZEROS), y, TRAINING).get("μ"));
  }

  @Test
  void everyChannelOfImagesHasMeanZeroAndVarianceOneTimesGammaPlusBeta() {
    Tensor x = Tensor.generate(Shape.of(5, 2, 3, 4), i -> 3 + 2 * CounterRandom.normal(1, i));
    Tensor y = NORM.value(List.of(x, Tensor.vector(2, 3), Tensor.vector(-1, 4)), TRAINING);
    for (int channel = 0; channel < 2; channel++) {
      double sum = 0;
      double squares = 0;
      for (int n = 0; n < 5; n++) {
        for (int i = 0; i < 12; i++) {
          double value = y.at(n, channel, i / 4, i % 4);
          sum += value;
          squares += value * value;
        }
      }
      double mean = sum / 60;
      assertEquals(channel == 0 ? -1 : 4, mean, ROUNDING);
      assertEquals(channel == 0 ? 4 : 9, squares / 60 - mean * mean, 100 * ROUNDING);
    }
  }

  @Test
  void theStateMovesTowardsTheBatchAndInferenceUsesIt() {
    Map<String, Tensor> begun = NORM.initialState(List.of(Shape.of(Shape.N, 2)));
    assertEquals(ZEROS, begun.get(BatchNorm.MEAN));
    assertEquals(ONES, begun.get(BatchNorm.VARIANCE));
    Map<String, Tensor> next = NORM.nextState(List.of(X, ONES, ZEROS), with(begun, true));
    // means 4 and 18, variances by n − 1: 20/3 and 224/3
    Golden.assertClose(
        Tensor.vector(1, 4.5), next.getOrDefault(BatchNorm.MEAN, ZEROS), ROUNDING, 0);
    Golden.assertClose(
        Tensor.vector(0.75 + 20 / 12.0, 0.75 + 224 / 12.0),
        next.getOrDefault(BatchNorm.VARIANCE, ZEROS),
        ROUNDING,
        0);
    assertEquals(next, NORM.nextState(List.of(X, ONES, ZEROS), TRAINING), "begins by itself");
    Map<String, Tensor> known =
        Map.of(BatchNorm.MEAN, Tensor.vector(1, 10), BatchNorm.VARIANCE, Tensor.vector(4, 16));
    assertEquals(
        Tensor.matrix(new double[][] {{0, 0}, {1, 1}, {2, 2}, {3, 5}}),
        NORM.value(List.of(X, ONES, ZEROS), with(known, false)));
    assertEquals(X, NORM.value(List.of(X, ONES, ZEROS), with(Map.of(), false)));
  }

  @Test
  void inferenceSendsTheGradientThroughAsAScaleOnly() {
    Map<String, Tensor> known =
        Map.of(BatchNorm.MEAN, Tensor.vector(1, 10), BatchNorm.VARIANCE, Tensor.vector(4, 16));
    OpContext inference = with(known, false);
    List<Tensor> inputs = List.of(X, Tensor.vector(2, 8), ZEROS);
    Tensor y = NORM.value(inputs, inference);
    Tensor ones = Tensor.ones(X.shape());
    assertEquals(
        Tensor.generate(X.shape(), i -> i % 2 == 0 ? 1 : 2),
        NORM.gradient(0, inputs, y, ones, inference));
    assertEquals(Tensor.vector(6, 8), NORM.gradient(1, inputs, y, ones, inference));
    assertEquals(Tensor.vector(4, 4), NORM.gradient(2, inputs, y, ones, inference));
  }

  /// Adding a number to a channel or scaling it changes nothing, so no gradient points there.
  @Test
  void inTrainingTheGradientHasNoMeanAndNoPartAlongXHat() {
    List<Tensor> inputs = List.of(X, Tensor.vector(2, 3), Tensor.vector(5, 7));
    Tensor y = NORM.value(inputs, TRAINING);
    Tensor upstream = Tensor.generate(X.shape(), i -> CounterRandom.normal(4, i));
    Tensor dx = NORM.gradient(0, inputs, y, upstream, TRAINING);
    for (int channel = 0; channel < 2; channel++) {
      double sum = 0;
      double along = 0;
      double size = 0;
      for (int n = 0; n < 4; n++) {
        sum += dx.at(n, channel);
        along += dx.at(n, channel) * X.at(n, channel);
        size += Math.abs(dx.at(n, channel));
      }
      assertTrue(size > 1e-3);
      assertEquals(0, sum, ROUNDING);
      assertEquals(0, along, 30 * ROUNDING);
    }
  }
}
