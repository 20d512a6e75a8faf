package backprop.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Holds the colours to their contrasts and the style sheet to the colours.
class ColorThemeTest {

  private static final Set<ColorRole> TEXTS =
      EnumSet.of(
          ColorRole.INK,
          ColorRole.MUTED,
          ColorRole.FORWARD,
          ColorRole.GRADIENT,
          ColorRole.PLUS,
          ColorRole.MINUS,
          ColorRole.RIGHT,
          ColorRole.WRONG);

  private static final Set<ColorRole> LINES = EnumSet.of(ColorRole.OUTLINE, ColorRole.FORWARD_LINE);

  private static final Set<ColorRole> GROUNDS = EnumSet.of(ColorRole.SURFACE, ColorRole.CANVAS);

  // Only divides or fills: nothing is known by these alone.
  private static final Set<ColorRole> DECORATION =
      EnumSet.of(
          ColorRole.DIVIDER,
          ColorRole.TRACK,
          ColorRole.ROW,
          ColorRole.FORWARD_SOFT,
          ColorRole.GRADIENT_SOFT,
          ColorRole.WRONG_SOFT);

  @Test
  void everyRoleIsATextALineAGroundOrDecoration() {
    Set<ColorRole> all = EnumSet.noneOf(ColorRole.class);
    all.addAll(TEXTS);
    all.addAll(LINES);
    all.addAll(GROUNDS);
    all.addAll(DECORATION);
    assertEquals(EnumSet.allOf(ColorRole.class), all);
  }

  @ParameterizedTest
  @EnumSource
  void textsAndLinesAreReadable(ColorTheme theme) {
    for (ColorRole ground : GROUNDS) {
      for (ColorRole text : TEXTS) {
        assertContrast(theme, text, ground, 4.5);
      }
      for (ColorRole line : LINES) {
        assertContrast(theme, line, ground, 3);
      }
    }
    assertContrast(theme, ColorRole.INK, ColorRole.ROW, 4.5);
    assertContrast(theme, ColorRole.MUTED, ColorRole.ROW, 4.5);
    assertContrast(theme, ColorRole.FORWARD, ColorRole.FORWARD_SOFT, 3);
    assertContrast(theme, ColorRole.GRADIENT, ColorRole.GRADIENT_SOFT, 3);
    assertContrast(theme, ColorRole.WRONG, ColorRole.WRONG_SOFT, 3);
    // What is ink on ground is ground on ink: the play button, a hint.
    assertContrast(theme, ColorRole.SURFACE, ColorRole.INK, 4.5);
  }

  private static void assertContrast(
      ColorTheme theme, ColorRole on, ColorRole ground, double least) {
    double contrast = contrast(theme.rgb(on), theme.rgb(ground));
    assertTrue(contrast >= least, theme + ": " + on + " on " + ground + " is " + contrast);
  }

  /// WCAG 2.1, relative luminance and contrast ratio.
  private static double contrast(int a, int b) {
    double la = luminance(a);
    double lb = luminance(b);
    return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16 & 0xff)
        + 0.7152 * linear(rgb >> 8 & 0xff)
        + 0.0722 * linear(rgb & 0xff);
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  @Test
  void contrastOfBlackOnWhiteIs21() {
    assertEquals(21, contrast(0x000000, 0xffffff), 1e-9);
  }

  @Test
  void controlsAreInkNeitherBlueNorOrange() {
    for (ColorTheme theme : ColorTheme.values()) {
      int ink = theme.rgb(ColorRole.INK);
      int red = ink >> 16;
      int blue = ink & 0xff;
      assertTrue(Math.abs(red - blue) < 0x20, theme + " has a coloured ink");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theStyleSheetHasTheSameColours(ColorTheme theme) throws IOException {
    String file =
        switch (theme) {
          case LIGHT -> "light.css";
          case DARK -> "dark.css";
        };
    Map<String, String> tokens = tokens(file);
    for (ColorRole role : ColorRole.values()) {
      assertEquals(theme.hex(role), tokens.remove(role.token()), role + " in " + file);
    }
    assertEquals(Map.of(), tokens, "tokens without a role");
  }

  private static Map<String, String> tokens(String file) throws IOException {
    String css = Files.readString(Path.of("assets", "style", file));
    Matcher matcher = Pattern.compile("(-bp-[a-z-]+): (#[0-9a-f]{6});").matcher(css);
    Map<String, String> tokens = new HashMap<>();
    while (matcher.find()) {
      tokens.put(matcher.group(1), matcher.group(2));
    }
    return tokens;
  }

  @Test
  void theStyleSheetNamesNoOtherColour() throws IOException {
    String css = Files.readString(Path.of("assets", "style", "backprop.css"));
    Matcher matcher = Pattern.compile("#[0-9a-fA-F]{3,8}").matcher(css);
    assertTrue(!matcher.find(), () -> "a colour without a role: " + matcher.group());
  }
}
