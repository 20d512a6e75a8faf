package backprop.data;

/// A set to train on and a set to test with, of images of one size and the same classes.
///
/// @param train what the network learns from
/// @param test what it is judged by and never learns from
public record DigitData(DigitSet train, DigitSet test) {

  /// The same training set without its last images, which take the place of the test set: for
  /// choosing a network or a recipe without looking at the test set.
  ///
  /// @param images how many are held back, at least 1 and fewer than there are
  public DigitData holdBack(int images) {
    int kept = train.count() - images;
    return new DigitData(train.part(0, kept), train.part(kept, train.count()));
  }

  /// Checks that both are of one kind.
  ///
  /// @throws IllegalArgumentException if the images differ in size or the classes in their names
  public DigitData {
    if (train.rows() != test.rows() || train.columns() != test.columns()) {
      throw new IllegalArgumentException("Training and test images differ in size.");
    }
    if (!train.labelNames().equals(test.labelNames())) {
      throw new IllegalArgumentException("Training and test labels name different classes.");
    }
  }
}
