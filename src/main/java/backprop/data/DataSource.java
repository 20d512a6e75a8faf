package backprop.data;

import backprop.message.Message;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/// Opens data by what a person names: the generator, a folder or a file.
///
/// A folder may hold the four files of MNIST or of another set in its format ([MnistFolder]), a
/// folder of pictures for each class ([PictureFolder]), tables ([CsvFile]) or drawings
/// ([DrawingsFile]); a file is a table or drawings. Where there is no test set of its own, a sixth
/// of the images becomes one, the same every time.
public final class DataSource {

  /// The name of the digits that the program writes itself.
  public static final String GENERATED = "generated";

  /// The seed of the written digits: everybody trains on the same.
  public static final long SEED = 1;

  private static final List<String> TRAIN = List.of("train", "training");
  private static final List<String> TEST = List.of("test", "testing");
  private static final String TABLE = ".csv";

  private DataSource() {}

  /// Opens the data of this name on the calling thread.
  ///
  /// @throws DataException with a sentence naming file and byte if it cannot be read
  public static DigitData open(String name) throws DataException {
    return open(name, Path.of(""), Runnable::run, () -> false, _ -> {});
  }

  /// Opens the data of this name; takes seconds, so not on the thread of the window.
  ///
  /// @param name [#GENERATED], or the path of a folder or file
  /// @param base where relative paths begin
  /// @param executor runs what can be done in parts
  /// @param cancelled asked now and then
  /// @param progress told the share done, from 0 to 1
  /// @throws DataException with a sentence naming file and byte if it cannot be read
  public static DigitData open(
      String name, Path base, Executor executor, BooleanSupplier cancelled, DoubleConsumer progress)
      throws DataException {
    if (name.equals(GENERATED)) {
      try {
        return new DigitGenerator(SEED)
            .make(DigitGenerator.TRAIN, DigitGenerator.TEST, executor, cancelled, progress)
            .join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
    try {
      return open(base.resolve(name));
    } catch (java.nio.file.InvalidPathException e) {
      throw new DataException(Message.of("data.source.missing", name), new IOException(e));
    }
  }

  /// Opens a folder or file.
  ///
  /// @throws DataException with a sentence naming file and byte if it cannot be read
  public static DigitData open(Path place) throws DataException {
    if (Files.isDirectory(place)) {
      return folder(place);
    }
    if (!Files.exists(place)) {
      throw new DataException(Message.of("data.source.missing", place.toString()));
    }
    String name = lower(place);
    if (name.endsWith(TABLE) || name.endsWith(TABLE + ".gz")) {
      return Splitting.split(CsvFile.read(place), place);
    }
    if (name.endsWith(DrawingsFile.EXTENSION)) {
      return Splitting.split(DrawingsFile.read(List.of(place)), place);
    }
    throw new DataException(Message.of("data.source.unknown", place.toString()));
  }

  private static DigitData folder(Path folder) throws DataException {
    List<Path> entries = list(folder);
    if (entries.stream().anyMatch(entry -> MnistFolder.looksLike(entry))) {
      return MnistFolder.find(folder).read();
    }
    Path train = directory(entries, TRAIN);
    Path test = directory(entries, TEST);
    if (train != null && test != null) {
      List<String> names = PictureFolder.classes(train);
      return Splitting.pair(
          PictureFolder.read(train, names), train, PictureFolder.read(test, names), test);
    }
    if (entries.stream().anyMatch(PictureFolder::isClass)) {
      return Splitting.split(PictureFolder.read(folder, PictureFolder.classes(folder)), folder);
    }
    List<Path> tables = ending(entries, TABLE);
    if (!tables.isEmpty()) {
      return tables(folder, tables);
    }
    List<Path> drawings = ending(entries, DrawingsFile.EXTENSION);
    if (!drawings.isEmpty()) {
      return Splitting.split(DrawingsFile.read(drawings), folder);
    }
    throw new DataException(Message.of("data.source.nothing", folder.toString()));
  }

  private static DigitData tables(Path folder, List<Path> tables) throws DataException {
    if (tables.size() == 1) {
      return Splitting.split(CsvFile.read(tables.getFirst()), tables.getFirst());
    }
    Path train = named(tables, "train");
    Path test = named(tables, "test");
    if (train == null || test == null) {
      throw new DataException(Message.of("data.source.tables", folder.toString()));
    }
    // the test table of a competition has no labels, and so is none to test with
    return CsvFile.isLabelled(test, train)
        ? Splitting.pair(CsvFile.read(train), train, CsvFile.read(test), test)
        : Splitting.split(CsvFile.read(train), train);
  }

  private static List<Path> list(Path folder) throws DataException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      throw new DataException(
          Message.of("data.source.unreadable", folder.toString()), new IOException(e));
    }
    entries.sort(null);
    return entries;
  }

  private static @org.jspecify.annotations.Nullable Path directory(
      List<Path> entries, List<String> names) {
    return entries.stream()
        .filter(entry -> names.contains(lower(entry)) && Files.isDirectory(entry))
        .findFirst()
        .orElse(null);
  }

  private static @org.jspecify.annotations.Nullable Path named(List<Path> files, String part) {
    return files.stream().filter(file -> lower(file).contains(part)).findFirst().orElse(null);
  }

  private static List<Path> ending(List<Path> entries, String extension) {
    return entries.stream()
        .filter(
            entry ->
                (lower(entry).endsWith(extension) || lower(entry).endsWith(extension + ".gz"))
                    && Files.isRegularFile(entry))
        .toList();
  }

  private static String lower(Path file) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
  }
}
