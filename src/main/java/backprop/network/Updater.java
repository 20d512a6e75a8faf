package backprop.network;

import backprop.graph.NodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Moves the parameters of a workspace after a backward pass, and keeps the optimiser's moments
/// between steps.
///
/// Clipping and a weight decay that belongs to the gradient change the gradients in place. Not safe
/// for several threads; allocates only when made.
public final class Updater {
  /// PyTorch's guard against a norm of 0 (`torch.nn.utils.clip_grad_norm_`).
  private static final double NORM_GUARD = 1e-6;

  private final Workspace workspace;
  private final Optimizer optimizer;
  private final double decay;
  private final Clipping clipping;
  private final List<NodeId> parameters;
  private final Matrix[] values;
  private final Matrix[] gradients;
  private final Matrix[] first;
  private final Matrix[] second;
  private final Team.Work work = this::update;
  private long steps;
  private double rate;

  /// What gradients are multiplied by so that their norm is not too large; only below 1.
  private double shrink = 1;

  /// Without weight decay and clipping.
  public Updater(Workspace workspace, Optimizer optimizer) {
    this(workspace, optimizer, 0, new Clipping.None());
  }

  /// Moments of zero for every parameter that the workspace computes a gradient for.
  ///
  /// @param decay the weight decay λ: adds `λ · w` to a gradient after clipping, or shrinks the
  ///   parameter itself where the optimiser says so
  public Updater(Workspace workspace, Optimizer optimizer, double decay, Clipping clipping) {
    this.workspace = workspace;
    this.optimizer = optimizer;
    this.decay = decay;
    this.clipping = clipping;
    Program program = workspace.program();
    parameters = program.parameters().stream().filter(program::hasGradient).toList();
    values = new Matrix[parameters.size()];
    gradients = new Matrix[values.length];
    first = new Matrix[values.length];
    second = new Matrix[values.length];
    for (int i = 0; i < values.length; i++) {
      int slot = program.slot(parameters.get(i));
      values[i] = workspace.value(slot);
      gradients[i] = workspace.gradient(slot);
      if (optimizer.moments() > 0) {
        first[i] = new Matrix(values[i].rows, values[i].columns);
      }
      if (optimizer.moments() > 1) {
        second[i] = new Matrix(values[i].rows, values[i].columns);
      }
    }
  }

  /// How many steps were made.
  public long steps() {
    return steps;
  }

  /// A copy of the moments: of each parameter as many tensors of its shape as the optimiser keeps.
  public Map<NodeId, List<FloatTensor>> moments() {
    Map<NodeId, List<FloatTensor>> copies = new LinkedHashMap<>();
    for (int i = 0; i < values.length && optimizer.moments() > 0; i++) {
      List<FloatTensor> ofThis = new ArrayList<>();
      for (int k = 0; k < optimizer.moments(); k++) {
        var shape = workspace.program().shape(parameters.get(i));
        ofThis.add(FloatTensor.of(shape, moment(k)[i]));
      }
      copies.put(parameters.get(i), ofThis);
    }
    return copies;
  }

  /// Goes on as the updater did that gave these numbers.
  ///
  /// @throws IllegalArgumentException if they are not those of this optimiser and these parameters
  public void restore(long steps, Map<NodeId, List<FloatTensor>> moments) {
    for (int i = 0; i < values.length; i++) {
      NodeId id = parameters.get(i);
      List<FloatTensor> given = moments.getOrDefault(id, List.of());
      boolean fits =
          given.size() == optimizer.moments()
              && given.stream().allMatch(m -> m.shape().equals(workspace.program().shape(id)));
      if (!fits) {
        throw new IllegalArgumentException("not the moments of " + optimizer.name() + ": " + id);
      }
      for (int k = 0; k < given.size(); k++) {
        given.get(k).read(moment(k)[i]);
      }
    }
    this.steps = steps;
  }

  private Matrix[] moment(int k) {
    return k == 0 ? first : second;
  }

  /// One step of all parameters at this learning rate.
  public void update(double rate) {
    steps++;
    this.rate = rate;
    if (clipping instanceof Clipping.Norm(double most)) {
      double squares = 0;
      for (Matrix gradient : gradients) {
        squares += workspace.kernels().sumOfSquares(gradient);
      }
      shrink = most / (Math.sqrt(squares) + NORM_GUARD);
    }
    workspace.team().run(work);
  }

  /// A lane's rows of every parameter.
  private void update(int lane) {
    int lanes = workspace.team().lanes();
    for (int i = 0; i < values.length; i++) {
      int from = Bands.share(values[i].rows, lane, lanes);
      int end = Bands.share(values[i].rows, lane + 1, lanes);
      clip(gradients[i], from, end);
      decay(i, from, end);
      move(i, from, end);
    }
  }

  private void clip(Matrix gradient, int from, int end) {
    Kernels kernels = workspace.kernels();
    switch (clipping) {
      case Clipping.None() -> {}
      case Clipping.Value(double most) -> kernels.clip(gradient, (float) most, from, end);
      case Clipping.Norm _ -> {
        if (shrink < 1) {
          kernels.scale(gradient, (float) shrink, gradient, from, end);
        }
      }
    }
  }

  private void decay(int i, int from, int end) {
    Kernels kernels = workspace.kernels();
    if (decay == 0) {
      return;
    }
    if (optimizer.decoupledDecay()) {
      kernels.scale(values[i], (float) (1 - rate * decay), values[i], from, end);
    } else {
      kernels.addScaled(values[i], (float) decay, gradients[i], from, end);
    }
  }

  private void move(int i, int from, int end) {
    Kernels kernels = workspace.kernels();
    Matrix w = values[i];
    Matrix g = gradients[i];
    float by = (float) rate;
    switch (optimizer) {
      case Optimizer.Sgd() -> kernels.sgd(w, g, by, from, end);
      case Optimizer.Momentum(double momentum) ->
          kernels.momentum(w, g, first[i], by, (float) momentum, from, end);
      case Optimizer.Nesterov(double momentum) ->
          kernels.nesterov(w, g, first[i], by, (float) momentum, from, end);
      case Optimizer.AdaGrad(double epsilon) ->
          kernels.adaGrad(w, g, first[i], by, (float) epsilon, from, end);
      case Optimizer.RmsProp(double mean, double epsilon) ->
          kernels.rmsProp(w, g, first[i], by, (float) (1 - mean), (float) epsilon, from, end);
      case Optimizer.Adam(double beta1, double beta2, double epsilon) ->
          adam(i, beta1, beta2, epsilon, from, end);
      case Optimizer.AdamW(double beta1, double beta2, double epsilon) ->
          adam(i, beta1, beta2, epsilon, from, end);
    }
  }

  private void adam(int i, double beta1, double beta2, double epsilon, int from, int end) {
    double t = (double) steps;
    double corrected = rate / (1 - Math.pow(beta1, t));
    double root = 1 / Math.sqrt(1 - Math.pow(beta2, t));
    workspace
        .kernels()
        .adam(
            values[i],
            gradients[i],
            first[i],
            second[i],
            (float) corrected,
            (float) root,
            (float) (1 - beta1),
            (float) (1 - beta2),
            (float) epsilon,
            from,
            end);
  }
}
