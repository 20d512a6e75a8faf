package backprop.data;

import backprop.message.Message;
import backprop.tensor.CounterRandom;
import java.nio.file.Path;

/// Makes training and test set of what was read: of two sets that must fit together, or of one that
/// is split.
final class Splitting {

  /// One image in so many is tested with.
  private static final int TEST_SHARE = 6;

  private static final long KEY = CounterRandom.key(1, CounterRandom.name("split"));

  private Splitting() {}

  /// A sixth of the images, strewn over the set and the same every time, to test with.
  ///
  /// @throws DataException if there are not enough for both
  static DigitData split(DigitSet set, Path from) throws DataException {
    boolean[] tested = new boolean[set.count()];
    int tests = 0;
    for (int i = 0; i < tested.length; i++) {
      tested[i] = CounterRandom.below(KEY, i, TEST_SHARE) == 0;
      tests += tested[i] ? 1 : 0;
    }
    if (tests == 0 && tested.length > 1) {
      tested[tested.length - 1] = true;
      tests = 1;
    }
    if (tests == 0 || tests == tested.length) {
      throw new DataException(Message.of("data.source.too-few", from.toString(), set.count()));
    }
    return new DigitData(
        part(set, tested, false, tested.length - tests), part(set, tested, true, tests));
  }

  private static DigitSet part(DigitSet set, boolean[] tested, boolean wanted, int count) {
    int size = set.pixelsPerImage();
    byte[] pixels = new byte[count * size];
    byte[] labels = new byte[count];
    int next = 0;
    for (int i = 0; i < tested.length; i++) {
      if (tested[i] == wanted) {
        set.copyBytes(i, pixels, next * size);
        labels[next] = (byte) set.label(i);
        next++;
      }
    }
    return new DigitSet(set.rows(), set.columns(), pixels, labels, set.labelNames());
  }

  /// Two sets of one kind; the one with fewer classes takes over the names of the other.
  ///
  /// @throws DataException if their images differ in size, naming both
  static DigitData pair(DigitSet train, Path trainFile, DigitSet test, Path testFile)
      throws DataException {
    if (train.rows() != test.rows() || train.columns() != test.columns()) {
      throw new DataException(
          Message.of(
              "data.source.size",
              trainFile.toString(),
              train.rows(),
              train.columns(),
              testFile.toString(),
              test.rows(),
              test.columns()));
    }
    DigitSet named = train.classes() >= test.classes() ? train : test;
    return new DigitData(train.withNames(named.labelNames()), test.withNames(named.labelNames()));
  }
}
