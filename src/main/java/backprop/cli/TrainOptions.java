package backprop.cli;

import static backprop.cli.TrainFlags.AUGMENT;
import static backprop.cli.TrainFlags.BATCH;
import static backprop.cli.TrainFlags.CLIP_NORM;
import static backprop.cli.TrainFlags.CLIP_VALUE;
import static backprop.cli.TrainFlags.DECAY;
import static backprop.cli.TrainFlags.EPOCHS;
import static backprop.cli.TrainFlags.EPSILON;
import static backprop.cli.TrainFlags.EVALUATE;
import static backprop.cli.TrainFlags.GRADIENTS;
import static backprop.cli.TrainFlags.ITERATIONS;
import static backprop.cli.TrainFlags.MOMENTUM;
import static backprop.cli.TrainFlags.OPTIMIZER;
import static backprop.cli.TrainFlags.RATE;
import static backprop.cli.TrainFlags.RECIPE;
import static backprop.cli.TrainFlags.SAMPLING;
import static backprop.cli.TrainFlags.SCHEDULE;
import static backprop.cli.TrainFlags.SEED;
import static backprop.cli.TrainFlags.STOP;
import static backprop.cli.TrainFlags.WARM_UP;

import backprop.data.Augmentation;
import backprop.file.RecipeFile;
import backprop.message.Message;
import backprop.message.MessageException;
import backprop.network.Clipping;
import backprop.network.Optimizer;
import backprop.training.GradientMethod;
import backprop.training.Reading;
import backprop.training.Recipe;
import backprop.training.Sampling;
import backprop.training.Schedule;
import backprop.training.StopRule;
import backprop.training.TrainingLength;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import picocli.CommandLine.ParseResult;

/// Reads the [TrainFlags]: what they say of how a network is trained, over what the recipe says.
final class TrainOptions {
  private static final int MOST_BATCH = 100_000;
  private static final int MOST_EPOCHS = 1_000_000;
  private static final long MOST_ITERATIONS = 1_000_000_000L;
  private static final DoublePredicate POSITIVE = number -> number > 0;

  private final ParseResult given;

  TrainOptions(ParseResult given) {
    this.given = given;
  }

  private static List<String> names() {
    return Optimizer.all().stream().map(Optimizer::name).toList();
  }

  /// Whether an option was given.
  boolean has(String name) {
    return given.hasMatchedOption(name);
  }

  /// The recipe of `--recipe`, if one was given, else the other.
  Recipe base(Recipe otherwise, Console console) {
    return has(RECIPE) ? RecipeFile.read(console.file(text(RECIPE))) : otherwise;
  }

  /// The recipe with what the options say in place of what it says.
  ///
  /// @throws MessageException if an option says what cannot be
  Recipe over(Recipe base) {
    Recipe recipe = optimizer(base);
    if (has(SCHEDULE) || has(WARM_UP)) {
      recipe = recipe.withSchedule(schedule(recipe.schedule()));
    }
    if (has(DECAY)) {
      recipe = recipe.withWeightDecay(number(DECAY, number -> number >= 0));
    }
    if (has(CLIP_NORM) && has(CLIP_VALUE)) {
      throw new MessageException(Message.of("train.both", CLIP_NORM, CLIP_VALUE));
    }
    if (has(CLIP_NORM)) {
      recipe = recipe.withClipping(new Clipping.Norm(number(CLIP_NORM, POSITIVE)));
    }
    if (has(CLIP_VALUE)) {
      recipe = recipe.withClipping(new Clipping.Value(number(CLIP_VALUE, POSITIVE)));
    }
    if (has(BATCH)) {
      recipe = recipe.withBatch((int) whole(BATCH, 1, MOST_BATCH));
    }
    if (has(EPOCHS) && has(ITERATIONS)) {
      throw new MessageException(Message.of("train.both", EPOCHS, ITERATIONS));
    }
    if (has(EPOCHS)) {
      recipe = recipe.withLength(new TrainingLength.Epochs((int) whole(EPOCHS, 1, MOST_EPOCHS)));
    }
    if (has(ITERATIONS)) {
      recipe =
          recipe.withLength(new TrainingLength.Iterations(whole(ITERATIONS, 1, MOST_ITERATIONS)));
    }
    if (has(SAMPLING)) {
      recipe = recipe.withSampling(sampling(), recipe.seed());
    }
    if (has(SEED)) {
      recipe = recipe.withSampling(recipe.sampling(), whole(SEED, Long.MIN_VALUE, Long.MAX_VALUE));
    }
    if (has(GRADIENTS)) {
      recipe = recipe.withMethod(method());
    }
    if (has(STOP)) {
      recipe = recipe.withStop(Optional.of(stop()));
    }
    if (has(AUGMENT)) {
      recipe = recipe.withAugmentation(augmentation());
    }
    if (has(EVALUATE)) {
      recipe = recipe.withReading(reading());
    }
    return recipe;
  }

  private Recipe optimizer(Recipe base) {
    Optimizer optimizer = base.optimizer();
    Recipe recipe = base;
    if (has(OPTIMIZER) && !text(OPTIMIZER).equals(optimizer.name())) {
      optimizer = Optimizer.named(text(OPTIMIZER)).orElseThrow(() -> wrong(OPTIMIZER, names()));
      recipe = recipe.withWeightDecay(optimizer.usualDecay());
    }
    optimizer = constants(optimizer);
    return recipe.withOptimizer(optimizer, has(RATE) ? number(RATE, POSITIVE) : rate(base));
  }

  /// Another optimiser than the recipe's wants a rate of its own kind.
  private double rate(Recipe base) {
    boolean other = has(OPTIMIZER) && !text(OPTIMIZER).equals(base.optimizer().name());
    return other ? Optimizer.named(text(OPTIMIZER)).orElseThrow().usualRate() : base.rate();
  }

  private Optimizer constants(Optimizer usual) {
    Optimizer optimizer = usual;
    if (has(MOMENTUM)) {
      double momentum = number(MOMENTUM, number -> number >= 0 && number < 1);
      optimizer =
          switch (optimizer) {
            case Optimizer.Momentum _ -> new Optimizer.Momentum(momentum);
            case Optimizer.Nesterov _ -> new Optimizer.Nesterov(momentum);
            case Optimizer.Sgd _,
                Optimizer.AdaGrad _,
                Optimizer.RmsProp _,
                Optimizer.Adam _,
                Optimizer.AdamW _ ->
                throw new MessageException(
                    Message.of("train.no-such-constant", MOMENTUM, usual.name()));
          };
    }
    if (has(EPSILON)) {
      double epsilon = number(EPSILON, POSITIVE);
      optimizer =
          switch (optimizer) {
            case Optimizer.AdaGrad _ -> new Optimizer.AdaGrad(epsilon);
            case Optimizer.RmsProp rms -> new Optimizer.RmsProp(rms.decay(), epsilon);
            case Optimizer.Adam adam -> new Optimizer.Adam(adam.beta1(), adam.beta2(), epsilon);
            case Optimizer.AdamW adam -> new Optimizer.AdamW(adam.beta1(), adam.beta2(), epsilon);
            case Optimizer.Sgd _, Optimizer.Momentum _, Optimizer.Nesterov _ ->
                throw new MessageException(
                    Message.of("train.no-such-constant", EPSILON, usual.name()));
          };
    }
    return optimizer;
  }

  private Schedule schedule(Schedule base) {
    Schedule then = base instanceof Schedule.WarmUp(_, Schedule inner) ? inner : base;
    long warmUp = base instanceof Schedule.WarmUp(long iterations, _) ? iterations : 0;
    if (has(SCHEDULE)) {
      then = schedule(text(SCHEDULE).split(":", -1));
    }
    if (has(WARM_UP)) {
      warmUp = whole(WARM_UP, 0, MOST_ITERATIONS);
    }
    return warmUp > 0 ? new Schedule.WarmUp(warmUp, then) : then;
  }

  private Schedule schedule(String... parts) {
    try {
      if (parts[0].equals("constant") && parts.length == 1) {
        return new Schedule.Constant();
      }
      if (parts[0].equals("step") && parts.length == 3) {
        return new Schedule.Step(Long.parseLong(parts[1]), Double.parseDouble(parts[2]));
      }
      if (parts[0].equals("cosine") && parts.length <= 2) {
        return new Schedule.Cosine(parts.length == 1 ? 0 : Double.parseDouble(parts[1]));
      }
    } catch (IllegalArgumentException e) {
      throw new MessageException(bad(SCHEDULE), e);
    }
    throw new MessageException(bad(SCHEDULE));
  }

  private Sampling sampling() {
    return switch (text(SAMPLING)) {
      case "replacement" -> Sampling.WITH_REPLACEMENT;
      case "shuffled" -> Sampling.SHUFFLED;
      default -> throw wrong(SAMPLING, List.of("replacement", "shuffled"));
    };
  }

  private GradientMethod method() {
    return switch (text(GRADIENTS)) {
      case "backpropagation" -> GradientMethod.BACKPROPAGATION;
      case "numerical" -> GradientMethod.NUMERICAL;
      default -> throw wrong(GRADIENTS, List.of("backpropagation", "numerical"));
    };
  }

  private Reading reading() {
    return switch (text(EVALUATE)) {
      case "epoch" -> Reading.EACH_EPOCH;
      case "end" -> Reading.AT_END;
      default -> throw wrong(EVALUATE, List.of("epoch", "end"));
    };
  }

  private Augmentation augmentation() {
    return switch (text(AUGMENT)) {
      case "none" -> Augmentation.NONE;
      case "light" -> Augmentation.LIGHT;
      case "drawn" -> Augmentation.DRAWN;
      default -> throw wrong(AUGMENT, List.of("none", "light", "drawn"));
    };
  }

  private StopRule stop() {
    String[] parts = text(STOP).split(":", -1);
    try {
      if (parts.length == 2) {
        return new StopRule(Double.parseDouble(parts[0]), Integer.parseInt(parts[1]));
      }
    } catch (IllegalArgumentException e) {
      throw new MessageException(bad(STOP), e);
    }
    throw new MessageException(bad(STOP));
  }

  private String text(String name) {
    return Options.value(given, name);
  }

  private Message bad(String name) {
    return Message.of("cli.bad-value", name, text(name));
  }

  private MessageException wrong(String name, List<String> choices) {
    return new MessageException(
        Message.of("train.choice", name, text(name), String.join(", ", choices)));
  }

  private double number(String name, DoublePredicate passes) {
    return number(given, name, passes);
  }

  private long whole(String name, long least, long most) {
    return whole(given, name, least, most);
  }

  /// The finite number of an option.
  static double number(ParseResult given, String name, DoublePredicate passes) {
    String text = Options.value(given, name).strip();
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number) && passes.test(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new MessageException(Message.of("cli.bad-value", name, text), e);
    }
    throw new MessageException(Message.of("cli.bad-value", name, text));
  }

  /// The whole number of an option.
  static long whole(ParseResult given, String name, long least, long most) {
    String text = Options.value(given, name).strip();
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new MessageException(Message.of("cli.bad-value", name, text), e);
    }
    throw new MessageException(Message.of("cli.bad-value", name, text));
  }
}
