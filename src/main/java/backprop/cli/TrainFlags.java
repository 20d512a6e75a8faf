package backprop.cli;

import picocli.CommandLine.Model.CommandSpec;

/// The options that say how a network is trained.
///
/// Apart from [TrainOptions], which reads them, so that the help of the program loads no class of
/// the trainer.
final class TrainFlags {
  static final String EPOCHS = "--epochs";
  static final String ITERATIONS = "--iterations";
  static final String RATE = "--lr";
  static final String EVALUATE = "--evaluate";
  static final String RECIPE = "--recipe";
  static final String BATCH = "--batch";
  static final String OPTIMIZER = "--optimizer";
  static final String MOMENTUM = "--momentum";
  static final String EPSILON = "--epsilon";
  static final String SCHEDULE = "--schedule";
  static final String WARM_UP = "--warmup";
  static final String DECAY = "--weight-decay";
  static final String CLIP_NORM = "--clip-norm";
  static final String CLIP_VALUE = "--clip-value";
  static final String SAMPLING = "--sampling";
  static final String SEED = "--seed";
  static final String GRADIENTS = "--gradients";
  static final String STOP = "--stop";
  static final String AUGMENT = "--augment";

  /// The names of the optimisers, as the help lists them.
  static final String OPTIMIZERS = "sgd|momentum|nesterov|adagrad|rmsprop|adam|adamw";

  private TrainFlags() {}

  static void describe(CommandSpec spec, Console console) {
    option(spec, console, RECIPE, "FILE");
    option(spec, console, ITERATIONS, "N");
    option(spec, console, EPOCHS, "N");
    option(spec, console, BATCH, "N");
    option(spec, console, OPTIMIZER, OPTIMIZERS);
    option(spec, console, RATE, "RATE");
    option(spec, console, MOMENTUM, "NUMBER");
    option(spec, console, EPSILON, "NUMBER");
    option(spec, console, SCHEDULE, "constant|step:EVERY:FACTOR|cosine[:LAST]");
    option(spec, console, WARM_UP, "N");
    option(spec, console, DECAY, "NUMBER");
    option(spec, console, CLIP_NORM, "NUMBER");
    option(spec, console, CLIP_VALUE, "NUMBER");
    option(spec, console, SAMPLING, "replacement|shuffled");
    option(spec, console, SEED, "N");
    option(spec, console, GRADIENTS, "backpropagation|numerical");
    option(spec, console, STOP, "CHANGE:ROUNDS");
    option(spec, console, AUGMENT, "none|light|drawn");
    option(spec, console, EVALUATE, "epoch|end");
  }

  private static void option(CommandSpec spec, Console console, String name, String label) {
    spec.addOption(Options.value(name, label, console.text("train.option." + name.substring(2))));
  }
}
