package backprop.data;

import java.util.List;

/// What tells Fashion-MNIST from MNIST, whose files have the same names: pictures of ten kinds of
/// clothes.
///
/// Source: Xiao, Rasul and Vollgraf, *Fashion-MNIST: a novel image dataset for benchmarking machine
/// learning algorithms*, 2017.
final class FashionMnist {

  /// The names of the classes.
  static final List<String> NAMES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private static final int IMAGES = 60_000;
  private static final int[] FIRST = {9, 0, 0, 3, 0, 2, 7, 2, 5, 5};

  private FashionMnist() {}

  /// Whether these are its training labels: the first ones, and as many of each class.
  static boolean is(IdxFile trainLabels) {
    byte[] labels = trainLabels.bytes();
    if (labels.length != IMAGES) {
      return false;
    }
    for (int i = 0; i < FIRST.length; i++) {
      if (labels[i] != FIRST[i]) {
        return false;
      }
    }
    int[] counts = new int[256];
    for (byte label : labels) {
      counts[label & 0xff]++;
    }
    for (int kind = 0; kind < NAMES.size(); kind++) {
      if (counts[kind] != IMAGES / NAMES.size()) {
        return false;
      }
    }
    return true;
  }
}
