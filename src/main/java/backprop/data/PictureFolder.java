package backprop.data;

import backprop.message.Message;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A folder of pictures for each class, named after it: `0/a.png`, `0/b.png`, `1/…`.
///
/// Pictures of 28 × 28 pixels are taken as they are, so that a set exported from MNIST comes back
/// bit for bit; whether their paper is light is judged from all of them together. Pictures of other
/// sizes are framed one by one, as `predict` frames them.
final class PictureFolder {

  /// More classes than bytes can name.
  private static final int MOST_CLASSES = 256;

  private static final List<String> EXTENSIONS = List.of(".png", ".jpg", ".jpeg", ".bmp", ".gif");

  private PictureFolder() {}

  /// Whether this is a folder that holds a picture.
  static boolean isClass(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try {
      return !list(folder, PictureFolder::isPicture).isEmpty();
    } catch (DataException e) {
      return false;
    }
  }

  /// The names of the classes, numbers in their order and before words.
  ///
  /// @throws DataException if there are none or too many
  static List<String> classes(Path folder) throws DataException {
    List<String> names =
        list(folder, PictureFolder::isClass).stream()
            .map(PictureFolder::name)
            .sorted(
                Comparator.comparing(PictureFolder::isNumber)
                    .reversed()
                    .thenComparingInt(name -> isNumber(name) ? Integer.parseInt(name) : 0)
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    if (names.isEmpty() || names.size() > MOST_CLASSES) {
      throw new DataException(Message.of("data.pictures.classes", folder.toString(), names.size()));
    }
    boolean digits = names.stream().allMatch(name -> name.length() == 1 && isNumber(name));
    return digits ? DigitSet.numbered(DigitGenerator.DIGITS) : names;
  }

  /// Reads every picture of these classes; 60,000 of them take some ten seconds.
  ///
  /// @throws DataException naming the picture that cannot be read or is blank
  static DigitSet read(Path folder, List<String> classes) throws DataException {
    ImageList images = new ImageList(Framing.SIDE, Framing.SIDE);
    List<Integer> asTheyAre = new ArrayList<>();
    double rims = 0;
    for (int label = 0; label < classes.size(); label++) {
      Path of = folder.resolve(classes.get(label));
      if (!Files.isDirectory(of)) {
        continue;
      }
      for (Path file : list(of, PictureFolder::isPicture)) {
        GreyImage light = Picture.light(file);
        if (light.width() == Framing.SIDE && light.height() == Framing.SIDE) {
          rims += light.rim() - 0.5;
          asTheyAre.add(images.count());
          images.add(light.toBytes(), label, folder.toString());
        } else {
          Optional<Framed> framed = Framing.frame(light.ink());
          if (framed.isEmpty()) {
            throw new DataException(Message.of("data.pictures.blank", file.toString()));
          }
          images.add(framed.get().field().toBytes(), label, folder.toString());
        }
      }
    }
    if (images.count() == 0) {
      throw new DataException(Message.of("data.pictures.classes", folder.toString(), 0));
    }
    if (rims > 0) {
      asTheyAre.forEach(images::invert);
    }
    return images.set(classes);
  }

  private static boolean isPicture(Path file) {
    String name = name(file).toLowerCase(Locale.ROOT);
    return EXTENSIONS.stream().anyMatch(name::endsWith);
  }

  private static boolean isNumber(String name) {
    return name.length() <= 4 && name.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static List<Path> list(Path folder, DirectoryStream.Filter<Path> filter)
      throws DataException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, filter)) {
      stream.forEach(entries::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      throw new DataException(
          Message.of("data.source.unreadable", folder.toString()), new IOException(e));
    }
    entries.sort(null);
    return entries;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
