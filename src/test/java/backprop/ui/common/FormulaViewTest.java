package backprop.ui.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.figure.ColorRole;
import backprop.figure.ColorTheme;
import java.nio.file.Path;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormulaViewTest {

  @TempDir Path home;

  private static boolean near(Color a, int rgb) {
    Color b = Color.rgb(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
    return Math.abs(a.getRed() - b.getRed()) < 0.05
        && Math.abs(a.getGreen() - b.getGreen()) < 0.05
        && Math.abs(a.getBlue() - b.getBlue()) < 0.05;
  }

  private static int count(WritableImage image, int rgb) {
    PixelReader pixels = image.getPixelReader();
    int found = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (near(pixels.getColor(x, y), rgb)) {
          found++;
        }
      }
    }
    return found;
  }

  @Test
  void drawsLettersInTheColoursOfTheTheme() throws InterruptedException {
    UiContext context = TestUi.context(home);
    FormulaView view =
        TestUi.onFx(
            () -> new FormulaView(context, 40, "\\forward{x} \\cdot \\gradient{2} = \\mathrm{사과}"));
    Stage stage = TestUi.show(context, new StackPane(view), 400, 120);
    try {
      for (ColorTheme theme : ColorTheme.values()) {
        TestUi.runFx(() -> context.theme().colorsProperty().set(theme));
        WritableImage image = awaitDrawn(stage, theme);
        for (ColorRole role :
            new ColorRole[] {ColorRole.INK, ColorRole.FORWARD, ColorRole.GRADIENT}) {
          assertTrue(count(image, theme.rgb(role)) > 20, theme + " lacks " + role);
        }
      }
    } finally {
      TestUi.runFx(stage::close);
    }
  }

  private static WritableImage awaitDrawn(Stage stage, ColorTheme theme)
      throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      WritableImage image = TestUi.onFx(() -> stage.getScene().snapshot(null));
      if (count(image, theme.rgb(ColorRole.GRADIENT)) > 20) {
        return image;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("not drawn within thirty seconds");
  }

  @Test
  void aLongerFormulaIsWider() {
    TestUi.start();
    TypesetFormula shorter = TypesetFormula.of("x", 18, ColorTheme.LIGHT);
    TypesetFormula longer = TypesetFormula.of("x \\cdot y + z", 18, ColorTheme.LIGHT);
    assertTrue(longer.width() > 2 * shorter.width());
    TypesetFormula twice = TypesetFormula.of("x", 36, ColorTheme.LIGHT);
    assertEquals(2, twice.width() / shorter.width(), 0.05);
  }

  @Test
  void aSlipInTheLatexIsSaid() {
    TestUi.start();
    assertThrows(
        IllegalArgumentException.class,
        () -> TypesetFormula.of("\\nosuchcommand{x}", 18, ColorTheme.LIGHT));
  }
}
