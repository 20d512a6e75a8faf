package backprop.ui.common;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.layout.Region;

/// A typeset formula, sharp at any scale and in the theme's colours.
///
/// The formula is LaTeX, with `\forward{…}`, `\gradient{…}`, `\muted{…}` and `\wrong{…}` for the
/// colours of the roles; everything else is ink.
public final class FormulaView extends Region {

  private final StringProperty latex = new SimpleStringProperty("");

  /// An empty formula; `size` is the letters' height in pixels, such as 18.
  public FormulaView(UiContext context, double size) {
    getStyleClass().add("formula");
    latex.addListener((_, _, _) -> requestLayout());
  }

  /// The formula in LaTeX.
  public StringProperty latexProperty() {
    return latex;
  }
}
