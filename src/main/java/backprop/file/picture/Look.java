package backprop.file.picture;

import backprop.figure.ColorRole;
import backprop.figure.ColorTheme;
import backprop.figure.Paint;
import java.awt.Color;

/// The colours of a picture.
///
/// @param theme light or dark
/// @param ground whether the picture has a ground of its own; without one it is for a page, which
///   is white where the theme is light
public record Look(ColorTheme theme, boolean ground) {

  /// The colour of this role as `0xRRGGBB`.
  public int rgb(ColorRole role) {
    boolean page = role == ColorRole.CANVAS && !ground && theme == ColorTheme.LIGHT;
    return theme.rgb(page ? ColorRole.SURFACE : role);
  }

  /// The colour of this role as `#rrggbb`.
  String hex(ColorRole role) {
    return String.format("#%06x", rgb(role));
  }

  Color color(Paint paint) {
    int alpha = (int) Math.round(255 * paint.opacity());
    return new Color(rgb(paint.role()) | alpha << 24, true);
  }

  Color color(ColorRole role) {
    return new Color(rgb(role));
  }
}
