package backprop.training;

import backprop.data.DigitData;
import backprop.graph.GraphDocument;
import backprop.network.Optimizer;
import backprop.network.Weights;
import java.util.Optional;

/// Everything a run is made from: the same plan on the same kernels gives the same weights, bit for
/// bit.
///
/// @param document the network, with a marked loss
/// @param initial the weights it begins with, and to which rewinding returns
/// @param source what it learns from and is tested with; none for a document whose inputs all have
///   given values, which every iteration sees whole
/// @param recipe how it is trained
/// @param pace how fast it starts
public record TrainingPlan(
    GraphDocument document, Weights initial, Optional<DigitData> source, Recipe recipe, Pace pace) {

  /// A plan at full speed from the weights that the document begins with.
  public static TrainingPlan of(GraphDocument document, DigitData data, Recipe recipe) {
    return new TrainingPlan(
        document, Weights.initial(document.graph()), Optional.of(data), recipe, Pace.FULL_SPEED);
  }

  /// The textbook's run ([Recipe#TEXTBOOK]).
  public static TrainingPlan textbook(GraphDocument document, DigitData data) {
    return of(document, data, Recipe.TEXTBOOK);
  }

  /// The data.
  ///
  /// @throws java.util.NoSuchElementException if the document has its own
  public DigitData data() {
    return source.orElseThrow();
  }

  /// How many images an epoch sees: those of the training set, or the one batch that a document
  /// with its own values is.
  public int images() {
    return source.map(data -> data.train().count()).orElse(batch());
  }

  /// How many mini-batches the run has.
  public long iterations() {
    return length().iterations(images(), batch());
  }

  /// How many times the number of training images was seen after so many iterations.
  public double epochs(long iterations) {
    return (double) iterations * batch() / images();
  }

  public Optimizer optimizer() {
    return recipe.optimizer();
  }

  /// The learning rate before the schedule; it can be changed while the run goes on.
  public double rate() {
    return recipe.rate();
  }

  public int batch() {
    return recipe.batch();
  }

  public TrainingLength length() {
    return recipe.length();
  }

  public Sampling sampling() {
    return recipe.sampling();
  }

  public long seed() {
    return recipe.seed();
  }

  public TrainingPlan withInitial(Weights initial) {
    return new TrainingPlan(document, initial, source, recipe, pace);
  }

  public TrainingPlan withData(DigitData data) {
    return new TrainingPlan(document, initial, Optional.of(data), recipe, pace);
  }

  public TrainingPlan withRecipe(Recipe recipe) {
    return new TrainingPlan(document, initial, source, recipe, pace);
  }

  public TrainingPlan withOptimizer(Optimizer optimizer, double rate) {
    return withRecipe(recipe.withOptimizer(optimizer, rate));
  }

  public TrainingPlan withBatch(int batch) {
    return withRecipe(recipe.withBatch(batch));
  }

  public TrainingPlan withLength(TrainingLength length) {
    return withRecipe(recipe.withLength(length));
  }

  public TrainingPlan withSampling(Sampling sampling, long seed) {
    return withRecipe(recipe.withSampling(sampling, seed));
  }

  public TrainingPlan withPace(Pace pace) {
    return new TrainingPlan(document, initial, source, recipe, pace);
  }
}
