package backprop.autodiff;

import backprop.tensor.Shape;
import backprop.tensor.Tensor;
import java.util.List;

/// How one parameter moves against its gradient: the float64 reference of every optimiser.
///
/// Pure functions: weights, gradient and [State] go in, new ones come out. Sources: Saito, Deep
/// Learning from Scratch, chapter 6.1; Kingma and Ba, *Adam*, 2015; Duchi, Hazan and Singer,
/// *AdaGrad*, 2011.
public sealed interface Optimizer {

  /// What an optimiser remembers of one parameter between steps; never a gradient target.
  ///
  /// @param steps how many updates were made
  /// @param moments running tensors of the parameter's shape: v; h; m and s; none for plain descent
  record State(long steps, List<Tensor> moments) {
    public State {
      moments = List.copyOf(moments);
    }
  }

  /// A parameter after an update, and what is remembered of it.
  record Updated(Tensor weight, State state) {}

  /// The learning rate.
  double rate();

  /// The same optimiser with another learning rate.
  Optimizer withRate(double rate);

  /// What is remembered before the first update of a parameter of this shape.
  State begin(Shape shape);

  /// One update of one parameter.
  Updated update(Tensor weight, Tensor gradient, State state);

  /// Stochastic gradient descent: `w ← w − η g`.
  record Sgd(double rate) implements Optimizer {
    @Override
    public Sgd withRate(double rate) {
      return new Sgd(rate);
    }

    @Override
    public State begin(Shape shape) {
      return new State(0, List.of());
    }

    @Override
    public Updated update(Tensor weight, Tensor gradient, State state) {
      return new Updated(
          weight.zip(gradient, (w, g) -> w - rate * g), new State(state.steps + 1, List.of()));
    }
  }

  /// Momentum: `v ← μ v − η g`, `w ← w + v`.
  record Momentum(double rate, double momentum) implements Optimizer {
    /// With the usual μ = 0.9.
    public static Momentum of(double rate) {
      return new Momentum(rate, 0.9);
    }

    @Override
    public Momentum withRate(double rate) {
      return new Momentum(rate, momentum);
    }

    @Override
    public State begin(Shape shape) {
      return new State(0, List.of(Tensor.zeros(shape)));
    }

    @Override
    public Updated update(Tensor weight, Tensor gradient, State state) {
      Tensor v = state.moments.get(0).zip(gradient, (old, g) -> momentum * old - rate * g);
      return new Updated(weight.zip(v, Double::sum), new State(state.steps + 1, List.of(v)));
    }
  }

  /// AdaGrad: `h ← h + g²`, `w ← w − η g / (√h + ε)`.
  record AdaGrad(double rate, double epsilon) implements Optimizer {
    /// With PyTorch's ε = 1e-10.
    public static AdaGrad of(double rate) {
      return new AdaGrad(rate, 1e-10);
    }

    @Override
    public AdaGrad withRate(double rate) {
      return new AdaGrad(rate, epsilon);
    }

    @Override
    public State begin(Shape shape) {
      return new State(0, List.of(Tensor.zeros(shape)));
    }

    @Override
    public Updated update(Tensor weight, Tensor gradient, State state) {
      Tensor h = state.moments.get(0).zip(gradient, (old, g) -> old + g * g);
      Tensor move = gradient.zip(h, (g, sum) -> rate * g / (Math.sqrt(sum) + epsilon));
      return new Updated(weight.zip(move, (w, d) -> w - d), new State(state.steps + 1, List.of(h)));
    }
  }

  /// Adam: `m ← β₁ m + (1 − β₁) g`, `s ← β₂ s + (1 − β₂) g²`, `w ← w − η m̂ / (√ŝ + ε)`, where m̂
  /// and ŝ are divided by 1 − βᵗ, t counting from 1.
  record Adam(double rate, double beta1, double beta2, double epsilon) implements Optimizer {
    /// With the paper's β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
    public static Adam of(double rate) {
      return new Adam(rate, 0.9, 0.999, 1e-8);
    }

    @Override
    public Adam withRate(double rate) {
      return new Adam(rate, beta1, beta2, epsilon);
    }

    @Override
    public State begin(Shape shape) {
      return new State(0, List.of(Tensor.zeros(shape), Tensor.zeros(shape)));
    }

    @Override
    public Updated update(Tensor weight, Tensor gradient, State state) {
      long t = state.steps + 1;
      Tensor m = state.moments.get(0).zip(gradient, (old, g) -> beta1 * old + (1 - beta1) * g);
      Tensor s = state.moments.get(1).zip(gradient, (old, g) -> beta2 * old + (1 - beta2) * g * g);
      double mShare = 1 - Math.pow(beta1, (double) t);
      double sShare = 1 - Math.pow(beta2, (double) t);
      Tensor move =
          m.zip(
              s, (mean, square) -> rate * (mean / mShare) / (Math.sqrt(square / sShare) + epsilon));
      return new Updated(weight.zip(move, (w, d) -> w - d), new State(t, List.of(m, s)));
    }
  }
}
