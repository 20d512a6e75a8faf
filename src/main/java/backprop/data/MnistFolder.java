package backprop.data;

import backprop.message.Message;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The four files of MNIST, or of another set in the same format, found in a folder.
///
/// A file may be packed (`.gz`) or not; where both are there the unpacked one is read. The usual
/// spellings are known: `train-images-idx3-ubyte`, `train-images.idx3-ubyte`, capitals, and
/// `test-…` for `t10k-…`; so is a folder of the file's name around the file, as some archives have
/// it.
///
/// @param trainImages the training images
/// @param trainLabels the training labels
/// @param testImages the test images
/// @param testLabels the test labels
public record MnistFolder(Path trainImages, Path trainLabels, Path testImages, Path testLabels) {

  /// Ten digits, even if a set should lack the last of them.
  private static final int DIGITS = 10;

  /// The byte of a file of labels at which they begin.
  private static final long LABELS_START = 8;

  private static final List<String> NAMES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");

  /// Looks for the four files.
  ///
  /// @throws DataException if the folder cannot be read or a file is missing, naming which
  public static MnistFolder find(Path folder) throws DataException {
    Map<String, Path> found = list(folder);
    List<String> missing = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (String name : NAMES) {
      Optional<Path> file = Optional.ofNullable(found.get(name));
      file.ifPresentOrElse(files::add, () -> missing.add(name));
    }
    if (!missing.isEmpty()) {
      throw new DataException(
          Message.of("data.folder.missing", folder.toString(), String.join(", ", missing)));
    }
    return new MnistFolder(files.get(0), files.get(1), files.get(2), files.get(3));
  }

  /// Reads all four files; about half a second for MNIST, so not on the thread of the window.
  ///
  /// @throws DataException if a file is broken or they do not belong together
  public DigitData read() throws DataException {
    IdxFile trainPixels = IdxFile.read(trainImages, 3);
    IdxFile trainClasses = IdxFile.read(trainLabels, 1);
    IdxFile testPixels = IdxFile.read(testImages, 3);
    IdxFile testClasses = IdxFile.read(testLabels, 1);
    sameCount(trainImages, trainPixels, trainLabels, trainClasses);
    sameCount(testImages, testPixels, testLabels, testClasses);
    if (!side(trainPixels).equals(side(testPixels))) {
      throw new DataException(
          Message.of(
              "data.folder.size",
              name(trainImages),
              text(side(trainPixels)),
              name(testImages),
              text(side(testPixels))));
    }
    int classes = classes(trainClasses);
    known(testLabels, testClasses, classes);
    List<String> names =
        FashionMnist.is(trainClasses) ? FashionMnist.NAMES : DigitSet.numbered(classes);
    return new DigitData(
        set(trainPixels, trainClasses, names), set(testPixels, testClasses, names));
  }

  /// Whether a folder's entry is named like one of the four files.
  static boolean looksLike(Path entry) {
    return NAMES.contains(usualName(name(entry)));
  }

  private static Map<String, Path> list(Path folder) throws DataException {
    Map<String, Path> found = new LinkedHashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = usualName(name(entry));
        Path file = Files.isDirectory(entry) ? entry.resolve(entry.getFileName()) : entry;
        boolean packed = name(file).toLowerCase(Locale.ROOT).endsWith(".gz");
        if (Files.isRegularFile(file) && !(packed && found.containsKey(name))) {
          found.put(name, file);
        }
      }
    } catch (IOException e) {
      throw new DataException(Message.of("data.folder.unreadable", folder.toString()), e);
    }
    return found;
  }

  private static String usualName(String name) {
    String plain =
        name.toLowerCase(Locale.ROOT)
            .replaceFirst("\\.gz$", "")
            .replace('.', '-')
            .replace('_', '-');
    return plain.startsWith("test-") ? "t10k-" + plain.substring("test-".length()) : plain;
  }

  private static void sameCount(Path images, IdxFile pixels, Path labels, IdxFile classes)
      throws DataException {
    int imageCount = pixels.dimensions().getFirst();
    int labelCount = classes.dimensions().getFirst();
    if (imageCount != labelCount) {
      throw new DataException(
          Message.of("data.folder.count", name(images), imageCount, name(labels), labelCount));
    }
  }

  private static List<Integer> side(IdxFile images) {
    return images.dimensions().subList(1, 3);
  }

  private static String text(List<Integer> side) {
    return side.getFirst() + " × " + side.getLast();
  }

  /// The number of classes: ten, or more where the training labels have all of them without a gap.
  ///
  /// @throws DataException naming the byte of a label that stands alone: the file is damaged, or no
  ///   file of labels
  private int classes(IdxFile labels) throws DataException {
    boolean[] seen = new boolean[256];
    for (byte label : labels.bytes()) {
      seen[label & 0xff] = true;
    }
    int classes = DIGITS;
    while (classes < seen.length && seen[classes]) {
      classes++;
    }
    known(trainLabels, labels, classes);
    return classes;
  }

  private static void known(Path file, IdxFile labels, int classes) throws DataException {
    byte[] bytes = labels.bytes();
    for (int i = 0; i < bytes.length; i++) {
      if ((bytes[i] & 0xff) >= classes) {
        throw new DataException(
            Message.of(
                "data.folder.label", name(file), LABELS_START + i, bytes[i] & 0xff, classes));
      }
    }
  }

  private static DigitSet set(IdxFile images, IdxFile labels, List<String> names) {
    return new DigitSet(
        images.dimensions().get(1),
        images.dimensions().get(2),
        images.bytes(),
        labels.bytes(),
        names);
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
