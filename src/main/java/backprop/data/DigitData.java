package backprop.data;

/// A set to train on and a set to test with, of images of one size and the same classes.
///
/// @param train what the network learns from
/// @param test what it is judged by and never learns from
public record DigitData(DigitSet train, DigitSet test) {

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
