import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes the notice about the works of others that are in the app: what, whose, under which
/// licence.
///
/// A work is a jar of Maven's repository; its pom says the licence, and its jar brings texts that
/// go in word for word. A licence that is not in `LICENCES` ends the build: somebody must have
/// decided that it may come in.
final class Notice {
  private static final Map<String, Pattern> LICENCES = new TreeMap<>();

  static {
    LICENCES.put("Apache-2.0", Pattern.compile("(?i).*apache.*"));
    LICENCES.put("BSD-3-Clause", Pattern.compile("(?i).*(3-clause bsd|bsd 3-clause).*"));
    LICENCES.put("EPL-2.0", Pattern.compile("(?i).*(epl-2\\.0|eclipse public license.*2).*"));
    LICENCES.put(
        "GPL-2.0-with-classpath-exception",
        Pattern.compile("(?i)(gplv2\\+ce|gplv2 with classpath exception)"));
    LICENCES.put("MIT", Pattern.compile("(?i).*\\bmit\\b.*"));
    LICENCES.put("OFL-1.1", Pattern.compile("(?i).*open font license.*1\\.1.*"));
  }

  /// Works that are offered under one licence or another, with the one that we take.
  private static final Map<String, String> TAKEN =
      Map.of("ch.qos.logback", "EPL-2.0", "com.github.librepdf", "LGPL-2.1");

  private static final Pattern LEGAL =
      Pattern.compile("(?i)(.*/)?([\\w-]*licen[cs]e[\\w-]*|notice|copying|ofl)(\\.txt|\\.md)?");
  private static final String RULE = "=".repeat(78);

  private final Path texts;
  private final Map<String, String> works = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> verbatim = new LinkedHashMap<>();
  private final Set<String> used = new TreeSet<>();

  /// @param texts a folder with the text of each licence, and the lines of copyright of works whose
  ///   jars hold none
  Notice(Path texts) {
    this.texts = texts;
  }

  void add(Path jar) {
    var pom = Pom.of(jar);
    var ids =
        TAKEN.containsKey(pom.group())
            ? List.of(TAKEN.get(pom.group()))
            : pom.licences().stream().map(licence -> id(pom, licence)).distinct().toList();
    if (ids.isEmpty()) {
      throw new BuildFailure(
          jar.getFileName() + ": neither its pom nor its parents say a licence.");
    }
    used.addAll(ids);
    var copyright = copyright(pom.artifact());
    works.put(
        pom.name(),
        pom.name()
            + " "
            + pom.version()
            + " ("
            + pom.group()
            + ":"
            + pom.artifact()
            + ")\n    "
            + String.join(", ", ids)
            + (pom.url().isEmpty() ? "" : "\n    " + pom.url())
            + (copyright.isEmpty() ? "" : "\n    " + copyright));
    collectTexts(jar);
  }

  private static String id(Pom pom, Pom.Licence licence) {
    return LICENCES.entrySet().stream()
        .filter(known -> known.getValue().matcher(licence.name()).matches())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                new BuildFailure(
                    pom.artifact()
                        + " is under “"
                        + licence.name()
                        + "”, which is not among the licences that may come in (jlink/Notice.java)."));
  }

  private void collectTexts(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      for (var entry : file.stream().toList()) {
        if (!entry.isDirectory() && LEGAL.matcher(entry.getName()).matches()) {
          var text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
          var source = jar.getFileName() + ", " + entry.getName();
          verbatim.merge(text.strip(), source, (before, more) -> before + "\n" + more);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String copyright(String artifact) {
    try (var lines = Files.lines(texts.resolve("copyright.txt"))) {
      return lines
          .filter(line -> line.startsWith(artifact + ": "))
          .map(line -> line.substring(artifact.length() + 2))
          .collect(Collectors.joining("; "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes the whole notice to the file.
  void write(Path file) {
    var all = new StringBuilder();
    all.append("Backprop Explorer contains works of others. Each is under its own licence.\n");
    all.append("The Java runtime's own notices are in the folder lib/runtime/legal.\n\n");
    works.values().forEach(work -> all.append(work).append("\n\n"));
    used.forEach(
        id -> {
          var text = texts.resolve(id + ".txt");
          if (Files.exists(text)) {
            section(all, id, read(text));
          } else if (id.startsWith("GPL")) {
            section(
                all,
                id,
                read(Path.of(System.getProperty("java.home"), "legal", "java.base", "LICENSE")));
          }
        });
    verbatim.forEach((text, source) -> section(all, source, text));
    try {
      Files.writeString(file, all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void section(StringBuilder all, String title, String text) {
    all.append(RULE).append('\n').append(title).append('\n').append(RULE).append("\n\n");
    all.append(text.strip()).append("\n\n");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
