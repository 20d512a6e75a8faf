package backprop.network;

import java.util.List;

/// Moves the parameters of a workspace after a backward pass, and keeps the optimiser's moments
/// between steps.
///
/// Not safe for several threads; allocates only when made.
public final class Updater {
  private final Workspace workspace;
  private final Optimizer optimizer;
  private final Matrix[] values;
  private final Matrix[] gradients;
  private final Matrix[] first;
  private final Matrix[] second;
  private long steps;

  /// Moments of zero for every parameter that the workspace computes a gradient for.
  public Updater(Workspace workspace, Optimizer optimizer) {
    this.workspace = workspace;
    this.optimizer = optimizer;
    Program program = workspace.program();
    List<Integer> slots =
        program.parameters().stream().filter(program::hasGradient).map(program::slot).toList();
    values = new Matrix[slots.size()];
    gradients = new Matrix[slots.size()];
    first = new Matrix[slots.size()];
    second = new Matrix[slots.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = workspace.value(slots.get(i));
      gradients[i] = workspace.gradient(slots.get(i));
      if (optimizer.moments() > 0) {
        first[i] = new Matrix(values[i].rows, values[i].columns);
      }
      if (optimizer.moments() > 1) {
        second[i] = new Matrix(values[i].rows, values[i].columns);
      }
    }
  }

  /// One step of all parameters at this learning rate.
  public void update(double rate) {
    steps++;
    Kernels kernels = workspace.kernels();
    for (int i = 0; i < values.length; i++) {
      switch (optimizer) {
        case Optimizer.Sgd sgd -> kernels.sgd(values[i], gradients[i], (float) rate);
        case Optimizer.Momentum momentum ->
            kernels.momentum(
                values[i], gradients[i], first[i], (float) rate, (float) momentum.momentum());
        case Optimizer.AdaGrad adaGrad ->
            kernels.adaGrad(
                values[i], gradients[i], first[i], (float) rate, (float) adaGrad.epsilon());
        case Optimizer.Adam adam -> adam(kernels, i, adam, rate);
      }
    }
  }

  private void adam(Kernels kernels, int i, Optimizer.Adam adam, double rate) {
    double t = (double) steps;
    double corrected = rate / (1 - Math.pow(adam.beta1(), t));
    double root = 1 / Math.sqrt(1 - Math.pow(adam.beta2(), t));
    kernels.adam(
        values[i],
        gradients[i],
        first[i],
        second[i],
        (float) corrected,
        (float) root,
        (float) (1 - adam.beta1()),
        (float) (1 - adam.beta2()),
        (float) adam.epsilon());
  }
}
