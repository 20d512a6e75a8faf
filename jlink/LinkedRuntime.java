import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A Java runtime that holds the given modules and what they need, and no others.
final class LinkedRuntime {
  /// The trainer's kernels and the Korean names of months and numbers; no module asks for either.
  private static final List<String> ALSO = List.of("jdk.incubator.vector", "jdk.localedata");

  private LinkedRuntime() {}

  /// Links the modules into the folder, which must not exist, and gives it.
  static Path link(String modulePath, List<String> modules, Path folder) {
    var roots = new ArrayList<>(modules);
    roots.addAll(ALSO);
    var jdk = UnmarkedJdk.copy(Folders.fresh(folder.resolveSibling("jdk")).resolve("unmarked"));
    Command.of(
            jdk.resolve("bin").resolve("jlink"),
            List.of(
                "--module-path",
                modulePath,
                "--add-modules",
                String.join(",", roots),
                "--include-locales=en,ko",
                "--generate-cds-archive",
                "--no-header-files",
                "--no-man-pages",
                "--compress=zip-6",
                "--output",
                folder.toString()))
        .run();
    deleted(jdk);
    return folder;
  }

  private static void deleted(Path jdk) {
    try {
      Folders.delete(jdk.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
