package backprop.file;

import backprop.data.Augmentation;
import backprop.message.Message;
import backprop.network.Clipping;
import backprop.network.Optimizer;
import backprop.training.GradientMethod;
import backprop.training.Reading;
import backprop.training.Recipe;
import backprop.training.Sampling;
import backprop.training.Schedule;
import backprop.training.StopRule;
import backprop.training.TrainingLength;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

/// Makes a recipe of JSON, or says which field is wrong.
final class RecipeReader {
  private static final DoublePredicate POSITIVE = number -> number > 0;
  private static final DoublePredicate NOT_NEGATIVE = number -> number >= 0;
  private static final DoublePredicate SHARE = number -> number >= 0 && number <= 1;
  private static final DoublePredicate BELOW_ONE = number -> number >= 0 && number < 1;

  /// No run is longer, and no batch larger: a slip of the finger is no plan.
  static final long MOST_ITERATIONS = 1_000_000_000L;

  static final int MOST_EPOCHS = 1_000_000;
  static final int MOST_BATCH = 100_000;

  private RecipeReader() {}

  /// @throws BadContent with a sentence that names the field
  static Recipe read(JsonNode json) {
    RecipeFields fields = new RecipeFields(json, "");
    Recipe usual = Recipe.TEXTBOOK;
    Optimizer optimizer =
        fields.has("optimizer") ? optimizer(fields.object("optimizer")) : usual.optimizer();
    Recipe recipe =
        new Recipe(
            optimizer,
            fields.number("rate", usual.rate(), POSITIVE),
            fields.has("schedule") ? schedule(fields.object("schedule")) : usual.schedule(),
            fields.number("weight_decay", optimizer.usualDecay(), NOT_NEGATIVE),
            fields.has("clip") ? clipping(fields.object("clip")) : usual.clipping(),
            (int) fields.whole("batch", usual.batch(), 1, MOST_BATCH),
            length(fields, usual),
            fields.choice(
                "sampling", usual.sampling(), List.of(Sampling.values()), RecipeWriter::name),
            fields.whole("seed", usual.seed(), Long.MIN_VALUE, Long.MAX_VALUE),
            fields.choice(
                "gradients", usual.method(), List.of(GradientMethod.values()), RecipeWriter::name),
            fields.choice(
                "evaluate", usual.reading(), List.of(Reading.values()), RecipeWriter::name),
            fields.has("stop") ? Optional.of(stop(fields.object("stop"))) : Optional.empty(),
            fields.has("augmentation")
                ? augmentation(fields.object("augmentation"))
                : usual.augmentation());
    fields.end();
    return recipe;
  }

  private static TrainingLength length(RecipeFields fields, Recipe usual) {
    if (fields.has("epochs") && fields.has("iterations")) {
      throw new BadContent(Message.of("recipe.two-lengths"));
    }
    if (fields.has("epochs")) {
      return new TrainingLength.Epochs((int) fields.whole("epochs", 1, 1, MOST_EPOCHS));
    }
    return fields.has("iterations")
        ? new TrainingLength.Iterations(fields.whole("iterations", 1, 1, MOST_ITERATIONS))
        : usual.length();
  }

  private static Optimizer optimizer(RecipeFields fields) {
    Optimizer usual = fields.choice("name", new Optimizer.Sgd(), Optimizer.all(), Optimizer::name);
    Optimizer optimizer =
        switch (usual) {
          case Optimizer.Sgd sgd -> sgd;
          case Optimizer.Momentum(double momentum) ->
              new Optimizer.Momentum(fields.number("momentum", momentum, BELOW_ONE));
          case Optimizer.Nesterov(double momentum) ->
              new Optimizer.Nesterov(fields.number("momentum", momentum, BELOW_ONE));
          case Optimizer.AdaGrad(double epsilon) ->
              new Optimizer.AdaGrad(fields.number("epsilon", epsilon, POSITIVE));
          case Optimizer.RmsProp(double decay, double epsilon) ->
              new Optimizer.RmsProp(
                  fields.number("decay", decay, BELOW_ONE),
                  fields.number("epsilon", epsilon, POSITIVE));
          case Optimizer.Adam(double beta1, double beta2, double epsilon) ->
              new Optimizer.Adam(
                  fields.number("beta1", beta1, BELOW_ONE),
                  fields.number("beta2", beta2, BELOW_ONE),
                  fields.number("epsilon", epsilon, POSITIVE));
          case Optimizer.AdamW(double beta1, double beta2, double epsilon) ->
              new Optimizer.AdamW(
                  fields.number("beta1", beta1, BELOW_ONE),
                  fields.number("beta2", beta2, BELOW_ONE),
                  fields.number("epsilon", epsilon, POSITIVE));
        };
    fields.end();
    return optimizer;
  }

  private static Schedule schedule(RecipeFields fields) {
    List<Schedule> kinds =
        List.of(new Schedule.Constant(), new Schedule.Step(1, 1), new Schedule.Cosine(0));
    Schedule kind = fields.choice("kind", kinds.getFirst(), kinds, Schedule::name);
    Schedule schedule =
        switch (kind) {
          case Schedule.Constant constant -> constant;
          case Schedule.Step _ ->
              new Schedule.Step(
                  fields.whole("every", 1_000, 1, MOST_ITERATIONS),
                  fields.number("factor", 0.1, POSITIVE));
          case Schedule.Cosine _ -> new Schedule.Cosine(fields.number("last", 0, SHARE));
          case Schedule.WarmUp warm -> warm; // is none of the kinds
        };
    long warmUp = fields.whole("warm_up", 0, 0, MOST_ITERATIONS);
    fields.end();
    return warmUp > 0 ? new Schedule.WarmUp(warmUp, schedule) : schedule;
  }

  private static Clipping clipping(RecipeFields fields) {
    boolean byNorm = fields.has("norm");
    if (byNorm == fields.has("value")) {
      throw new BadContent(Message.of("recipe.clip"));
    }
    Clipping clipping =
        byNorm
            ? new Clipping.Norm(fields.number("norm", 1, POSITIVE))
            : new Clipping.Value(fields.number("value", 1, POSITIVE));
    fields.end();
    return clipping;
  }

  private static Augmentation augmentation(RecipeFields fields) {
    Augmentation none = Augmentation.NONE;
    try {
      Augmentation how =
          new Augmentation(
              fields.number("shift", none.shift(), NOT_NEGATIVE),
              fields.number("scale", none.scale(), NOT_NEGATIVE),
              fields.number("stretch", none.stretch(), NOT_NEGATIVE),
              fields.number("rotate", none.rotate(), NOT_NEGATIVE),
              fields.number("shear", none.shear(), NOT_NEGATIVE),
              fields.number("elastic", none.elastic(), NOT_NEGATIVE),
              fields.number("width", none.width(), NOT_NEGATIVE),
              fields.number("pen", none.pen(), NOT_NEGATIVE),
              fields.number("radius", none.radius(), NOT_NEGATIVE),
              fields.number("generated", none.generated(), NOT_NEGATIVE),
              fields.flag("framed", none.framed()),
              (int) fields.whole("reuse", none.reuse(), 1, MOST_EPOCHS));
      fields.end();
      return how;
    } catch (IllegalArgumentException e) { // names the strength and its range
      throw new BadContent(Message.of("recipe.augmentation", String.valueOf(e.getMessage())));
    }
  }

  private static StopRule stop(RecipeFields fields) {
    StopRule rule =
        new StopRule(
            fields.number("change", 1e-6, POSITIVE), (int) fields.whole("rounds", 5, 1, 1_000_000));
    fields.end();
    return rule;
  }
}
