package backprop.ui.common;

import backprop.message.NumberText;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/// A number in six digits that shows the exact double when pointed at; ∞ and NaN look wrong.
public final class NumberLabel extends Label {

  private static final PseudoClass NOT_FINITE = PseudoClass.getPseudoClass("not-finite");

  private final Tooltip exact = new Tooltip();

  /// An empty label.
  public NumberLabel() {
    getStyleClass().add("number");
    exact.getStyleClass().add("number-tooltip");
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
    exact.setText(exactText);
    setTooltip(text.equals(exactText) ? null : exact);
    pseudoClassStateChanged(NOT_FINITE, !finite);
  }
}
