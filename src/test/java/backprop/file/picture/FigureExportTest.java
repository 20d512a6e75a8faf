package backprop.file.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.autodiff.EvaluationContext;
import backprop.autodiff.Evaluator;
import backprop.autodiff.Trace;
import backprop.figure.ColorRole;
import backprop.figure.ColorTheme;
import backprop.file.Examples;
import backprop.file.FileException;
import backprop.message.Language;
import backprop.message.Messages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;
import org.w3c.dom.Element;

/// Every example in every format at its first, middle and last step; English light, Korean dark.
class FigureExportTest {
  private static final Set<PictureFormat> STILL =
      Set.of(PictureFormat.SVG, PictureFormat.PNG, PictureFormat.PDF, PictureFormat.TEX);

  private static Trace trace(Examples.Example example, Language language) {
    return Evaluator.trace(example.open(language), EvaluationContext.PLAIN);
  }

  private static FigureExport export(Trace trace, Language language, double scale) {
    Messages messages = Messages.in(language);
    ColorTheme theme = language == Language.KOREAN ? ColorTheme.DARK : ColorTheme.LIGHT;
    return new FigureExport(
        FigureExport.subject(trace, messages), messages, new Look(theme, true), scale);
  }

  private static FigureExport apples() {
    return export(trace(Examples.first(), Language.ENGLISH), Language.ENGLISH, 1);
  }

  @TestFactory
  List<DynamicTest> everyExampleInEveryFormat() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Language language : Language.values()) {
      for (Examples.Example example : Examples.all()) {
        tests.add(
            DynamicTest.dynamicTest(
                example.id() + " " + language, () -> check(trace(example, language), language)));
      }
    }
    assertTrue(tests.size() >= 16);
    return tests;
  }

  private static void check(Trace trace, Language language) throws Exception {
    FigureExport export = export(trace, language, 1);
    int middle = (trace.count() + 1) / 2;
    for (int step : new int[] {0, middle, trace.count()}) {
      BufferedImage pixels = checkPng(export.figure(step, true, PictureFormat.PNG));
      List<String> words = checkSvg(export.figure(step, true, PictureFormat.SVG), pixels);
      checkPdf(export.figure(step, true, PictureFormat.PDF), words, pixels);
      checkTex(export.figure(step, true, PictureFormat.TEX), language);
    }
  }

  private static BufferedImage checkPng(byte[] content) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(content));
    Set<Integer> colors = new TreeSet<>();
    for (int y = 0; y < image.getHeight(); y += 2) {
      for (int x = 0; x < image.getWidth(); x += 2) {
        colors.add(image.getRGB(x, y));
      }
    }
    assertTrue(colors.size() > 20, "something is drawn, in " + colors.size() + " colours");
    return image;
  }

  /// @return the texts, in the order of the file
  private static List<String> checkSvg(byte[] content, BufferedImage pixels) throws Exception {
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(content))
            .getDocumentElement();
    assertEquals("svg", root.getTagName());
    double width = Double.parseDouble(root.getAttribute("width"));
    double height = Double.parseDouble(root.getAttribute("height"));
    assertEquals(pixels.getWidth(), Math.ceil(width), 1, "as wide as the PNG");
    assertEquals(pixels.getHeight(), Math.ceil(height), 1, "as high as the PNG");
    var texts = root.getElementsByTagName("text");
    List<String> words = new ArrayList<>();
    for (int i = 0; i < texts.getLength(); i++) {
      words.add(texts.item(i).getTextContent());
    }
    assertTrue(words.size() > 4, words.toString());
    return words;
  }

  private static void checkPdf(byte[] content, List<String> words, BufferedImage pixels)
      throws IOException {
    try (PdfReader reader = new PdfReader(content)) {
      assertEquals(1, reader.getNumberOfPages());
      assertEquals(pixels.getWidth() * 0.75, reader.getPageSize(1).getWidth(), 1);
      assertEquals(pixels.getHeight() * 0.75, reader.getPageSize(1).getHeight(), 1);
      String text = squeezed(new PdfTextExtractor(reader).getTextFromPage(1));
      for (String word : words) {
        if (word.codePoints().allMatch(point -> point < 0x1000)) {
          assertTrue(text.contains(squeezed(word)), word + " is not in " + text);
        }
      }
      var fonts = reader.getPageN(1).getAsDict(PdfName.RESOURCES).getAsDict(PdfName.FONT);
      assertTrue(fonts.getKeys().size() >= 2);
      for (PdfName name : fonts.getKeys()) {
        var descendant = fonts.getAsDict(name).getAsArray(PdfName.DESCENDANTFONTS).getAsDict(0);
        var descriptor = descendant.getAsDict(PdfName.FONTDESCRIPTOR);
        assertTrue(
            descriptor.contains(PdfName.FONTFILE2) || descriptor.contains(PdfName.FONTFILE3),
            "embedded: " + descriptor.get(PdfName.FONTNAME));
      }
    }
  }

  private static String squeezed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("\\s", "");
  }

  private static void checkTex(byte[] content, Language language) {
    String tex = new String(content, StandardCharsets.UTF_8);
    assertTrue(tex.contains("\\documentclass[border=0pt]{standalone}"));
    assertTrue(tex.endsWith("\\end{tikzpicture}\n\\end{document}\n"));
    assertEquals(language == Language.KOREAN, tex.contains("\\usepackage{kotex}"));
    String unescaped = tex.replaceAll("\\\\[{}$%\\\\]", "");
    assertEquals(
        unescaped.chars().filter(c -> c == '{').count(),
        unescaped.chars().filter(c -> c == '}').count(),
        "braces");
    assertEquals(0, unescaped.chars().filter(c -> c == '$').count() % 2, "dollars");
    String plain =
        tex.codePoints()
            .filter(point -> point > 0x17F && !Character.isLetter(point))
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    assertEquals("", plain, "signs that pdfLaTeX does not know");
  }

  @Test
  void whatLiesAheadIsInNoFile() throws Exception {
    FigureExport export = apples();
    String begin = new String(export.figure(0, true, PictureFormat.SVG), StandardCharsets.UTF_8);
    String forward = new String(export.figure(4, true, PictureFormat.SVG), StandardCharsets.UTF_8);
    String end = new String(export.figure(13, true, PictureFormat.SVG), StandardCharsets.UTF_8);
    for (String value : List.of(">200<", ">450<", ">650<", ">715<")) {
      assertFalse(begin.contains(value), value);
      assertTrue(forward.contains(value), value);
    }
    for (String gradient : List.of(">110<", ">2.2<", ">165<", ">3.3<")) {
      assertFalse(forward.contains(gradient), gradient);
      assertTrue(end.contains(gradient), gradient);
    }
  }

  @Test
  void theScaleIsPixelsAUnit() throws IOException {
    Trace trace = trace(Examples.first(), Language.ENGLISH);
    BufferedImage one =
        checkPng(export(trace, Language.ENGLISH, 1).figure(9, false, PictureFormat.PNG));
    BufferedImage three =
        checkPng(export(trace, Language.ENGLISH, 3).figure(9, false, PictureFormat.PNG));
    assertEquals(3.0 * one.getWidth(), three.getWidth(), 3);
    assertEquals(3.0 * one.getHeight(), three.getHeight(), 3);
  }

  @Test
  void aPictureWithoutGroundIsTransparent() throws IOException {
    Trace trace = trace(Examples.first(), Language.ENGLISH);
    Messages messages = Messages.in(Language.ENGLISH);
    for (boolean ground : new boolean[] {true, false}) {
      FigureExport export =
          new FigureExport(
              FigureExport.subject(trace, messages),
              messages,
              new Look(ColorTheme.LIGHT, ground),
              1);
      BufferedImage image =
          ImageIO.read(new ByteArrayInputStream(export.figure(0, false, PictureFormat.PNG)));
      int corner = image.getRGB(0, 0);
      assertEquals(ground ? 255 : 0, corner >>> 24);
      if (ground) {
        assertEquals(ColorTheme.LIGHT.rgb(ColorRole.CANVAS), corner & 0xffffff);
      }
    }
  }

  @Test
  void aStoryboardHasANumberedPanelForEachStep() throws Exception {
    FigureExport export = apples();
    for (PictureFormat format : STILL) {
      assertTrue(export.storyboard(2, 6, format).length > 1000, format.name());
    }
    String svg = new String(export.storyboard(2, 6, PictureFormat.SVG), StandardCharsets.UTF_8);
    for (int step = 2; step <= 6; step++) {
      assertTrue(svg.contains(">" + step + ". </tspan>") || svg.contains(">" + step + ".</tspan>"));
    }
    assertFalse(svg.contains(">7.</tspan>"));
  }

  @Test
  void anAbsurdScaleIsRefusedWithASentence() {
    Trace trace = trace(Examples.first(), Language.ENGLISH);
    FigureExport export = export(trace, Language.ENGLISH, 20);
    FileException refused =
        assertThrows(FileException.class, () -> export.storyboard(0, 13, PictureFormat.PNG));
    assertEquals("export.too-large", refused.sentence().key());
  }
}
