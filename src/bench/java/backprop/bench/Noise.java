package backprop.bench;

import backprop.tensor.CounterRandom;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Images of random numbers with as much ink as digits have: 19 of 100 pixels.
final class Noise {
  private static final int SIDE = 28;

  private Noise() {}

  static void fill(byte[] pixels, byte[] labels) {
    for (int i = 0; i < pixels.length; i++) {
      long bits = CounterRandom.bits(1, i);
      pixels[i] = (byte) ((bits >>> 8) % 100 < 19 ? bits & 255 : 0);
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) CounterRandom.below(2, i, 10);
    }
  }

  /// Writes a folder as MNIST's: 60,000 images to train with and 10,000 to test with.
  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(folder, "train", 60_000);
    write(folder, "t10k", 10_000);
  }

  private static void write(Path folder, String name, int count) throws IOException {
    byte[] pixels = new byte[count * SIDE * SIDE];
    byte[] labels = new byte[count];
    fill(pixels, labels);
    try (var out =
        new DataOutputStream(Files.newOutputStream(folder.resolve(name + "-images-idx3-ubyte")))) {
      for (int number : new int[] {0x803, count, SIDE, SIDE}) {
        out.writeInt(number);
      }
      out.write(pixels);
    }
    try (var out =
        new DataOutputStream(Files.newOutputStream(folder.resolve(name + "-labels-idx1-ubyte")))) {
      for (int number : new int[] {0x801, count}) {
        out.writeInt(number);
      }
      out.write(labels);
    }
  }
}
