package backprop.cli;

import backprop.tensor.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;

/// A table of images of 5×5 that a small net learns in a moment: a bright row for the classes 0…4,
/// a bright column for 5…9, and noise.
final class SmallTable {
  static final int SIDE = 5;
  static final int PIXELS = SIDE * SIDE;

  private SmallTable() {}

  /// Writes a folder with the tables of a training set of 500 images and a test set of 100.
  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(folder.resolve("train.csv"), 0, 500);
    write(folder.resolve("test.csv"), 500, 600);
  }

  private static void write(Path file, int from, int to) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int image = from; image < to; image++) {
      int label = CounterRandom.below(1, image, 10);
      StringJoiner line = new StringJoiner(",", "", "\n").add(String.valueOf(label));
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        boolean bright = label < 5 ? pixel / SIDE == label : pixel % SIDE == label - 5;
        int noise = CounterRandom.below(11, (long) image * PIXELS + pixel, 100);
        line.add(String.valueOf(noise + (bright ? 120 : 0)));
      }
      text.append(line);
    }
    Files.writeString(file, text);
  }
}
