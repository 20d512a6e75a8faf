package backprop.training;

import backprop.data.DigitData;
import backprop.data.DigitSet;
import backprop.tensor.CounterRandom;

/// A set that a small net learns in a moment: images of 5×5 with a bright row for classes 0…4, a
/// bright column for 5…9, and noise.
final class SmallData {
  static final int SIDE = 5;
  static final int CLASSES = 10;

  private SmallData() {}

  static DigitData of(int train, int test) {
    return new DigitData(set(train, 1), set(test, 2));
  }

  private static DigitSet set(int count, long seed) {
    byte[] pixels = new byte[count * SIDE * SIDE];
    byte[] labels = new byte[count];
    for (int image = 0; image < count; image++) {
      int label = CounterRandom.below(seed, image, CLASSES);
      labels[image] = (byte) label;
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        boolean bright = label < 5 ? pixel / SIDE == label : pixel % SIDE == label - 5;
        int noise = CounterRandom.below(seed + 10, (long) image * SIDE * SIDE + pixel, 100);
        pixels[image * SIDE * SIDE + pixel] = (byte) (noise + (bright ? 120 : 0));
      }
    }
    return new DigitSet(SIDE, SIDE, pixels, labels, DigitSet.numbered(CLASSES));
  }
}
