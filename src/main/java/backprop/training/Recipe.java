package backprop.training;

import backprop.data.Augmentation;
import backprop.network.Clipping;
import backprop.network.Optimizer;
import java.util.Optional;

/// How a network is trained, whatever the network and the data: every number a person can choose.
///
/// Each preset has one beside it in `assets/presets`; `src/docs/formats.md` describes the file.
///
/// @param optimizer how parameters move
/// @param rate the learning rate before the schedule, positive
/// @param schedule how the rate changes over the run
/// @param weightDecay λ of PyTorch's `weight_decay`, for every parameter; 0 for none
/// @param clipping how gradients that are too large are cut
/// @param batch images in a mini-batch, at least 1
/// @param length when the run is finished
/// @param sampling how mini-batches are drawn
/// @param seed of the drawing of mini-batches, of dropout and of augmentation
/// @param method how gradients are found
/// @param reading when both sets are read whole
/// @param stop what ends the run before its length
/// @param augmentation how training images are varied each time they are seen
public record Recipe(
    Optimizer optimizer,
    double rate,
    Schedule schedule,
    double weightDecay,
    Clipping clipping,
    int batch,
    TrainingLength length,
    Sampling sampling,
    long seed,
    GradientMethod method,
    Reading reading,
    Optional<StopRule> stop,
    Augmentation augmentation) {

  /// The textbook's run of its TwoLayerNet: SGD with rate 0.1, mini-batches of 100 drawn with
  /// replacement, 10,000 iterations (Saito, chapter 5.7).
  public static final Recipe TEXTBOOK =
      new Recipe(
          new Optimizer.Sgd(),
          0.1,
          new Schedule.Constant(),
          0,
          new Clipping.None(),
          100,
          new TrainingLength.Iterations(10_000),
          Sampling.WITH_REPLACEMENT,
          1,
          GradientMethod.BACKPROPAGATION,
          Reading.EACH_EPOCH,
          Optional.empty(),
          Augmentation.NONE);

  public Recipe {
    if (batch < 1) {
      throw new IllegalArgumentException("A mini-batch has at least one image, not " + batch + ".");
    }
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("A learning rate is a positive number, not " + rate + ".");
    }
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new IllegalArgumentException("A weight decay is not negative: " + weightDecay + ".");
    }
  }

  /// The learning rate of an iteration.
  ///
  /// @param rate the rate before the schedule: the recipe's, or what a person changed it to
  /// @param iteration counted from 0
  /// @param iterations of the whole run
  public double rate(double rate, long iteration, long iterations) {
    return rate * schedule.factor(iteration, iterations);
  }

  public Recipe withOptimizer(Optimizer optimizer, double rate) {
    return new Recipe(
        optimizer,
        rate,
        schedule,
        weightDecay,
        clipping,
        batch,
        length,
        sampling,
        seed,
        method,
        reading,
        stop,
        augmentation);
  }

  public Recipe withSchedule(Schedule schedule) {
    return new Recipe(
        optimizer,
        rate,
        schedule,
        weightDecay,
        clipping,
        batch,
        length,
        sampling,
        seed,
        method,
        reading,
        stop,
        augmentation);
  }

  public Recipe withWeightDecay(double weightDecay) {
    return new Recipe(
        optimizer,
        rate,
        schedule,
        weightDecay,
        clipping,
        batch,
        length,
        sampling,
        seed,
        method,
        reading,
        stop,
        augmentation);
  }

  public Recipe withClipping(Clipping clipping) {
    return new Recipe(
        optimizer,
        rate,
        schedule,
        weightDecay,
        clipping,
        batch,
        length,
        sampling,
        seed,
        method,
        reading,
        stop,
        augmentation);
  }

  public Recipe withBatch(int batch) {
    return new Recipe(
        optimizer,
        rate,
        schedule,
        weightDecay,
        clipping,
        batch,
        length,
        sampling,
        seed,
        method,
        reading,
        stop,
        augmentation);
  }

  public Recipe withLength(TrainingLength length) {
    return new Recipe(
        optimizer,
        rate,
        schedule,
        weightDecay,
        clipping,
        batch,
        length,
        sampling,
        seed,
        method,
        reading,
        stop,
        augmentation);
  }

  public Recipe withSampling(Sampling sampling, long seed) {
    return new Recipe(
        optimizer,
        rate,
        schedule,
        weightDecay,
        clipping,
        batch,
        length,
        sampling,
        seed,
        method,
        reading,
        stop,
        augmentation);
  }

  public Recipe withMethod(GradientMethod method) {
    return new Recipe(
        optimizer,
        rate,
        schedule,
        weightDecay,
        clipping,
        batch,
        length,
        sampling,
        seed,
        method,
        reading,
        stop,
        augmentation);
  }

  public Recipe withReading(Reading reading) {
    return new Recipe(
        optimizer,
        rate,
        schedule,
        weightDecay,
        clipping,
        batch,
        length,
        sampling,
        seed,
        method,
        reading,
        stop,
        augmentation);
  }

  public Recipe withStop(Optional<StopRule> stop) {
    return new Recipe(
        optimizer,
        rate,
        schedule,
        weightDecay,
        clipping,
        batch,
        length,
        sampling,
        seed,
        method,
        reading,
        stop,
        augmentation);
  }

  public Recipe withAugmentation(Augmentation augmentation) {
    return new Recipe(
        optimizer,
        rate,
        schedule,
        weightDecay,
        clipping,
        batch,
        length,
        sampling,
        seed,
        method,
        reading,
        stop,
        augmentation);
  }
}
