package backprop.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MnistFolderTest {

  @TempDir private Path folder;

  private void write(String name, byte[] idx) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, name.endsWith(".gz") ? IdxFileTest.gzip(idx) : idx);
  }

  private static byte[] images(int count, int rows, int columns) {
    return IdxFileTest.idx(new int[] {count, rows, columns}, new byte[count * rows * columns]);
  }

  private static byte[] labels(int... labels) {
    byte[] bytes = new byte[labels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) labels[i];
    }
    return IdxFileTest.idx(new int[] {labels.length}, bytes);
  }

  private String problem() {
    return assertThrows(DataException.class, () -> MnistFolder.find(folder).read()).getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte",
    "train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz",
    "train-images.idx3-ubyte, train-labels.idx1-ubyte, t10k-images.idx3-ubyte.gz, t10k-labels.idx1-ubyte",
    "Train-Images-idx3-ubyte, TRAIN-LABELS-IDX1-UBYTE.GZ, test-images-idx3-ubyte, test-labels.idx1-ubyte.gz",
    "train-images-idx3-ubyte/train-images-idx3-ubyte, train-labels-idx1-ubyte/train-labels-idx1-ubyte,"
        + " t10k-images-idx3-ubyte/t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte/t10k-labels-idx1-ubyte"
  })
  void findsTheUsualNames(
      String trainImages, String trainLabels, String testImages, String testLabels)
      throws IOException {
    write(trainImages, images(3, 4, 5));
    write(trainLabels, labels(1, 2, 3));
    write(testImages, images(2, 4, 5));
    write(testLabels, labels(0, 9));
    write("notes.txt", new byte[] {1});

    DigitData data = MnistFolder.find(folder).read();

    assertEquals(3, data.train().count());
    assertEquals(4, data.train().rows());
    assertEquals(5, data.train().columns());
    assertEquals(2, data.test().count());
    assertEquals(9, data.test().label(1));
    assertEquals(10, data.test().classes());
  }

  @Test
  void moreThanTenClassesAreCounted() throws IOException {
    write("train-images-idx3-ubyte", images(4, 1, 1));
    write("train-labels-idx1-ubyte", labels(0, 10, 12, 11));
    write("t10k-images-idx3-ubyte", images(1, 1, 1));
    write("t10k-labels-idx1-ubyte", labels(3));
    assertEquals(13, MnistFolder.find(folder).read().test().classes());
  }

  @Test
  void theMissingFilesAreNamed() throws IOException {
    write("train-images-idx3-ubyte", images(1, 1, 1));
    write("t10k-labels-idx1-ubyte.gz", labels(1));
    assertEquals(
        "The folder "
            + folder
            + " lacks train-labels-idx1-ubyte, t10k-images-idx3-ubyte; put all four MNIST files"
            + " there, packed (.gz) or not.",
        problem());
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path nowhere = folder.resolve("nowhere");
    DataException e = assertThrows(DataException.class, () -> MnistFolder.find(nowhere));
    assertTrue(
        e.getMessage().startsWith("The folder " + nowhere + " cannot be read"), e.getMessage());
  }

  @Test
  void imagesAndLabelsThatDoNotMatchAreNamed() throws IOException {
    write("train-images-idx3-ubyte", images(2, 1, 1));
    write("train-labels-idx1-ubyte", labels(1, 2));
    write("t10k-images-idx3-ubyte", images(2, 1, 1));
    write("t10k-labels-idx1-ubyte", labels(1));
    assertEquals(
        "t10k-images-idx3-ubyte holds 2 images but t10k-labels-idx1-ubyte holds 1 labels (byte 4"
            + " of each); take both from the same set.",
        problem());
  }

  @Test
  void imagesOfTwoSizesAreNamed() throws IOException {
    write("train-images-idx3-ubyte", images(1, 2, 3));
    write("train-labels-idx1-ubyte", labels(1));
    write("t10k-images-idx3-ubyte", images(1, 3, 2));
    write("t10k-labels-idx1-ubyte", labels(1));
    assertEquals(
        "The images of train-images-idx3-ubyte are 2 × 3 and those of t10k-images-idx3-ubyte are"
            + " 3 × 2 (byte 8 of each); take both from the same set.",
        problem());
  }
}
