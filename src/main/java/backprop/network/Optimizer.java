package backprop.network;

import java.util.List;
import java.util.Optional;

/// How a parameter moves against its gradient, each as PyTorch defines it.
///
/// `rate` in the formulas is the learning rate of the step. Moments begin at 0. Where PyTorch and
/// the textbook write a formula differently, both give the same steps as long as the rate stays;
/// PyTorch's form is the one kept, because rates change here.
public sealed interface Optimizer {

  /// The name in commands, files and messages: `sgd`, `adam` …
  String name();

  /// How many buffers of a parameter's shape it keeps from step to step.
  int moments();

  /// Whether a weight decay shrinks the parameter itself and is no part of its gradient.
  default boolean decoupledDecay() {
    return false;
  }

  /// The weight decay that is usual with it: PyTorch's default.
  default double usualDecay() {
    return 0;
  }

  /// A learning rate to begin with.
  default double usualRate() {
    return switch (this) {
      case Sgd _, Momentum _, Nesterov _ -> 0.1;
      case AdaGrad _ -> 0.01;
      case RmsProp _, Adam _, AdamW _ -> 0.001;
    };
  }

  /// Every optimiser with its usual constants, in the order of the help.
  static List<Optimizer> all() {
    return List.of(
        new Sgd(),
        Momentum.usual(),
        Nesterov.usual(),
        AdaGrad.usual(),
        RmsProp.usual(),
        Adam.usual(),
        AdamW.usual());
  }

  /// The optimiser of this name with its usual constants.
  static Optional<Optimizer> named(String name) {
    return all().stream().filter(optimizer -> optimizer.name().equals(name)).findFirst();
  }

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

  /// Momentum: `v = momentum · v + g`, `w −= rate · v` (Saito, chapter 6.1.4, keeps `−rate · v`).
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

  /// Nesterov's momentum: `v = momentum · v + g`, `w −= rate · (g + momentum · v)` (Sutskever and
  /// others 2013).
  record Nesterov(double momentum) implements Optimizer {
    /// With the usual 0.9.
    public static Nesterov usual() {
      return new Nesterov(0.9);
    }

    @Override
    public String name() {
      return "nesterov";
    }

    @Override
    public int moments() {
      return 1;
    }
  }

  /// AdaGrad: `h += g²`, `w −= rate · g / (√h + epsilon)` (Duchi and others 2011).
  record AdaGrad(double epsilon) implements Optimizer {
    /// With PyTorch's 10⁻¹⁰.
    public static AdaGrad usual() {
      return new AdaGrad(1e-10);
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

  /// RMSProp: a moving mean `v = decay · v + (1 − decay) · g²`, then `w −= rate · g / (√v +
  /// epsilon)` (Tieleman and Hinton 2012).
  record RmsProp(double decay, double epsilon) implements Optimizer {
    /// With PyTorch's 0.99 and 10⁻⁸.
    public static RmsProp usual() {
      return new RmsProp(0.99, 1e-8);
    }

    @Override
    public String name() {
      return "rmsprop";
    }

    @Override
    public int moments() {
      return 1;
    }
  }

  /// Adam: moving means `m` of `g` and `v` of `g²`, both corrected for their start at 0, then `w −=
  /// rate · m̂ / (√v̂ + epsilon)` (Kingma and Ba 2015).
  record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
    /// With the usual 0.9, 0.999 and 10⁻⁸; Keras has 10⁻⁷.
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

  /// Adam whose weight decay shrinks the parameter itself: `w −= rate · decay · w`, then a step of
  /// [Adam] (Loshchilov and Hutter 2019).
  record AdamW(double beta1, double beta2, double epsilon) implements Optimizer {
    /// With the usual 0.9, 0.999 and 10⁻⁸.
    public static AdamW usual() {
      return new AdamW(0.9, 0.999, 1e-8);
    }

    @Override
    public String name() {
      return "adamw";
    }

    @Override
    public int moments() {
      return 2;
    }

    @Override
    public boolean decoupledDecay() {
      return true;
    }

    @Override
    public double usualDecay() {
      return 0.01;
    }
  }
}
