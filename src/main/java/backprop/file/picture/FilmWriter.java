package backprop.file.picture;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;

/// Writes a film frame by frame; only what changes from one frame to the next is written.
abstract class FilmWriter {
  private Optional<BufferedImage> before = Optional.empty();
  private Optional<Pending> pending = Optional.empty();

  /// A frame that may stay longer, if the next one is the same.
  private record Pending(BufferedImage image, BufferedImage before, Rectangle part, int millis) {}

  /// Shows this image for so long; all images are of one size.
  final void add(BufferedImage image, int millis) throws IOException {
    if (before.isEmpty()) {
      pending =
          Optional.of(
              new Pending(
                  image, image, new Rectangle(image.getWidth(), image.getHeight()), millis));
      before = Optional.of(image);
      return;
    }
    Pending last = pending.orElseThrow();
    Optional<Rectangle> changed = changed(before.get(), image);
    if (changed.isEmpty()) {
      pending = Optional.of(new Pending(last.image, last.before, last.part, last.millis + millis));
      return;
    }
    write(last.image, last.before, last.part, last.millis);
    pending = Optional.of(new Pending(image, before.get(), changed.get(), millis));
    before = Optional.of(image);
  }

  /// The whole film.
  final byte[] end() throws IOException {
    if (pending.isPresent()) {
      Pending last = pending.get();
      write(last.image, last.before, last.part, last.millis);
    }
    return finish();
  }

  /// Writes one frame.
  ///
  /// @param before what is seen until then; the image itself for the first frame
  /// @param part what has changed
  abstract void write(BufferedImage image, BufferedImage before, Rectangle part, int millis)
      throws IOException;

  abstract byte[] finish() throws IOException;

  private static Optional<Rectangle> changed(BufferedImage a, BufferedImage b) {
    int width = a.getWidth();
    int[] rowA = new int[width];
    int[] rowB = new int[width];
    int minX = width;
    int maxX = -1;
    int minY = -1;
    int maxY = -1;
    for (int y = 0; y < a.getHeight(); y++) {
      a.getRGB(0, y, width, 1, rowA, 0, width);
      b.getRGB(0, y, width, 1, rowB, 0, width);
      int first = java.util.Arrays.mismatch(rowA, rowB);
      if (first >= 0) {
        int last = width - 1;
        while (rowA[last] == rowB[last]) {
          last--;
        }
        minX = Math.min(minX, first);
        maxX = Math.max(maxX, last);
        minY = minY < 0 ? y : minY;
        maxY = y;
      }
    }
    return maxX < 0
        ? Optional.empty()
        : Optional.of(new Rectangle(minX, minY, maxX - minX + 1, maxY - minY + 1));
  }
}
