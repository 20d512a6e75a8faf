package backprop.data;

import backprop.message.Message;
import java.util.Arrays;
import java.util.List;

/// Images of one size in the making of a [DigitSet], one after the other; memory grows with what is
/// really there.
final class ImageList {

  /// Java's longest array is a little shorter than its largest whole number, on any machine.
  private static final long LONGEST = Integer.MAX_VALUE - 8L;

  private final int rows;
  private final int columns;
  private byte[] pixels;
  private byte[] labels = new byte[64];
  private int count;

  ImageList(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.pixels = new byte[Math.min(64 * rows * columns, 1 << 20)];
  }

  int count() {
    return count;
  }

  /// Takes one image; `file` stands in the sentence if there are too many.
  ///
  /// @throws DataException beyond two gigabytes
  void add(byte[] image, int label, String file) throws DataException {
    int size = rows * columns;
    long needed = (count + 1L) * size;
    if (needed > LONGEST) {
      throw new DataException(Message.of("data.source.huge", file));
    }
    if (needed > pixels.length) {
      pixels = Arrays.copyOf(pixels, (int) Math.min(LONGEST, Math.max(needed, 2L * pixels.length)));
    }
    if (count == labels.length) {
      labels = Arrays.copyOf(labels, 2 * count);
    }
    System.arraycopy(image, 0, pixels, count * size, size);
    labels[count++] = (byte) label;
  }

  /// Makes paper of ink, and ink of paper, in one image.
  void invert(int image) {
    int size = rows * columns;
    for (int i = image * size; i < (image + 1) * size; i++) {
      pixels[i] = (byte) (255 - (pixels[i] & 0xff));
    }
  }

  DigitSet set(List<String> names) {
    return new DigitSet(
        rows,
        columns,
        Arrays.copyOf(pixels, count * rows * columns),
        Arrays.copyOf(labels, count),
        names);
  }
}
