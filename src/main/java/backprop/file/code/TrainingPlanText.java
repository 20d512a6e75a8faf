package backprop.file.code;

import backprop.network.Clipping;
import backprop.network.Optimizer;
import backprop.training.Reading;
import backprop.training.Recipe;
import backprop.training.Sampling;
import backprop.training.Schedule;
import backprop.training.TrainingLength;
import java.util.LinkedHashMap;
import java.util.Map;

/// A recipe as the defaults of a script's options, each with its value in Python.
final class TrainingPlanText {
  private static final String NONE = "None";

  private TrainingPlanText() {}

  static Map<String, String> of(Recipe recipe) {
    Map<String, String> plan = new LinkedHashMap<>();
    switch (recipe.length()) {
      case TrainingLength.Iterations(long count) -> {
        plan.put("iterations", String.valueOf(count));
        plan.put("epochs", NONE);
      }
      case TrainingLength.Epochs(int count) -> {
        plan.put("iterations", NONE);
        plan.put("epochs", String.valueOf(count));
      }
    }
    plan.put("batch", String.valueOf(recipe.batch()));
    plan.put(
        "sampling",
        switch (recipe.sampling()) {
          case Sampling.WITH_REPLACEMENT -> "\"replacement\"";
          case Sampling.SHUFFLED -> "\"shuffled\"";
        });
    plan.put("seed", String.valueOf(recipe.seed()));
    optimizer(recipe.optimizer(), plan);
    plan.put("lr", PythonText.number(recipe.rate()));
    plan.put(
        "weight_decay",
        recipe.weightDecay() == recipe.optimizer().usualDecay()
            ? NONE
            : PythonText.number(recipe.weightDecay()));
    clipping(recipe.clipping(), plan);
    schedule(recipe.schedule(), plan);
    plan.put(
        "stop",
        recipe
            .stop()
            .map(stop -> PythonText.quoted(PythonText.number(stop.epsilon()) + ":" + stop.rounds()))
            .orElse(NONE));
    plan.put(
        "evaluate",
        switch (recipe.reading()) {
          case Reading.EACH_EPOCH -> "\"epoch\"";
          case Reading.AT_END -> "\"end\"";
        });
    return plan;
  }

  /// The optimiser's constants; those of the others are the usual ones.
  private static void optimizer(Optimizer optimizer, Map<String, String> plan) {
    plan.put("optimizer", "\"" + optimizer.name() + "\"");
    plan.put("momentum", PythonText.number(Optimizer.Momentum.usual().momentum()));
    plan.put("decay", PythonText.number(Optimizer.RmsProp.usual().decay()));
    plan.put("beta1", PythonText.number(Optimizer.Adam.usual().beta1()));
    plan.put("beta2", PythonText.number(Optimizer.Adam.usual().beta2()));
    plan.put("epsilon", NONE);
    switch (optimizer) {
      case Optimizer.Sgd() -> {}
      case Optimizer.Momentum(double momentum) -> plan.put("momentum", PythonText.number(momentum));
      case Optimizer.Nesterov(double momentum) -> plan.put("momentum", PythonText.number(momentum));
      case Optimizer.AdaGrad(double epsilon) ->
          epsilon(epsilon, Optimizer.AdaGrad.usual().epsilon(), plan);
      case Optimizer.RmsProp(double decay, double epsilon) -> {
        plan.put("decay", PythonText.number(decay));
        epsilon(epsilon, Optimizer.RmsProp.usual().epsilon(), plan);
      }
      case Optimizer.Adam(double beta1, double beta2, double epsilon) ->
          moments(beta1, beta2, epsilon, plan);
      case Optimizer.AdamW(double beta1, double beta2, double epsilon) ->
          moments(beta1, beta2, epsilon, plan);
    }
  }

  private static void moments(
      double beta1, double beta2, double epsilon, Map<String, String> plan) {
    plan.put("beta1", PythonText.number(beta1));
    plan.put("beta2", PythonText.number(beta2));
    epsilon(epsilon, Optimizer.Adam.usual().epsilon(), plan);
  }

  /// A usual one is left to the script, so that another optimiser there has its own.
  private static void epsilon(double epsilon, double usual, Map<String, String> plan) {
    plan.put("epsilon", epsilon == usual ? NONE : PythonText.number(epsilon));
  }

  private static void clipping(Clipping clipping, Map<String, String> plan) {
    double value = clipping instanceof Clipping.Value(double most) ? most : 0;
    double norm = clipping instanceof Clipping.Norm(double most) ? most : 0;
    plan.put("clip_value", PythonText.number(value));
    plan.put("clip_norm", PythonText.number(norm));
  }

  private static void schedule(Schedule schedule, Map<String, String> plan) {
    plan.put("warmup", "0");
    switch (schedule) {
      case Schedule.Constant() -> plan.put("schedule", "\"constant\"");
      case Schedule.Step(long every, double factor) ->
          plan.put("schedule", "\"step:" + every + ":" + PythonText.number(factor) + "\"");
      case Schedule.Cosine(double last) ->
          plan.put("schedule", "\"cosine:" + PythonText.number(last) + "\"");
      case Schedule.WarmUp(long iterations, Schedule then) -> {
        schedule(then, plan);
        plan.put("warmup", String.valueOf(iterations));
      }
    }
  }
}
