package backprop.network;

/// How far a [Program] goes.
public enum Mode {
  /// Forward to the prediction; the loss and its labels are left out.
  PREDICT,
  /// Forward to the loss (and the prediction).
  LOSS,
  /// Forward to the loss and backward to every parameter and every observed node.
  GRADIENT
}
