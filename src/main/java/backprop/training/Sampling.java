package backprop.training;

/// How the images of a mini-batch are chosen.
public enum Sampling {
  /// Each image at random from all, as the textbook's `np.random.choice` does: some come twice in
  /// an epoch, some never.
  WITH_REPLACEMENT,
  /// Every image once an epoch, in an order drawn anew for each.
  SHUFFLED
}
