package backprop.figure;

/// The colours of the roles, for light and for dark.
///
/// The one place where a role becomes a colour: a test holds the style sheets to it, and the
/// contrasts to 4.5:1 for text and 3:1 for lines.
public enum ColorTheme {
  /// Dark ink on light ground; also that of figures for print.
  LIGHT,
  /// Light ink on dark ground.
  DARK;

  /// The colour of this role as `0xRRGGBB`.
  public int rgb(ColorRole role) {
    return switch (this) {
      case LIGHT -> light(role);
      case DARK -> dark(role);
    };
  }

  /// The colour of this role as `#rrggbb`.
  public String hex(ColorRole role) {
    return String.format("#%06x", rgb(role));
  }

  private static int light(ColorRole role) {
    return switch (role) {
      case INK -> 0x1b1f26;
      case MUTED -> 0x626976;
      case SURFACE -> 0xffffff;
      case CANVAS -> 0xf6f7f9;
      case DIVIDER -> 0xe2e5ea;
      case OUTLINE -> 0x838c9c;
      case TRACK -> 0xd9dde4;
      case ROW -> 0xe9ebef;
      case FORWARD -> 0x2563eb;
      case FORWARD_LINE -> 0x4f7ae8;
      case FORWARD_SOFT -> 0xdbe6ff;
      case GRADIENT -> 0xc2410c;
      case GRADIENT_SOFT -> 0xfbe3d8;
      case PLUS -> 0x0f766e;
      case MINUS -> 0x7c3aed;
      case RIGHT -> 0x0b7a53;
      case WRONG -> 0xb0005a;
      case WRONG_SOFT -> 0xfbe1ee;
    };
  }

  private static int dark(ColorRole role) {
    return switch (role) {
      case INK -> 0xe8eaee;
      case MUTED -> 0x929aa6;
      case SURFACE -> 0x1b1f26;
      case CANVAS -> 0x14171c;
      case DIVIDER -> 0x2c323c;
      case OUTLINE -> 0x6b7483;
      case TRACK -> 0x272d36;
      case ROW -> 0x272d36;
      case FORWARD, FORWARD_LINE -> 0x6ea0ff;
      case FORWARD_SOFT -> 0x223455;
      case GRADIENT -> 0xff9457;
      case GRADIENT_SOFT -> 0x4a2f22;
      case PLUS -> 0x2dd4bf;
      case MINUS -> 0xc084fc;
      case RIGHT -> 0x4ccf95;
      case WRONG -> 0xff6aa9;
      case WRONG_SOFT -> 0x4a1f35;
    };
  }
}
