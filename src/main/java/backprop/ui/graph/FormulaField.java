package backprop.ui.graph;

import backprop.language.Formula;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.input.Clipboard;

/// A text field for formulas: several lines that are pasted become statements on one line.
final class FormulaField extends TextField {

  @Override
  public void paste() {
    String pasted = Clipboard.getSystemClipboard().getString();
    if (pasted == null || pasted.strip().indexOf('\n') < 0) {
      super.paste();
      return;
    }
    replaceSelection(Formula.oneLine(pasted.strip()));
  }

  /// Shows this text from its beginning; nothing happens if it stands there.
  void show(String text) {
    if (!text.equals(getText())) {
      setText(text);
      positionCaret(0);
    }
  }

  /// Where a character stands in this field, while it is shown.
  Optional<Rectangle2D> bounds(int index) {
    return getSkin() instanceof TextFieldSkin skin && index < getLength()
        ? Optional.ofNullable(skin.getCharacterBounds(index))
        : Optional.empty();
  }
}
