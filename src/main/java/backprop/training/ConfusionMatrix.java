package backprop.training;

/// How often each class was read as which: rows are the correct labels, columns the predictions.
public final class ConfusionMatrix {
  private final int classes;
  private final int[] counts;

  /// @param counts `classes × classes` numbers, a row for each correct label (copied)
  public ConfusionMatrix(int classes, int[] counts) {
    this.classes = classes;
    this.counts = counts.clone();
  }

  public int classes() {
    return classes;
  }

  /// How many images of class `label` were read as `predicted`.
  public int count(int label, int predicted) {
    return counts[label * classes + predicted];
  }

  /// How many images of class `label` there were.
  public int total(int label) {
    int total = 0;
    for (int predicted = 0; predicted < classes; predicted++) {
      total += count(label, predicted);
    }
    return total;
  }
}
