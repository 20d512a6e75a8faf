package backprop.figure;

import java.util.Locale;

/// What a colour means; nothing on the screen or in a figure names a colour in any other way.
///
/// [ColorTheme] gives each role its colour, and the style sheets know it as [#token()].
public enum ColorRole {
  /// Text, and the control, selection and focus.
  INK,
  /// Secondary text.
  MUTED,
  /// Behind panels, bars, cards and nodes.
  SURFACE,
  /// Behind the drawing.
  CANVAS,
  /// A line that only divides; nothing is known by it.
  DIVIDER,
  /// The border of a node or a control: at least 3:1.
  OUTLINE,
  /// The hatching of what is not computed yet, and the track of a bar.
  TRACK,
  /// Behind the row that is chosen or pointed at.
  ROW,
  /// A value of the forward pass, as text.
  FORWARD,
  /// A value of the forward pass, as a line.
  FORWARD_LINE,
  /// Behind what the forward pass is at.
  FORWARD_SOFT,
  /// A gradient, as text and as a line.
  GRADIENT,
  /// Behind what the backward pass is at.
  GRADIENT_SOFT,
  /// A weight above zero.
  PLUS,
  /// A weight below zero.
  MINUS,
  /// Something that is right.
  RIGHT,
  /// Something that is wrong, an infinity, a NaN.
  WRONG,
  /// Behind something that is wrong.
  WRONG_SOFT;

  /// The name of this role in a style sheet: `-bp-forward-line`.
  public String token() {
    return "-bp-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
