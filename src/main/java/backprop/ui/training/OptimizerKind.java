package backprop.ui.training;

import backprop.network.Optimizer;

/// The optimisers one can choose, each with its usual constants.
enum OptimizerKind {
  SGD("ui-training.optimizer.sgd", 0.1),
  MOMENTUM("ui-training.optimizer.momentum", 0.1),
  NESTEROV("ui-training.optimizer.nesterov", 0.1),
  ADAGRAD("ui-training.optimizer.adagrad", 0.01),
  RMSPROP("ui-training.optimizer.rmsprop", 0.001),
  ADAM("ui-training.optimizer.adam", 0.001),
  ADAMW("ui-training.optimizer.adamw", 0.001);

  private final String key;
  private final double usualRate;

  OptimizerKind(String key, double usualRate) {
    this.key = key;
    this.usualRate = usualRate;
  }

  /// The key of its name.
  String key() {
    return key;
  }

  /// The rate that is offered with it.
  double usualRate() {
    return usualRate;
  }

  Optimizer optimizer() {
    return switch (this) {
      case SGD -> new Optimizer.Sgd();
      case MOMENTUM -> Optimizer.Momentum.usual();
      case NESTEROV -> Optimizer.Nesterov.usual();
      case ADAGRAD -> Optimizer.AdaGrad.usual();
      case RMSPROP -> Optimizer.RmsProp.usual();
      case ADAMW -> Optimizer.AdamW.usual();
      case ADAM -> Optimizer.Adam.usual();
    };
  }
}
