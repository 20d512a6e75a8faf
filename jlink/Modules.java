import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/// Makes of Maven's class path a module path that jlink can link.
///
/// jlink links named modules only. A jar without classes (JavaFX's platform-independent ones, fonts
/// that are not used) is left out, and a jar without a descriptor gets the one that
/// `descriptors/NAME/module-info.java` gives it.
final class Modules {
  /// Greek and Cyrillic letters come from the fonts of the app; these jars hold fonts only.
  private static final List<String> UNUSED = List.of("jlatexmath-font-");

  private final Path descriptors;
  private final Path folder;

  Modules(Path descriptors, Path folder) {
    this.descriptors = descriptors;
    this.folder = folder;
  }

  /// Gives the module path: folders as they are, jars checked and, where needed, completed.
  String path(String classPath) {
    Folders.fresh(folder);
    var path = new ArrayList<String>();
    for (var entry : classPath.split(File.pathSeparator)) {
      var place = Path.of(entry);
      if (Files.isDirectory(place)) {
        path.add(entry);
      } else if (isUsed(place)) {
        path.add(named(place).toString());
      }
    }
    return String.join(File.pathSeparator, path);
  }

  private static boolean isUsed(Path jar) {
    var name = jar.getFileName().toString();
    return UNUSED.stream().noneMatch(name::startsWith) && hasClasses(jar);
  }

  private static boolean hasClasses(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      return file.stream().anyMatch(entry -> entry.getName().endsWith(".class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path named(Path jar) {
    var module = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
    if (!module.isAutomatic()) {
      return NewerClasses.areWantedFor(jar)
          ? NewerClasses.write(jar, folder.resolve(jar.getFileName()))
          : jar;
    }
    var source = descriptors.resolve(module.name()).resolve("module-info.java");
    if (!Files.exists(source)) {
      throw new BuildFailure(
          jar.getFileName() + " has no module descriptor, and jlink needs one: write " + source);
    }
    try {
      var completed = Files.copy(jar, folder.resolve(jar.getFileName()));
      var classes = Files.createDirectories(folder.resolve(module.name()));
      Command.jdk(
              "javac",
              List.of(
                  "--patch-module",
                  module.name() + "=" + completed,
                  "-d",
                  classes.toString(),
                  source.toString()))
          .run();
      Command.jdk(
              "jar",
              List.of(
                  "--update", "--file=" + completed, "-C", classes.toString(), "module-info.class"))
          .run();
      return completed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
