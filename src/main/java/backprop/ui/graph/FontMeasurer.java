package backprop.ui.graph;

import backprop.figure.TextMeasurer;
import backprop.figure.TextStyle;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.text.Text;

/// Measures text in the fonts of the screen; remembers what it measured.
///
/// Letters of one width are counted, not measured: numbers change all the time.
final class FontMeasurer implements TextMeasurer {
  private static final int MOST_REMEMBERED = 4000;

  private final Map<TextStyle, Map<String, Double>> known = new HashMap<>();
  private final Text text = new Text();

  @Override
  public double width(String line, TextStyle style) {
    if (style.mono() && line.chars().allMatch(FontMeasurer::hasOneWidth)) {
      return line.length() * measured("0", style);
    }
    return measured(line, style);
  }

  private static boolean hasOneWidth(int c) {
    return (c > 31 && c < 127) || c == '\u2212' || c == '×' || c == '∞';
  }

  private double measured(String line, TextStyle style) {
    Map<String, Double> widths = known.computeIfAbsent(style, key -> new HashMap<>());
    if (widths.size() > MOST_REMEMBERED) {
      widths.clear();
    }
    return widths.computeIfAbsent(
        line,
        key -> {
          text.setFont(Fonts.of(style));
          text.setText(key);
          return text.getLayoutBounds().getWidth();
        });
  }
}
