package backprop.message;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds the bundles in `assets/messages` to each other and to the rules for texts.
class BundlesTest {

  private static final Path FOLDER = Path.of("assets", "messages");

  private static List<String> bundles() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".properties") && !name.endsWith("_ko.properties"))
          .map(name -> name.substring(0, name.length() - ".properties".length()))
          .sorted()
          .toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> englishAndKoreanSayTheSame() throws IOException {
    List<String> bundles = bundles();
    assertTrue(bundles.size() >= 3, "bundles found: " + bundles);
    return bundles.stream().map(name -> DynamicTest.dynamicTest(name, () -> compare(name)));
  }

  private static void compare(String name) {
    Map<String, MessagePattern> english = Messages.in(Language.ENGLISH).bundle(name);
    Map<String, MessagePattern> korean = Messages.in(Language.KOREAN).bundle(name);
    assertFalse(english.isEmpty(), "no texts in " + name);
    assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(korean.keySet()), "keys");
    assertAll(
        english.keySet().stream()
            .map(
                key ->
                    () -> {
                      assertTrue(key.startsWith(name + "."), key + " is not of bundle " + name);
                      assertEquals(
                          english.get(key).places(), korean.get(key).places(), "places of " + key);
                      assertEquals(
                          Set.copyOf(english.get(key).markup()),
                          Set.copyOf(korean.get(key).markup()),
                          "markup of " + key);
                      assertBalanced(key, english.get(key));
                      assertBalanced(key, korean.get(key));
                    }));
  }

  private static void assertBalanced(String key, MessagePattern pattern) {
    List<String> open = new ArrayList<>();
    boolean bold = false;
    for (String tag : pattern.markup()) {
      if (tag.equals("**")) {
        bold = !bold;
      } else if (tag.startsWith("/")) {
        assertFalse(open.isEmpty(), key + " ends " + tag + " that was not begun");
        assertEquals("/" + open.removeLast(), tag, key);
      } else {
        open.add(tag);
      }
    }
    assertTrue(open.isEmpty() && !bold, key + " leaves markup open");
  }

  @Test
  void koreanTextsAreKoreanAndCalm() throws IOException {
    int checked = 0;
    for (Path file : files("_ko.properties")) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        checked++;
        assertFalse(line.contains("을(를)") || line.contains("이(가)"), line);
        assertFalse(line.contains("!"), "no exclamation marks: " + line);
      }
    }
    assertTrue(checked > 50, "checked " + checked);
  }

  @Test
  void englishTextsAreCalm() throws IOException {
    int checked = 0;
    for (Path file : files(".properties")) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        checked++;
        assertFalse(line.contains("!") || line.contains("Oops"), line);
      }
    }
    assertTrue(checked > 50, "checked " + checked);
  }

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  @Test
  void noKeyStandsTwice() throws IOException {
    int checked = 0;
    for (Path file : files(".properties")) {
      Set<String> seen = new HashSet<>();
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        int sign = line.indexOf('=');
        if (sign > 0 && !line.startsWith("#")) {
          checked++;
          assertTrue(seen.add(line.substring(0, sign).strip()), file + ": " + line);
        }
      }
    }
    assertTrue(checked > 50, "checked " + checked);
  }

  /// Every literal in the sources that looks like the key of a bundle has a text: a slip would be
  /// shown as its key.
  @Test
  void everyKeyInTheSourcesHasAText() throws IOException {
    Set<String> bundles = new HashSet<>(bundles());
    Pattern literal = Pattern.compile("\"([a-z]+)(\\.[a-z0-9]+(?:-[a-z0-9]+)*)+\"");
    Set<String> missing = new TreeSet<>();
    int found = 0;
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
      for (Path source : sources.filter(p -> p.toString().endsWith(".java")).toList()) {
        Matcher matcher = literal.matcher(Files.readString(source).replaceAll("(?m)^ *///?.*", ""));
        while (matcher.find()) {
          String key = matcher.group().substring(1, matcher.group().length() - 1);
          if (!bundles.contains(matcher.group(1)) || NOT_KEYS.contains(key)) {
            continue;
          }
          found++;
          if (!Messages.in(Language.ENGLISH).has(key) && !isPrefix(matcher.group(1), key)) {
            missing.add(source.getFileName() + ": " + key);
          }
        }
      }
    }
    assertTrue(found > 20, "found " + found);
    assertEquals(Set.of(), missing);
  }

  // Names of other things that begin like a bundle.
  private static final Set<String> NOT_KEYS = Set.of();

  /// Sources may put keys together: a literal that begins several keys is fine.
  private static boolean isPrefix(String bundle, String key) {
    return Messages.in(Language.ENGLISH).bundle(bundle).keySet().stream()
        .anyMatch(other -> other.startsWith(key + ".") || other.startsWith(key + "-"));
  }
}
