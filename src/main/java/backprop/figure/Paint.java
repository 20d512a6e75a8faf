package backprop.figure;

/// A colour role with an opacity from 0 to 1.
public record Paint(ColorRole role, double opacity) {
  public static Paint of(ColorRole role) {
    return new Paint(role, 1);
  }
}
