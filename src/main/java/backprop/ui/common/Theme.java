package backprop.ui.common;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import backprop.figure.ColorRole;
import backprop.figure.ColorTheme;
import java.util.Objects;
import javafx.application.Application;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.paint.Color;

/// Light or dark: the style sheets of the scenes it is put on, and the colours for what is painted.
///
/// Nodes take their colours from the style sheets, where [ColorRole#token()] is a looked-up colour
/// that changes by itself. A painter asks [#color(ColorRole)] each time it draws and draws again
/// when [#colorsProperty()] changes.
public final class Theme {

  // What every window of the program has and no pop-up.
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
    return color(colors.get(), role);
  }

  /// The colour of this role in these colours.
  public static Color color(ColorTheme colors, ColorRole role) {
    int rgb = colors.rgb(role);
    return Color.rgb(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
  }

  /// The colour of this role with this opacity (0 to 1) now.
  public Color color(ColorRole role, double opacity) {
    return color(role).deriveColor(0, 1, 1, opacity);
  }

  /// Puts the program's style on a scene, and keeps it light or dark.
  ///
  /// The roles are a style sheet of their own, since pop-ups take the sheets of the window that
  /// shows them, but not what its root inherits.
  public void install(Scene scene) {
    scene.getRoot().getStyleClass().add(ROOT_CLASS);
    scene.getStylesheets().addAll(roles(), sheet("backprop.css"));
    colors.addListener((_, _, _) -> scene.getStylesheets().set(0, roles()));
  }

  private String roles() {
    return switch (colors.get()) {
      case LIGHT -> sheet("light.css");
      case DARK -> sheet("dark.css");
    };
  }

  private static String sheet(String name) {
    return Objects.requireNonNull(Theme.class.getResource("/backprop/assets/style/" + name), name)
        .toExternalForm();
  }
}
