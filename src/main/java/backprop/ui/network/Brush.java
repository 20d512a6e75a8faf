package backprop.ui.network;

import backprop.figure.ColorRole;
import backprop.ui.common.Hatching;
import backprop.ui.common.Texts;
import backprop.ui.common.Theme;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;

/// What the parts of the diagram draw with: a canvas, the colours by role, the texts, the fonts.
record Brush(GraphicsContext g, Theme theme, Texts texts, double scale) {

  Color color(ColorRole role) {
    return theme.color(role);
  }

  Color color(ColorRole role, double opacity) {
    return theme.color(role, opacity);
  }

  Font sans(double size) {
    return Font.font("Inter", size * Math.max(0.85, scale));
  }

  Font bold(double size) {
    return Font.font("Inter", FontWeight.BOLD, size * Math.max(0.85, scale));
  }

  Font mono(double size) {
    return Font.font("JetBrains Mono", size * Math.max(0.85, scale));
  }

  void text(String text, double x, double y, Font font, ColorRole role, TextAlignment align) {
    g.setFont(font);
    g.setFill(color(role));
    g.setTextAlign(align);
    g.setTextBaseline(VPos.CENTER);
    g.fillText(text, x, y);
  }

  /// A text in as many lines as it needs, broken between words.
  void lines(
      String text,
      double x,
      double y,
      double width,
      Font font,
      ColorRole role,
      TextAlignment align) {
    double at = y;
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && TextWidth.of(longer, font) > width) {
        text(line.toString(), x, at, font, role, align);
        at += font.getSize() * 1.2;
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    text(line.toString(), x, at, font, role, align);
  }

  /// A text that stays readable over lines: the ground shows around its letters.
  void haloText(String text, double x, double y, Font font, ColorRole role, TextAlignment align) {
    g.setFont(font);
    g.setTextAlign(align);
    g.setTextBaseline(VPos.CENTER);
    g.setStroke(color(ColorRole.CANVAS));
    g.setLineDashes();
    g.setLineWidth(3.5);
    g.strokeText(text, x, y);
    g.setFill(color(role));
    g.fillText(text, x, y);
  }

  /// The empty slot of a number or a picture that is not computed yet.
  void slot(double x, double y, double width, double height, double arc) {
    g.setFill(Hatching.paint(theme, 1));
    g.fillRoundRect(x, y, width, height, arc, arc);
    g.setStroke(color(ColorRole.OUTLINE));
    g.setLineWidth(1);
    g.setLineDashes(3, 2.5);
    g.strokeRoundRect(x + 0.5, y + 0.5, width - 1, height - 1, arc, arc);
    g.setLineDashes();
  }
}
