package backprop.figure;

/// How a line is drawn.
///
/// @param width in canvas units
public record Stroke(Paint paint, double width, Dash dash) {

  /// What breaks the line.
  public enum Dash {
    SOLID,
    DASHED,
    DOTTED
  }

  public static Stroke solid(ColorRole role, double width) {
    return new Stroke(Paint.of(role), width, Dash.SOLID);
  }

  public static Stroke dashed(ColorRole role, double width) {
    return new Stroke(Paint.of(role), width, Dash.DASHED);
  }

  public static Stroke dotted(ColorRole role, double width) {
    return new Stroke(Paint.of(role), width, Dash.DOTTED);
  }
}
