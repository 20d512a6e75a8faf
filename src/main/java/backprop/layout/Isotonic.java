package backprop.layout;

/// The rising sequence nearest to given numbers, by least squares.
final class Isotonic {
  private Isotonic() {}

  /// Minimises Σ (yᵢ − wishᵢ)² under y₁ ≤ y₂ ≤ …, by pooling adjacent violators (Barlow and others
  /// 1972).
  static double[] fit(double[] wishes) {
    double[] mean = new double[wishes.length];
    int[] count = new int[wishes.length];
    int blocks = 0;
    for (double wish : wishes) {
      mean[blocks] = wish;
      count[blocks] = 1;
      while (blocks > 0 && mean[blocks - 1] > mean[blocks]) {
        int both = count[blocks - 1] + count[blocks];
        mean[blocks - 1] =
            (mean[blocks - 1] * count[blocks - 1] + mean[blocks] * count[blocks]) / both;
        count[blocks - 1] = both;
        blocks--;
      }
      blocks++;
    }
    double[] rising = new double[wishes.length];
    int at = 0;
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < count[block]; i++) {
        rising[at++] = mean[block];
      }
    }
    return rising;
  }
}
