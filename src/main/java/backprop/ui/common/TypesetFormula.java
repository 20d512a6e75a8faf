package backprop.ui.common;

import backprop.figure.ColorRole;
import backprop.figure.ColorTheme;
import java.awt.Color;
import java.awt.Insets;
import java.util.Map;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import org.scilab.forge.jlatexmath.ParseException;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;
import org.scilab.forge.jlatexmath.TeXIcon;

/// A formula set in type, ready to be drawn as often as wanted.
///
/// Setting the first formula loads the typesetter's tables and fonts and takes some tenths of a
/// second: do it off the FX thread.
final class TypesetFormula {

  private static final Map<String, ColorRole> COMMANDS =
      Map.of(
          "\\forward{", ColorRole.FORWARD,
          "\\gradient{", ColorRole.GRADIENT,
          "\\muted{", ColorRole.MUTED,
          "\\right{", ColorRole.RIGHT,
          "\\wrong{", ColorRole.WRONG);

  // The typesetter keeps its tables in static fields without locks.
  private static final Object TYPESETTER = new Object();
  private static volatile boolean prepared;

  private static final int ROOM = 1;

  private final TeXIcon icon;

  private TypesetFormula(TeXIcon icon) {
    this.icon = icon;
  }

  /// Sets this LaTeX with letters of this size in pixels, in these colours.
  ///
  /// @throws IllegalArgumentException where the LaTeX is not understood: a slip of the program, not
  ///   of a person
  static TypesetFormula of(String latex, double size, ColorTheme colors) {
    String colored = latex;
    for (var command : COMMANDS.entrySet()) {
      colored =
          colored.replace(command.getKey(), "\\textcolor{" + colors.hex(command.getValue()) + "}{");
    }
    synchronized (TYPESETTER) {
      try {
        prepare();
        TeXIcon icon =
            new TeXFormula(colored).createTeXIcon(TeXConstants.STYLE_DISPLAY, (float) size);
        // One pixel of room where a letter is rounded up; the typesetter's own room would be drawn
        // into but not counted.
        icon.setInsets(new Insets(ROOM, 0, ROOM, 0), true);
        icon.setForeground(new Color(colors.rgb(ColorRole.INK)));
        TypesetFormula formula = new TypesetFormula(icon);
        // Drawn once where no one sees it: this loads the fonts of its letters here and not on the
        // FX thread.
        formula.draw(new Canvas(1, 1).getGraphicsContext2D(), 1);
        return formula;
      } catch (ParseException e) {
        throw new IllegalArgumentException("not understood as LaTeX: " + latex, e);
      }
    }
  }

  private static void prepare() {
    if (!prepared) {
      TeXFormula.registerExternalFont(Character.UnicodeBlock.HANGUL_SYLLABLES, "SansSerif");
      prepared = true;
    }
  }

  /// Whether the tables and fonts are loaded, so that the next formula takes a few milliseconds.
  static boolean isPrepared() {
    return prepared;
  }

  double width() {
    return icon.getTrueIconWidth();
  }

  double height() {
    return icon.getTrueIconHeight() + icon.getTrueIconDepth() + 2 * ROOM;
  }

  /// From the top to the line the letters stand on.
  double baseline() {
    return ROOM + icon.getTrueIconHeight();
  }

  /// Draws it with its upper left corner at the origin.
  ///
  /// @param scale how large; told to the graphics, since the typesetter sets transforms absolutely
  ///   and would undo one of the target
  void draw(GraphicsContext target, double scale) {
    synchronized (TYPESETTER) {
      OutlineGraphics graphics = new OutlineGraphics(target);
      graphics.scale(scale, scale);
      icon.paintIcon(null, graphics, 0, 0);
    }
  }
}
