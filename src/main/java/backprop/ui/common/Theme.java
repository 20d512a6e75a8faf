package backprop.ui.common;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import backprop.figure.ColorRole;
import backprop.figure.ColorTheme;
import java.util.Objects;
import javafx.application.Application;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.paint.Color;

/// Light or dark: the style sheets of the scenes it is put on, and the colours for what is painted.
///
/// Nodes take their colours from the style sheets, where [ColorRole#token()] is a looked-up colour
/// that changes by itself. A painter asks [#color(ColorRole)] each time it draws and draws again
/// when [#colorsProperty()] changes.
public final class Theme {

  /// On the root of every scene while the theme is dark.
  public static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");

  // Not "root": pop-ups have that class as well, and would fall back to the light colours.
  private static final String ROOT_CLASS = "backprop";

  private final ObjectProperty<ColorTheme> colors = new SimpleObjectProperty<>();

  /// A theme with these colours.
  public Theme(ColorTheme colors) {
    this.colors.addListener((_, _, now) -> useBaseStyle(now));
    this.colors.set(colors);
  }

  private static void useBaseStyle(ColorTheme colors) {
    String style =
        switch (colors) {
          case LIGHT -> new PrimerLight().getUserAgentStylesheetBSS();
          case DARK -> new PrimerDark().getUserAgentStylesheetBSS();
        };
    Application.setUserAgentStylesheet(style);
  }

  /// Light or dark, which may be set at any time.
  public ObjectProperty<ColorTheme> colorsProperty() {
    return colors;
  }

  /// Light or dark.
  public ColorTheme colors() {
    return colors.get();
  }

  /// The colour of this role now.
  public Color color(ColorRole role) {
    int rgb = colors.get().rgb(role);
    return Color.rgb(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
  }

  /// The colour of this role with this opacity (0 to 1) now.
  public Color color(ColorRole role, double opacity) {
    return color(role).deriveColor(0, 1, 1, opacity);
  }

  /// Puts the program's style on a scene and keeps its root light or dark.
  public void install(Scene scene) {
    scene.getStylesheets().add(sheet("backprop.css"));
    scene.rootProperty().subscribe(this::mark);
    colors.addListener((_, _, _) -> mark(scene.getRoot()));
  }

  private void mark(Parent root) {
    if (!root.getStyleClass().contains(ROOT_CLASS)) {
      root.getStyleClass().add(ROOT_CLASS);
    }
    root.pseudoClassStateChanged(DARK, colors.get() == ColorTheme.DARK);
  }

  private static String sheet(String name) {
    return Objects.requireNonNull(Theme.class.getResource("/backprop/assets/style/" + name), name)
        .toExternalForm();
  }
}
