package backprop.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.message.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderCommandTest {
  private static final String APPLES =
      Path.of("assets", "examples", "apples-and-oranges.backprop").toAbsolutePath().toString();

  @TempDir Path folder;

  private CommandLineProbe.Ran render(String... more) {
    List<String> words = Stream.concat(Stream.of("render", APPLES), Stream.of(more)).toList();
    return CommandLineProbe.in(folder).run(words.toArray(String[]::new));
  }

  private byte[] written(String name, String... more) throws IOException {
    List<String> words = Stream.concat(Stream.of(more), Stream.of("--out", name)).toList();
    var ran = render(words.toArray(String[]::new));
    assertEquals(0, ran.status(), ran::err);
    assertEquals("", ran.out(), "results alone go to standard output, and a picture is a file");
    assertEquals(name + " was written.\n", ran.err());
    return Files.readAllBytes(folder.resolve(name));
  }

  @Test
  void theFilesNameSaysTheFormat() throws IOException {
    for (var begin :
        Map.of("a.svg", "<?xml", "a.png", "\u0089PNG", "a.pdf", "%PDF-", "a.tex", "%").entrySet()) {
      var content = new String(written(begin.getKey(), "--step", "4"), StandardCharsets.ISO_8859_1);
      assertTrue(content.startsWith(begin.getValue()), begin.getKey());
    }
    assertTrue(
        new String(written("a.gif", "--steps", "4..5"), StandardCharsets.ISO_8859_1)
            .startsWith("GIF89a"));
    assertTrue(
        new String(written("a.apng", "--steps", "4..5"), StandardCharsets.ISO_8859_1)
            .contains("acTL"));
  }

  @Test
  void aStepIsHowManyAreDone() throws IOException {
    var none = new String(written("a.svg", "--step", "0"), StandardCharsets.UTF_8);
    var all = new String(written("a.svg"), StandardCharsets.UTF_8);
    assertFalse(none.contains(">715<"));
    assertTrue(all.contains(">715<") && all.contains(">165<"));
  }

  @Test
  void aFormulaIsDrawnToo() throws IOException {
    var ran =
        CommandLineProbe.in(folder)
            .run("render", "(x + y)^2", "--set", "x=3", "--set", "y=4", "--out", "f.svg");
    assertEquals(0, ran.status(), ran::err);
    assertTrue(Files.readString(folder.resolve("f.svg")).contains(">49<"));
  }

  @Test
  void scaleThemeLanguageAndGroundAreHeard() throws IOException {
    written("one.png", "--scale", "1");
    written("two.png", "--scale", "1.5", "--theme", "dark");
    var one = ImageIO.read(folder.resolve("one.png").toFile());
    var two = ImageIO.read(folder.resolve("two.png").toFile());
    assertEquals(1.5 * one.getWidth(), two.getWidth(), 2);
    assertEquals(0xf6f7f9, one.getRGB(0, 0) & 0xffffff);
    assertEquals(0x14171c, two.getRGB(0, 0) & 0xffffff);
    written("none.png", "--background", "none");
    assertEquals(0, ImageIO.read(folder.resolve("none.png").toFile()).getRGB(0, 0) >>> 24);
    var korean =
        new String(
            written("ko.svg", "--step", "1", "--caption", "yes", "--language", "ko"),
            StandardCharsets.UTF_8);
    assertTrue(korean.contains("순전파"));
  }

  @Test
  void severalStepsAreASheetOrNumberedFiles() throws IOException {
    var sheet = new String(written("sheet.svg", "--steps", "3..5"), StandardCharsets.UTF_8);
    assertTrue(sheet.contains(">3. </tspan>") || sheet.contains(">3.</tspan>"), sheet);
    var ran = render("--steps", "12..", "--separate", "--out", "page.svg");
    assertEquals(0, ran.status(), ran::err);
    assertTrue(Files.exists(folder.resolve("page-12.svg")));
    assertTrue(Files.exists(folder.resolve("page-13.svg")));
    assertFalse(Files.exists(folder.resolve("page.svg")));
  }

  @ParameterizedTest
  @CsvSource({
    "--out a.bmp, does not say a format",
    "--step 3, needs --out",
    "--step 14 --out a.svg, steps from 0 to 13",
    "--step -1 --out a.svg, no step",
    "--step 2 --out a.gif, takes --steps",
    "--steps 5 --out a.svg, with .. between",
    "--steps 5..2 --out a.svg, the smaller first",
    "--theme blue --out a.svg, 'light, dark'",
    "--scale 0 --out a.png, from 0.05 to 20",
    "--scale 20 --steps .. --out a.png, smaller scale"
  })
  void aWrongOptionIsOneSentence(String options, String sentence) throws IOException {
    var ran = render(options.split(" "));
    assertEquals(2, ran.status());
    assertEquals("", ran.out());
    assertEquals(1, ran.err().lines().count(), ran::err);
    assertTrue(ran.err().contains(sentence), ran::err);
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count(), "no half file");
    }
  }

  @Test
  void theSentenceIsInTheLanguageOfTheConsole() {
    var ran =
        CommandLineProbe.in(folder)
            .with(Language.KOREAN)
            .run("render", APPLES, "--step", "99", "--out", "a.svg");
    assertEquals(2, ran.status());
    assertTrue(ran.err().contains("“99” 단계는 없습니다"), ran::err);
  }
}
