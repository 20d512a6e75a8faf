package backprop.file;

import backprop.data.Augmentation;
import backprop.network.Clipping;
import backprop.network.Optimizer;
import backprop.training.GradientMethod;
import backprop.training.Reading;
import backprop.training.Recipe;
import backprop.training.Sampling;
import backprop.training.Schedule;
import backprop.training.TrainingLength;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Writes a recipe as JSON, in the order of `src/docs/formats.md`.
final class RecipeWriter {
  private RecipeWriter() {}

  static ObjectNode write(Recipe recipe) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("optimizer", optimizer(recipe.optimizer()));
    json.put("rate", recipe.rate());
    json.set("schedule", schedule(recipe.schedule()));
    json.put("weight_decay", recipe.weightDecay());
    switch (recipe.clipping()) {
      case Clipping.None() -> {}
      case Clipping.Value(double most) -> json.putObject("clip").put("value", most);
      case Clipping.Norm(double most) -> json.putObject("clip").put("norm", most);
    }
    json.put("batch", recipe.batch());
    switch (recipe.length()) {
      case TrainingLength.Epochs(int count) -> json.put("epochs", count);
      case TrainingLength.Iterations(long count) -> json.put("iterations", count);
    }
    json.put("sampling", name(recipe.sampling()));
    json.put("seed", recipe.seed());
    json.put("gradients", name(recipe.method()));
    json.put("evaluate", name(recipe.reading()));
    recipe
        .stop()
        .ifPresent(
            stop ->
                json.putObject("stop").put("change", stop.epsilon()).put("rounds", stop.rounds()));
    if (!recipe.augmentation().equals(Augmentation.NONE)) {
      json.set("augmentation", augmentation(recipe.augmentation()));
    }
    return json;
  }

  private static ObjectNode augmentation(Augmentation how) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("shift", how.shift())
        .put("scale", how.scale())
        .put("stretch", how.stretch())
        .put("rotate", how.rotate())
        .put("shear", how.shear())
        .put("elastic", how.elastic())
        .put("width", how.width())
        .put("pen", how.pen())
        .put("radius", how.radius())
        .put("generated", how.generated())
        .put("framed", how.framed())
        .put("reuse", how.reuse());
  }

  private static ObjectNode optimizer(Optimizer optimizer) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", optimizer.name());
    return switch (optimizer) {
      case Optimizer.Sgd() -> json;
      case Optimizer.Momentum(double momentum) -> json.put("momentum", momentum);
      case Optimizer.Nesterov(double momentum) -> json.put("momentum", momentum);
      case Optimizer.AdaGrad(double epsilon) -> json.put("epsilon", epsilon);
      case Optimizer.RmsProp(double decay, double epsilon) ->
          json.put("decay", decay).put("epsilon", epsilon);
      case Optimizer.Adam(double beta1, double beta2, double epsilon) ->
          json.put("beta1", beta1).put("beta2", beta2).put("epsilon", epsilon);
      case Optimizer.AdamW(double beta1, double beta2, double epsilon) ->
          json.put("beta1", beta1).put("beta2", beta2).put("epsilon", epsilon);
    };
  }

  private static ObjectNode schedule(Schedule schedule) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", schedule.name());
    return switch (schedule) {
      case Schedule.Constant() -> json;
      case Schedule.Step(long every, double factor) ->
          json.put("every", every).put("factor", factor);
      case Schedule.Cosine(double last) -> json.put("last", last);
      case Schedule.WarmUp(long iterations, Schedule then) ->
          schedule(then).put("warm_up", iterations);
    };
  }

  static String name(Sampling sampling) {
    return switch (sampling) {
      case WITH_REPLACEMENT -> "replacement";
      case SHUFFLED -> "shuffled";
    };
  }

  static String name(GradientMethod method) {
    return switch (method) {
      case BACKPROPAGATION -> "backpropagation";
      case NUMERICAL -> "numerical";
    };
  }

  static String name(Reading reading) {
    return switch (reading) {
      case EACH_EPOCH -> "epoch";
      case AT_END -> "end";
    };
  }
}
