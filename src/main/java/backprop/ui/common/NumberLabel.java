package backprop.ui.common;

import backprop.message.NumberText;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/// A number in six digits that shows the exact double when pointed at; ∞ and NaN look wrong.
public final class NumberLabel extends Label {

  private static final PseudoClass NOT_FINITE = PseudoClass.getPseudoClass("not-finite");

  private String exact = "";

  /// An empty label.
  public NumberLabel() {
    getStyleClass().add("number");
    // Made when the pointer comes: a table has many numbers.
    setOnMouseEntered(_ -> tellExactly());
  }

  /// A label with this number.
  public NumberLabel(double value) {
    this();
    show(value);
  }

  /// Shows this float64 number.
  public void show(double value) {
    show(NumberText.of(value), NumberText.exact(value), Double.isFinite(value));
  }

  /// Shows this float32 number.
  public void show(float value) {
    show(NumberText.of(value), NumberText.exact(value), Float.isFinite(value));
  }

  private void show(String text, String exactText, boolean finite) {
    setText(text);
    exact = text.equals(exactText) ? "" : exactText;
    if (getTooltip() != null) {
      tellExactly();
    }
    pseudoClassStateChanged(NOT_FINITE, !finite);
  }

  private void tellExactly() {
    if (exact.isEmpty()) {
      setTooltip(null);
      return;
    }
    Tooltip tip = getTooltip() == null ? new Tooltip() : getTooltip();
    tip.getStyleClass().setAll("tooltip", "number-tooltip");
    tip.setText(exact);
    setTooltip(tip);
  }
}
