package backprop.ui.network;

import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// How wide a text will be.
final class TextWidth {

  private TextWidth() {}

  static double of(String text, Font font) {
    Text shape = new Text(text);
    shape.setFont(font);
    return shape.getLayoutBounds().getWidth();
  }
}
