package backprop.training;

import backprop.data.DigitData;
import backprop.graph.GraphDocument;
import backprop.network.Optimizer;
import backprop.network.Weights;

/// Everything a run is made from: the same plan on the same kernels gives the same weights, bit for
/// bit.
///
/// @param document the network, with a marked loss and inputs bound to image and label
/// @param initial the weights it begins with, and to which rewinding returns
/// @param data what it learns from and is tested with
/// @param optimizer how parameters move
/// @param rate the learning rate at the start; it can be changed while the run goes on
/// @param batch images in a mini-batch
/// @param length when the run is finished
/// @param sampling how mini-batches are drawn
/// @param seed of the drawing of mini-batches
/// @param pace how fast it starts
public record TrainingPlan(
    GraphDocument document,
    Weights initial,
    DigitData data,
    Optimizer optimizer,
    double rate,
    int batch,
    TrainingLength length,
    Sampling sampling,
    long seed,
    Pace pace) {

  public TrainingPlan {
    if (batch < 1) {
      throw new IllegalArgumentException("A mini-batch has at least one image, not " + batch + ".");
    }
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("A learning rate is a positive number, not " + rate + ".");
    }
  }

  /// The textbook's run of its TwoLayerNet: SGD with rate 0.1, mini-batches of 100 drawn with
  /// replacement, 10,000 iterations (Saito, chapter 5.7), from the weights the document begins
  /// with.
  public static TrainingPlan textbook(GraphDocument document, DigitData data) {
    return new TrainingPlan(
        document,
        Weights.initial(document.graph()),
        data,
        new Optimizer.Sgd(),
        0.1,
        100,
        new TrainingLength.Iterations(10_000),
        Sampling.WITH_REPLACEMENT,
        1,
        Pace.FULL_SPEED);
  }

  /// How many mini-batches the run has.
  public long iterations() {
    return length.iterations(data.train().count(), batch);
  }

  /// How many times the number of training images was seen after so many iterations.
  public double epochs(long iterations) {
    return (double) iterations * batch / data.train().count();
  }

  public TrainingPlan withInitial(Weights initial) {
    return new TrainingPlan(
        document, initial, data, optimizer, rate, batch, length, sampling, seed, pace);
  }

  public TrainingPlan withData(DigitData data) {
    return new TrainingPlan(
        document, initial, data, optimizer, rate, batch, length, sampling, seed, pace);
  }

  public TrainingPlan withOptimizer(Optimizer optimizer, double rate) {
    return new TrainingPlan(
        document, initial, data, optimizer, rate, batch, length, sampling, seed, pace);
  }

  public TrainingPlan withBatch(int batch) {
    return new TrainingPlan(
        document, initial, data, optimizer, rate, batch, length, sampling, seed, pace);
  }

  public TrainingPlan withLength(TrainingLength length) {
    return new TrainingPlan(
        document, initial, data, optimizer, rate, batch, length, sampling, seed, pace);
  }

  public TrainingPlan withSampling(Sampling sampling, long seed) {
    return new TrainingPlan(
        document, initial, data, optimizer, rate, batch, length, sampling, seed, pace);
  }

  public TrainingPlan withPace(Pace pace) {
    return new TrainingPlan(
        document, initial, data, optimizer, rate, batch, length, sampling, seed, pace);
  }
}
