package backprop.ui.graph;

import backprop.figure.TextStyle;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/// The fonts of a figure's text styles on the screen.
final class Fonts {
  private static final Map<TextStyle, Font> FONTS = new EnumMap<>(TextStyle.class);

  static {
    for (TextStyle style : TextStyle.values()) {
      FONTS.put(
          style,
          Font.font(
              style.mono() ? "JetBrains Mono" : "Inter",
              style.strong() ? FontWeight.BOLD : FontWeight.NORMAL,
              style.size()));
    }
  }

  private Fonts() {}

  /// The font of this style.
  static Font of(TextStyle style) {
    return Objects.requireNonNull(FONTS.get(style));
  }
}
