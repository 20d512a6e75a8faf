package backprop.network;

/// How a parameter moves against its gradient, with the textbook's constants.
public sealed interface Optimizer {

  /// The name in files and messages: `sgd`, `momentum`, `adagrad`, `adam`.
  String name();

  /// How many buffers of a parameter's shape it keeps from step to step.
  int moments();

  /// Stochastic gradient descent: `w −= rate · g`.
  record Sgd() implements Optimizer {
    @Override
    public String name() {
      return "sgd";
    }

    @Override
    public int moments() {
      return 0;
    }
  }

  /// Momentum: `v = momentum · v − rate · g`, `w += v` (Saito, chapter 6.1.4).
  record Momentum(double momentum) implements Optimizer {
    /// With the usual 0.9.
    public static Momentum usual() {
      return new Momentum(0.9);
    }

    @Override
    public String name() {
      return "momentum";
    }

    @Override
    public int moments() {
      return 1;
    }
  }

  /// AdaGrad: `h += g²`, `w −= rate · g / (√h + epsilon)` (Duchi and others 2011).
  record AdaGrad(double epsilon) implements Optimizer {
    /// With the usual 10⁻⁷.
    public static AdaGrad usual() {
      return new AdaGrad(1e-7);
    }

    @Override
    public String name() {
      return "adagrad";
    }

    @Override
    public int moments() {
      return 1;
    }
  }

  /// Adam: moving means `m` of `g` and `v` of `g²`, both corrected for their start at 0, then `w −=
  /// rate · m̂ / (√v̂ + epsilon)` (Kingma and Ba 2015).
  record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
    /// With the usual 0.9, 0.999 and 10⁻⁸.
    public static Adam usual() {
      return new Adam(0.9, 0.999, 1e-8);
    }

    @Override
    public String name() {
      return "adam";
    }

    @Override
    public int moments() {
      return 2;
    }
  }
}
