package backprop.training;

/// The losses of a run as they come, with their running mean.
final class Losses {
  /// Room made in advance, so that a run of usual length never allocates.
  private static final int MOST_ROOM = 1 << 20;

  private final FloatSeries.Builder losses;
  private final FloatSeries.Builder means;
  private final float[] window = new float[TrainingSnapshot.MEAN_OVER];
  private int count;
  private float last = Float.NaN;

  Losses(long iterations) {
    int room = (int) Math.min(iterations, MOST_ROOM);
    losses = new FloatSeries.Builder(room);
    means = new FloatSeries.Builder(room);
  }

  void add(float loss) {
    window[count % window.length] = loss;
    count++;
    last = loss;
    int filled = Math.min(count, window.length);
    double sum = 0;
    for (int i = 0; i < filled; i++) {
      sum += window[i];
    }
    losses.add(loss);
    means.add((float) (sum / filled));
  }

  float last() {
    return last;
  }

  FloatSeries series() {
    return losses.series();
  }

  FloatSeries means() {
    return means.series();
  }
}
