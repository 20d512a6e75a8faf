package backprop.training;

/// When a run is finished.
public sealed interface TrainingLength {

  /// After so many mini-batches.
  record Iterations(long count) implements TrainingLength {
    public Iterations {
      if (count < 1) {
        throw new IllegalArgumentException("A run has at least one iteration, not " + count + ".");
      }
    }

    @Override
    public long iterations(int images, int batch) {
      return count;
    }
  }

  /// After so many times the number of training images.
  record Epochs(int count) implements TrainingLength {
    public Epochs {
      if (count < 1) {
        throw new IllegalArgumentException("A run has at least one epoch, not " + count + ".");
      }
    }

    @Override
    public long iterations(int images, int batch) {
      return Math.max(1, ((long) count * images + batch - 1) / batch);
    }
  }

  /// How many mini-batches that is for a set of so many images.
  long iterations(int images, int batch);
}
