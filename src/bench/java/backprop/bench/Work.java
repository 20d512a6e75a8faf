package backprop.bench;

import backprop.network.Optimizer;
import java.util.List;
import java.util.Optional;

/// The works of the table, and what each must reach.
///
/// @param network the shipped network
/// @param batch images in an iteration; 1 without training
/// @param optimizer how it is trained; nothing for a forward pass alone
/// @param steps iterations of ours that are timed in one process
/// @param peerSteps the same for a peer
/// @param required for each peer, how many times ours is to be as fast
/// @param run the whole run, if there is one
enum Work {
  W1(
      "two-layer-784-100-10",
      100,
      new Optimizer.Sgd(),
      0.1,
      3_000,
      600,
      List.of(new Required("torch", 2.2), new Required("numpy64", 5.5)),
      new Run(10_000, 1.8, List.of("--optimizer", "sgd", "--lr", "0.1"))),
  W2(
      "sigmoid-784-50-10",
      32,
      Optimizer.Adam.usual(),
      0.001,
      6_000,
      1_200,
      List.of(new Required("torch", 5)),
      new Run(18_750, 3.5, List.of("--optimizer", "adam", "--lr", "0.001"))),
  W3(
      "textbook-cnn",
      60,
      Optimizer.Momentum.usual(),
      0.01,
      250,
      40,
      List.of(new Required("torch", 12)),
      new Run(1_000, 9, List.of("--optimizer", "momentum", "--lr", "0.01"))),
  W4mlp("two-layer-784-100-10", 20_000, 4_000),
  W4cnn("textbook-cnn", 6_000, 1_000);

  /// How many times a peer's time ours is to be at most one of.
  record Required(String peer, double ratio) {}

  /// A whole run, process and all.
  ///
  /// @param ratio against PyTorch's
  record Run(int iterations, double ratio, List<String> options) {}

  final String network;
  final int batch;
  final Optional<Optimizer> optimizer;
  final double rate;
  final int steps;
  final int peerSteps;
  final List<Required> required;
  final Optional<Run> run;

  Work(
      String network,
      int batch,
      Optimizer optimizer,
      double rate,
      int steps,
      int peerSteps,
      List<Required> required,
      Run run) {
    this.network = network;
    this.batch = batch;
    this.optimizer = Optional.of(optimizer);
    this.rate = rate;
    this.steps = steps;
    this.peerSteps = peerSteps;
    this.required = required;
    this.run = Optional.of(run);
  }

  Work(String network, int steps, int peerSteps) {
    this.network = network;
    this.batch = 1;
    this.optimizer = Optional.empty();
    this.rate = 0;
    this.steps = steps;
    this.peerSteps = peerSteps;
    this.required = List.of(new Required("torch", 5));
    this.run = Optional.empty();
  }

  /// Multiplications and additions of W1's three products an iteration, without the first layer's
  /// input gradient, which nobody needs.
  static double operationsOfW1() {
    return 2.0 * 100 * (2 * (784 * 100 + 100 * 10) + 100 * 10);
  }
}
