package backprop.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.message.Language;
import backprop.message.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFileTest {

  @TempDir private Path folder;

  /// Two images of 3 × 2.
  private static byte[] images() {
    return idx(new int[] {2, 3, 2}, new byte[] {0, 1, 2, 3, 4, 5, -1, -2, -3, -4, -5, -6});
  }

  static byte[] idx(int[] dimensions, byte[] body) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + body.length);
    buffer.putInt(0x800 | dimensions.length);
    for (int dimension : dimensions) {
      buffer.putInt(dimension);
    }
    return buffer.put(body).array();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("digits"), bytes);
  }

  private String problem(byte[] bytes) throws IOException {
    Path file = file(bytes);
    DataException e = assertThrows(DataException.class, () -> IdxFile.read(file, 3));
    String korean = Messages.in(Language.KOREAN).format(e.problem());
    assertTrue(korean.startsWith("digits"), korean);
    assertTrue(korean.codePoints().anyMatch(c -> c >= 0xac00 && c <= 0xd7a3), korean);
    return e.getMessage();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsAnyCountAndSize(boolean packed) throws IOException {
    IdxFile read = IdxFile.read(file(packed ? gzip(images()) : images()), 3);
    assertEquals(List.of(2, 3, 2), read.dimensions());
    assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5, -1, -2, -3, -4, -5, -6}, read.bytes());
  }

  @Test
  void everyTruncationIsNamedWithItsByte() throws IOException {
    byte[] whole = images();
    for (int length = 0; length < 16; length++) {
      assertEquals(
          "digits ends at byte " + length + ", inside its header; copy or download it again.",
          problem(Arrays.copyOf(whole, length)));
    }
    for (int length = 16; length < whole.length; length++) {
      String sentence =
          "digits ends at byte "
              + length
              + ", but its header promises 28 bytes; copy or download it again.";
      assertEquals(sentence, problem(Arrays.copyOf(whole, length)));
      assertEquals(sentence, problem(gzip(Arrays.copyOf(whole, length))));
    }
  }

  @Test
  void everyCutOfAPackedFileIsASentence() throws IOException {
    byte[] packed = gzip(images());
    for (int length = 2; length < packed.length; length++) {
      String sentence = problem(Arrays.copyOf(packed, length));
      assertTrue(sentence.contains(" byte ") && sentence.endsWith("again."), sentence);
    }
  }

  @Test
  void damageInAPackedFileIsASentenceOrChangesNothing() throws IOException {
    byte[] packed = gzip(images());
    int refused = 0;
    for (int at = 2; at < packed.length; at++) {
      byte[] damaged = packed.clone();
      damaged[at] ^= 0x55;
      try {
        assertArrayEquals(
            IdxFile.read(file(packed), 3).bytes(), IdxFile.read(file(damaged), 3).bytes());
      } catch (DataException e) {
        refused++;
      }
    }
    assertTrue(refused > packed.length / 2, refused + " of " + packed.length);
  }

  @Test
  void whatFollowsTheEndIsNamed() throws IOException {
    byte[] longer = Arrays.copyOf(images(), 29);
    String sentence =
        "digits goes on after byte 28, where its header says that it ends; copy or download it"
            + " again.";
    assertEquals(sentence, problem(longer));
    assertEquals(sentence, problem(gzip(longer)));
  }

  @Test
  void anotherKindOfFileIsNamedByItsFirstOddByte() throws IOException {
    byte[] floats = images();
    floats[2] = 0x0d;
    assertTrue(problem(floats).contains("byte 2 is 13, not 8"), problem(floats));
    byte[] labels = idx(new int[] {2}, new byte[] {1, 2});
    assertTrue(problem(labels).contains("byte 3 is 1, not 3"), problem(labels));
    byte[] text = "P5 28 28 255 and so on".getBytes(StandardCharsets.US_ASCII);
    assertTrue(problem(text).contains("byte 0 is 80, not 0"), problem(text));
  }

  @Test
  void aHostileHeaderCostsNoMemory() throws IOException {
    byte[] huge = idx(new int[] {60_000, 30_000, 28}, new byte[10]);
    assertTrue(problem(huge).contains("more than two gigabytes at byte 12"), problem(huge));
    byte[] largest = idx(new int[] {-1, -1, -1}, new byte[10]);
    assertTrue(problem(largest).contains("more than two gigabytes at byte 4"), problem(largest));

    byte[] promising = idx(new int[] {2_000_000_000, 1, 1}, new byte[10]);
    // Two gigabytes made for nothing would not fit in the heap, or be seen as garbage in it.
    Runtime runtime = Runtime.getRuntime();
    for (byte[] bytes : List.of(promising, gzip(promising))) {
      Path file = file(bytes);
      long before = runtime.totalMemory() - runtime.freeMemory();
      DataException e = assertThrows(DataException.class, () -> IdxFile.read(file, 3));
      long grown = runtime.totalMemory() - runtime.freeMemory() - before;
      assertEquals(
          "digits ends at byte 26, but its header promises 2,000,000,016 bytes; copy or download"
              + " it again.",
          e.getMessage());
      assertTrue(grown < 500_000_000, "the heap grew by " + grown);
    }
  }

  @Test
  void anExtentOfZeroIsNamed() throws IOException {
    byte[] empty = idx(new int[] {2, 0, 2}, new byte[0]);
    assertTrue(problem(empty).contains("the extent at byte 8 is 0"), problem(empty));
  }

  @Test
  void aMissingFileIsNamed() {
    DataException e =
        assertThrows(DataException.class, () -> IdxFile.read(folder.resolve("nothing"), 3));
    assertTrue(e.getMessage().startsWith("There is no file "), e.getMessage());
  }
}
