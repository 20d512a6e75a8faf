package backprop.training;

/// When both sets are read whole during a run, and a row of the epoch table is written.
public enum Reading {
  /// At the start, after each epoch and at the end.
  EACH_EPOCH,
  /// At the end only.
  AT_END
}
