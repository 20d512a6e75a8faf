package backprop.training;

/// How fast a run goes on.
public enum Pace {
  /// As fast as the machine can.
  FULL_SPEED,
  /// The batches of an epoch spread over one second, or longer where the machine needs longer.
  EPOCH_A_SECOND,
  /// One batch a second.
  BATCH_A_SECOND,
  /// One batch, then the run pauses; [TrainingService#resume] or [TrainingService#oneBatch] does
  /// the next.
  ONE_BATCH
}
