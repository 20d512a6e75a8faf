import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/// Checks or formats every Java source below the given folders with google-java-format.
///
/// Run from source by the build: `java -cp google-java-format.jar Format.java RECORD
/// --check|--write FOLDER...`. `RECORD` remembers path, time and length of each file that is known
/// to be formatted, so that only changed files are parsed again. Ends with 1 where `--check` found
/// something, naming the files and the command that formats them.
final class Format {
  private static final String COMMAND = "./mvnw -q validate exec:exec@format";

  private Format() {}

  public static void main(String[] arguments) throws IOException {
    var record = Path.of(arguments[0]);
    var write = arguments[1].equals("--write");
    var folders =
        Arrays.stream(arguments).skip(2).map(Path::of).filter(Files::isDirectory).toList();
    var known = known(record);
    var wrong = new ConcurrentSkipListSet<String>();
    var broken = new ConcurrentSkipListSet<String>();
    var changed = sources(folders).stream().filter(file -> !known.contains(stamp(file))).toList();
    changed.parallelStream()
        .forEach(
            file -> {
              try {
                var source = Files.readString(file);
                var formatted = format(source);
                if (!formatted.equals(source)) {
                  wrong.add(file.toString());
                  if (write) {
                    Files.writeString(file, formatted);
                  }
                }
              } catch (FormatterException e) {
                broken.add(file + ": " + e.diagnostics().getFirst());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    broken.forEach(line -> System.err.println("Cannot be parsed: " + line));
    wrong.forEach(file -> System.err.println((write ? "Formatted: " : "Not formatted: ") + file));
    if (broken.isEmpty() && (write || wrong.isEmpty())) {
      var lines = new TreeSet<String>();
      sources(folders).forEach(file -> lines.add(stamp(file)));
      Files.createDirectories(record.getParent());
      Files.write(record, lines);
    } else if (!write) {
      System.err.println("To format: " + COMMAND);
      System.exit(1);
    }
  }

  private static String format(String source) throws FormatterException {
    var ordered =
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.GOOGLE);
    return new Formatter().formatSource(ordered);
  }

  private static Set<String> known(Path record) throws IOException {
    return Files.exists(record) ? new HashSet<>(Files.readAllLines(record)) : Set.of();
  }

  private static List<Path> sources(List<Path> folders) throws IOException {
    var files = new TreeSet<Path>();
    for (var folder : folders) {
      try (var walk = Files.walk(folder)) {
        walk.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
      }
    }
    return List.copyOf(files);
  }

  private static String stamp(Path file) {
    try {
      return file + "\t" + Files.getLastModifiedTime(file).toMillis() + "\t" + Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
