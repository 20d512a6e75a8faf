package backprop.file.picture;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds a font with Korean letters among those of the system, as a file that can be embedded.
///
/// Java knows the system's fonts by name and not by file; so the files are looked for where the
/// systems keep them, under the names of the fonts that come with them.
final class SystemFonts {
  private static final int DEEPEST = 6;

  /// File names of fonts with Hangul, the best first; each with the name of its bold companion.
  private static final List<String[]> KOREAN =
      List.of(
          new String[] {"NotoSansKR-Regular.otf", "NotoSansKR-Bold.otf"},
          new String[] {"NotoSansKR-Regular.ttf", "NotoSansKR-Bold.ttf"},
          new String[] {"NotoSansCJKkr-Regular.otf", "NotoSansCJKkr-Bold.otf"},
          new String[] {"NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"},
          new String[] {"AppleSDGothicNeo.ttc", "AppleSDGothicNeo.ttc"},
          new String[] {"malgun.ttf", "malgunbd.ttf"},
          new String[] {"Pretendard-Regular.otf", "Pretendard-Bold.otf"},
          new String[] {"NanumGothic.ttf", "NanumGothicBold.ttf"},
          new String[] {"NanumBarunGothic.ttf", "NanumBarunGothicBold.ttf"},
          new String[] {"UnDotum.ttf", "UnDotumBold.ttf"},
          new String[] {"AppleGothic.ttf", "AppleGothic.ttf"},
          new String[] {"gulim.ttc", "gulim.ttc"});

  private SystemFonts() {}

  /// A font with Korean letters, if the system has one of those that are known by name.
  static Optional<Face> korean(boolean strong) {
    List<Path> files = files();
    for (String[] names : KOREAN) {
      Optional<Face> found =
          find(files, names[strong ? 1 : 0]).or(() -> strong ? find(files, names[0]) : none());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Face> none() {
    return Optional.empty();
  }

  private static Optional<Face> find(List<Path> files, String name) {
    return files.stream()
        .filter(file -> file.getFileName().toString().equalsIgnoreCase(name))
        .flatMap(file -> face(file).stream())
        .findFirst();
  }

  private static Optional<Face> face(Path file) {
    try {
      Font[] fonts = Font.createFonts(file.toFile());
      int index = korean(fonts);
      if (!fonts[index].canDisplay('가')) {
        return Optional.empty();
      }
      boolean collection = file.toString().toLowerCase(Locale.ROOT).endsWith(".ttc");
      return Optional.of(
          new Face(
              fonts[index],
              Optional.of(
                  new Face.Program(file + (collection ? "," + index : ""), Optional.empty()))));
    } catch (IOException | FontFormatException e) {
      return Optional.empty(); // a broken font is no font
    }
  }

  /// Which font of a collection writes Chinese characters the Korean way.
  private static int korean(Font[] fonts) {
    for (int i = 0; i < fonts.length; i++) {
      if (fonts[i].getFontName(Locale.ENGLISH).matches(".*\\bKR\\b.*")) {
        return i;
      }
    }
    return 0;
  }

  private static List<Path> files() {
    List<Path> files = new ArrayList<>();
    folders().forEach(folder -> files.addAll(files(folder)));
    return files;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of(); // a folder that cannot be read offers nothing
    }
  }

  private static List<Path> folders() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Path home = Path.of(System.getProperty("user.home", "."));
    List<Path> folders =
        system.contains("win")
            ? List.of(
                Path.of(Optional.ofNullable(System.getenv("WINDIR")).orElse("C:\\Windows"))
                    .resolve("Fonts"),
                home.resolve("AppData/Local/Microsoft/Windows/Fonts"))
            : system.contains("mac")
                ? List.of(
                    Path.of("/System/Library/Fonts"),
                    Path.of("/Library/Fonts"),
                    home.resolve("Library/Fonts"))
                : List.of(
                    home.resolve(".local/share/fonts"),
                    home.resolve(".fonts"),
                    Path.of("/usr/local/share/fonts"),
                    Path.of("/usr/share/fonts"));
    return folders.stream().filter(Files::isDirectory).toList();
  }
}
