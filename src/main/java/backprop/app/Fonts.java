package backprop.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/// The fonts that come with the program: Inter for text, JetBrains Mono for numbers. Hangul comes
/// from the system's fonts.
final class Fonts {

  private static final List<String> FILES =
      List.of(
          "Inter-Regular.otf",
          "Inter-Bold.otf",
          "JetBrainsMono-Regular.ttf",
          "JetBrainsMono-Bold.ttf");

  private Fonts() {}

  /// Makes the fonts known to JavaFX; one that is missing is replaced by the system's.
  static void load() {
    for (String file : FILES) {
      try (InputStream in = Fonts.class.getResourceAsStream("/backprop/assets/fonts/" + file)) {
        if (in != null) {
          Font.loadFont(in, 13);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
