package backprop.training;

/// How a run finds the gradients that it follows.
public enum GradientMethod {
  /// By backpropagation: one pass back for all parameters.
  BACKPROPAGATION,
  /// By numerical differentiation: two forward passes for every single number of every parameter.
  NUMERICAL
}
