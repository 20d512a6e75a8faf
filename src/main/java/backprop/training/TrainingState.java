package backprop.training;

/// Where a run stands.
public enum TrainingState {
  RUNNING,
  /// Waits between two batches and can be resumed.
  PAUSED,
  /// Ended by the person before its length was reached.
  STOPPED,
  /// Reached its length.
  FINISHED,
  /// Ended by itself because a number became NaN or infinite; the snapshot's failure says where.
  FAILED;

  /// Whether nothing more will happen unless the run is rewound.
  public boolean ended() {
    return switch (this) {
      case RUNNING, PAUSED -> false;
      case STOPPED, FINISHED, FAILED -> true;
    };
  }
}
