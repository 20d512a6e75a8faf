package backprop.graph;

import backprop.tensor.CounterRandom;
import backprop.tensor.Shape;
import backprop.tensor.Tensor;

/// The value a parameter begins with, the same in float64, float32 and exports.
public final class InitialValue {
  private InitialValue() {}

  /// The parameter's first value: element i of a random one is the deviation times the standard
  /// normal number at index i under the key (seed, id).
  public static Tensor of(Node.Parameter parameter) {
    return switch (parameter.init()) {
      case Node.Init.Given(Tensor value) -> value;
      case Node.Init.Zeros() -> Tensor.zeros(parameter.shape());
      case Node.Init.Normal(double deviation, long seed) -> normal(parameter, deviation, seed);
      case Node.Init.Glorot(long seed) -> normal(parameter, deviation(parameter), seed);
      case Node.Init.He(long seed) -> normal(parameter, deviation(parameter), seed);
    };
  }

  /// The standard deviation of a parameter's first values; 0 where they are not random.
  ///
  /// Glorot: √(2 / (fan in + fan out)); He: √(2 / fan in). A matrix (n, m) has fan in n and fan out
  /// m, filters (out, in, k, k) have in·k·k and out·k·k, a vector has its length twice.
  public static double deviation(Node.Parameter parameter) {
    Shape shape = parameter.shape();
    return switch (parameter.init()) {
      case Node.Init.Given _, Node.Init.Zeros _ -> 0;
      case Node.Init.Normal(double deviation, _) -> deviation;
      case Node.Init.Glorot _ -> Math.sqrt(2.0 / Math.max(1, fanIn(shape) + fanOut(shape)));
      case Node.Init.He _ -> Math.sqrt(2.0 / Math.max(1, fanIn(shape)));
    };
  }

  private static int fanIn(Shape shape) {
    return switch (shape.rank()) {
      case 0 -> 1;
      case 1, 2 -> shape.dim(0);
      default -> shape.size() / Math.max(1, shape.dim(0));
    };
  }

  private static int fanOut(Shape shape) {
    return switch (shape.rank()) {
      case 0 -> 1;
      case 1 -> shape.dim(0);
      case 2 -> shape.dim(1);
      default -> shape.size() / Math.max(1, shape.dim(1));
    };
  }

  private static Tensor normal(Node.Parameter parameter, double deviation, long seed) {
    long key = CounterRandom.key(seed, CounterRandom.name(parameter.id().text()));
    return Tensor.generate(parameter.shape(), i -> deviation * CounterRandom.normal(key, i));
  }
}
